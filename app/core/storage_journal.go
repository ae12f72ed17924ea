package core

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"latchkey/session"
	"latchkey/session/vault"
)

// moveJournal says that secrets are on their way from one place to another. It
// lies in the state folder from before the first byte is written to the new place
// until the last one is gone from the old; it holds no secret.
//
// The settings alone say which place counts. So what is left to do after a kill
// follows from both: settings that name From mean that the copy in To goes;
// settings that name To mean that the old one in From goes, provided that the
// copy was whole.
type moveJournal struct {
	Schema  string          `json:"schema"` // latchkey.move-journal/1
	From    StorageSettings `json:"from"`
	To      StorageSettings `json:"to"`
	Copied  bool            `json:"copied"`   // To holds all that From held
	MadeKey bool            `json:"made_key"` // the key file of To was made for this move
	Sum     string          `json:"sum"`      // of the rest, against accidents
}

const (
	moveSchema = "latchkey.move-journal/1"
	// maxJournal bounds what is read of one, in bytes.
	maxJournal = 16 << 10
)

// errJournal is a journal that was not written like this.
var errJournal = errors.New("the journal of a move is damaged")

func (c *Core) journalPath() string {
	return filepath.Join(c.Deps.Paths.State, "storage_move.json")
}

func (j moveJournal) sum() string {
	j.Sum = ""
	text, _ := json.Marshal(j) //nolint:errchkjson // strings and booleans only
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}

func (c *Core) writeJournal(j moveJournal) error {
	j.Schema = moveSchema
	j.Sum = j.sum()
	text, err := json.MarshalIndent(j, "", "  ")
	if err == nil {
		err = session.WriteFile(c.journalPath(), append(text, '\n'))
	}
	if err != nil {
		return fmt.Errorf("write journal of the move: %w", err)
	}
	return nil
}

// readJournal gives the journal of an unfinished move; found is false when there
// is none. Errors: errJournal.
func (c *Core) readJournal() (j moveJournal, found bool, err error) {
	info, err := os.Lstat(c.journalPath())
	if isMissing(err) {
		return j, false, nil
	}
	if err == nil && !info.Mode().IsRegular() {
		err = errJournal
	}
	if err != nil {
		return j, true, err
	}
	file, err := os.Open(c.journalPath())
	if err != nil {
		return j, true, err
	}
	defer func() { _ = file.Close() }()
	text, err := io.ReadAll(io.LimitReader(file, maxJournal))
	if err != nil {
		return j, true, err
	}
	if json.Unmarshal(text, &j) != nil || j.Schema != moveSchema || j.Sum != j.sum() {
		return moveJournal{}, true, errJournal
	}
	return j, true, nil
}

func (c *Core) removeJournal() {
	if err := os.Remove(c.journalPath()); err != nil && !isMissing(err) {
		c.Log.Warn("remove journal of the move", "problem", err.Error())
	}
}

// settlePatience bounds settling a move in passing.
const settlePatience = 5 * time.Second

// settleMove finishes or undoes a move that was cut off. The caller holds the
// record lock. What fails is tried again the next time; the settings tell the
// right place in any case.
func (c *Core) settleMove(ctx context.Context) {
	journal, found, err := c.readJournal()
	if !found {
		return
	}
	if err != nil {
		c.Log.Warn("settle an interrupted move of secrets", "problem", err.Error())
		if errors.Is(err, errJournal) {
			c.removeJournal() // it says nothing: both copies stay
		}
		return
	}
	settings, err := c.Settings()
	if err != nil {
		return // not known which place counts
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settlePatience)
	defer cancel()
	switch {
	case samePlace(settings.Storage, journal.From):
		err = c.clearTarget(ctx, journal)
	case samePlace(settings.Storage, journal.To) && journal.Copied:
		if journal.To.Kind == string(vault.Memory) {
			c.forgetUncarried()
		}
		err = c.clearPlace(ctx, journal.From)
	default:
		// A person has named a place by hand since: which copy they need is not
		// ours to guess, so both stay.
	}
	if err != nil {
		c.Log.Warn("settle an interrupted move of secrets", "problem", err.Error())
		return
	}
	c.Log.Info("an interrupted move of secrets was settled", "from", journal.From.Kind, "to", journal.To.Kind)
	c.removeJournal()
}

// settleInPassing is settleMove for a caller that may hold the lock or not: where
// somebody holds it, that one has settled it.
func (c *Core) settleInPassing() {
	if _, err := os.Lstat(c.journalPath()); err != nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	lock, err := c.SessionFile.Lock(ctx)
	if err != nil {
		return
	}
	defer func() { _ = lock.Unlock() }()
	c.settleMove(context.Background())
}
