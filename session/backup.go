package session

import (
	"crypto/rand"
	"io"
	"time"

	"latchkey/session/internal/atomicfile"
)

// States of a BackupItem.
const (
	ItemStored   = "stored"   // lies in the backup
	ItemRestored = "restored" // was put back
	ItemLeft     = "left"     // never left its place
)

// Results of an item of work.
const (
	ResultDone    = "done"
	ResultSkipped = "skipped"
	ResultFailed  = "failed"
)

// How long and how many backups are kept when nobody says otherwise; see Backups.Expired.
const (
	DefaultMaxAge   = 30 * 24 * time.Hour
	DefaultMaxCount = 20
)

// BackupItem is one file of a backup.
type BackupItem struct {
	Kind       string    `json:"kind"` // the caller's word: "file", "cache", …
	What       string    `json:"what"` // the caller's words for a person
	Path       string    `json:"path"` // where the file belongs, absolute
	Size       int64     `json:"size"` // bytes
	Mode       string    `json:"mode"` // as ls shows it; for people, the file itself carries it
	ModifiedAt time.Time `json:"modified_at,omitzero"`
	SHA256     string    `json:"sha256"` // hex; of a link: over its target; empty when the file could not be read
	State      string    `json:"state"`  // ItemStored, ItemRestored or ItemLeft

	// What follows came later than the first manifests, which lack it.
	App     string `json:"app,omitempty"`     // of another program's file, such as "sketchup@2021"
	Label   string `json:"label,omitempty"`   // that program's name for a person, such as "SketchUp 2021"
	Strict  bool   `json:"strict,omitempty"`  // see BackupSource
	Pending bool   `json:"pending,omitempty"` // a Restore is to put it back and has not ended; when no item of a restoring backup says so: all
}

// Held is a keyring entry that stays because a backup's session file names it.
type Held struct {
	Account    string `json:"account"`
	Generation uint64 `json:"generation"`
	Provider   string `json:"provider"`
	Issuer     string `json:"issuer"`
	ClientID   string `json:"client_id"`
}

// Backup is what one reset, or one undo, has put aside.
type Backup struct {
	ID        string // sortable: 20261122-131500-ab12 (UTC)
	CreatedAt time.Time
	Version   string // of the program that made it
	Reason    string // the caller's word, usually the scope of the reset
	Items     []BackupItem
	Held      []Held
	Path      string // folder of the backup
	Complete  bool   // false: interrupted, and Recover has not run yet
}

// BackupSource names one file to put aside.
type BackupSource struct {
	Kind, What, Path string
	App, Label       string // of an app's file; see BackupItem
	// Strict is for files of other programs: anything but an ordinary file of this person is refused.
	Strict bool
}

// BackupRequest is what Create needs.
type BackupRequest struct {
	Reason string
	Items  []BackupSource
	Held   []Held
}

// RestoreRequest is what Restore needs.
type RestoreRequest struct {
	ID    string
	Items []int  // indexes in Backup.Items, from 0; nil means all
	Held  []Held // keyring entries of the session that may stand in the way; the backup that then keeps it holds them
}

// ItemResult says what became of one item.
type ItemResult struct {
	Kind, What, Path string
	App, Label       string // see BackupItem
	Index            int    // of Create: in the request's items; of Restore: in the backup's; from 0
	Result           string // ResultDone, ResultSkipped or ResultFailed
	Detail           string // for a person; empty when there is nothing to add
	Err              error  // set when Result is ResultFailed
	Backup           string // id of the backup that now holds what stood in the way; empty: nothing did
}

// BackupOptions are the parts of the world that Backups uses. The zero value is usable.
type BackupOptions struct {
	Now     func() time.Time // default time.Now
	Random  io.Reader        // default crypto/rand; for the last part of an id
	Version string           // version of the program
}

// Backups is a folder of backups, one folder each: a manifest, and the files under their number. What changes something
// (Create, Restore, Remove, Recover) must be called under the record lock (Store.Lock).
type Backups struct {
	folder string
	opts   BackupOptions
	step   func(name string)           // called between steps, so that a test can crash there
	rename func(from, to string) error // never overwrites
}

// NewBackups returns the backups in folder. Nothing is touched until it is used.
func NewBackups(folder string, opts BackupOptions) *Backups {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Random == nil {
		opts.Random = rand.Reader
	}
	return &Backups{folder: folder, opts: opts, step: func(string) {}, rename: atomicfile.MoveNew}
}
