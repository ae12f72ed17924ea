package core

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"latchkey/session"
)

// lockPatience is how long a job waits for another process that holds the
// record; a refresh over a slow network is the longest that one legitimately does.
const lockPatience = 20 * time.Second

// readRecord reads the login_session file; a missing one is an empty record.
func (c *Core) readRecord() (session.Record, error) {
	record, err := c.SessionFile.Read()
	if errors.Is(err, session.ErrMissing) {
		return session.Record{}, nil
	}
	if err != nil {
		return session.Record{}, fmt.Errorf("read session: %w", err)
	}
	return record, nil
}

// lockRecord keeps other processes from changing the session, until unlock.
// Errors: session.ErrBusy when one holds it for longer than lockPatience.
func (c *Core) lockRecord(ctx context.Context) (unlock func(), err error) {
	ctx, cancel := context.WithTimeout(ctx, lockPatience)
	defer cancel()
	lock, err := c.SessionFile.Lock(ctx)
	if err != nil {
		return nil, fmt.Errorf("lock session: %w", err)
	}
	c.settleMove(ctx)
	c.main.doubt() // who held it before may have moved the secrets
	c.network.doubt()
	return func() { _ = lock.Unlock() }, nil // it ends with the process at the latest
}

// withRecord runs change under the record lock on a record read after the lock
// was taken, and writes it when change says so. What after does is still under
// the lock: secrets are pruned there, because another process that saved newer
// ones meanwhile would lose them. It learns whether the change was committed.
func (c *Core) withRecord(ctx context.Context, change func(*session.Record) (write bool, err error), after ...func(error)) error {
	unlock, err := c.lockRecord(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	record, err := c.readRecord()
	if err != nil {
		return err
	}
	write, err := change(&record)
	if err == nil && write {
		if err = c.SessionFile.Write(record); err != nil {
			err = fmt.Errorf("write session: %w", err)
		}
	}
	for _, finish := range after {
		finish(err)
	}
	return err
}

// findAccount gives the index of the account that wanted names: an id, an e-mail
// compared without case, or "" for the default or the only one.
func findAccount(record session.Record, wanted string) (int, error) {
	if len(record.Accounts) == 0 {
		return -1, ErrNotSignedIn
	}
	if wanted == "" {
		if len(record.Accounts) == 1 {
			return 0, nil
		}
		if i := indexOf(record, record.Default); i >= 0 {
			return i, nil
		}
		return -1, ErrAccountAmbiguous
	}
	found := -1
	for i, account := range record.Accounts {
		switch {
		case account.ID == wanted:
			return i, nil
		case strings.EqualFold(account.Email, wanted) && found >= 0:
			return -1, ErrAccountAmbiguous
		case strings.EqualFold(account.Email, wanted):
			found = i
		}
	}
	if found < 0 {
		return -1, &UnknownAccountError{Account: wanted}
	}
	return found, nil
}

func indexOf(record session.Record, id string) int {
	for i, account := range record.Accounts {
		if account.ID == id && id != "" {
			return i
		}
	}
	return -1
}

// account reads the record and finds one account in it.
func (c *Core) account(wanted string) (session.Account, error) {
	record, err := c.readRecord()
	if err != nil {
		return session.Account{}, err
	}
	i, err := findAccount(record, wanted)
	if err != nil {
		return session.Account{}, err
	}
	return record.Accounts[i], nil
}
