package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"latchkey/session"
	"latchkey/session/vault"
)

// storagePatience bounds how long status waits for the keyring to say how it is.
const storagePatience = 3 * time.Second

// Status says how things stand on this computer. With check the server is asked
// whether it still accepts the session; an outage then is an error and changes
// nothing in what is known.
func (c *Core) Status(ctx context.Context, check bool) (StatusAnswer, error) {
	if check {
		if err := c.checkSession(ctx); err != nil {
			return StatusAnswer{}, err
		}
	}
	answer := StatusAnswer{Schema: "latchkey.status/1", Accounts: []AccountAnswer{}, Checked: check}
	answer.Rights.State = "none"
	record, err := c.readRecord()
	// The keyring is asked beside the files: it is the slowest of them.
	storage := make(chan StorageAnswer, 1)
	go func() { storage <- c.storage(ctx, record.Accounts) }()
	answer.SessionFile = sessionFileAnswer(c.SessionFile.Inspect())
	switch {
	case err != nil && !saysSomethingOfTheFile(err):
		return StatusAnswer{}, err
	case err == nil:
		answer.Accounts = c.accountAnswers(record)
		answer.Rights = c.statusRights(record)
	}
	answer.Storage = <-storage
	if answer.Storage.State != string(vault.StateOK) && ctx.Err() != nil {
		return StatusAnswer{}, fmt.Errorf("ask secret storage: %w", ctx.Err()) // nothing is known of it
	}
	answer.miss(answer.Storage.gone)
	answer.State = overall(answer, err)
	answer.SignedIn = answer.State == StateSignedIn
	return answer, nil
}

// saysSomethingOfTheFile tells a session file that is not as it should be from
// one that could not be looked at: of the latter nothing is known, and a reset
// would be the wrong advice.
func saysSomethingOfTheFile(err error) bool {
	return errors.Is(err, session.ErrDamaged) || errors.Is(err, session.ErrRefused) || errors.Is(err, session.ErrNewer)
}

// overall is the state of the session as a whole: that of the default account,
// unless the file or the storage stands in the way.
func overall(answer StatusAnswer, read error) SessionState {
	switch {
	case read != nil:
		return StateDamaged
	case len(answer.Accounts) == 0:
		return StateSignedOut
	case answer.Storage.State == string(vault.StateLocked):
		return StateStorageLocked
	}
	for _, account := range answer.Accounts {
		if account.Default {
			return account.State
		}
	}
	return answer.Accounts[0].State
}

// statusRights shows the default account's rights.
func (c *Core) statusRights(record session.Record) RightsSummary {
	i, err := findAccount(record, "")
	if err != nil {
		return RightsSummary{State: "none"}
	}
	return c.shortSummary(record.Accounts[i])
}

// miss marks the accounts whose secrets are no longer where the record says: the
// keyring entry was removed from outside, and only a new sign-in brings one.
func (a *StatusAnswer) miss(gone []string) {
	for i := range a.Accounts {
		if account := &a.Accounts[i]; slices.Contains(gone, account.ID) && account.State != StateSignInNeeded {
			account.State, account.Problem = StateSignInNeeded, "secrets_missing"
		}
	}
}

func (c *Core) storage(ctx context.Context, accounts []session.Account) StorageAnswer {
	ctx, cancel := context.WithTimeout(ctx, storagePatience)
	defer cancel()
	store, err := c.secrets()
	if err != nil {
		return unopened(err)
	}
	answer := StorageAnswer{Kind: string(store.Kind()), State: string(store.State(ctx))}
	for _, account := range accounts {
		if answer.State != string(vault.StateOK) {
			break
		}
		// What cannot be told is no statement about the person.
		if has, err := store.Has(ctx, account.ID, account.Generation); err == nil && !has {
			answer.gone = append(answer.gone, account.ID)
		}
	}
	return answer
}

// unopened is a place for secrets that could not even be opened.
func unopened(err error) StorageAnswer {
	answer := StorageAnswer{State: string(vault.StateRefused), Problem: Code(err), Err: err}
	if errors.Is(err, vault.ErrMissing) {
		answer.State = string(vault.StateMissing)
	}
	if place, ok := asType[*StorageError](err); ok {
		answer.Kind = string(place.Kind)
	}
	return answer
}

// checkSession asks the server about the default account by reading its rights
// or, where there is no such service, by renewing the token.
func (c *Core) checkSession(ctx context.Context) error {
	account, err := c.account("")
	if errors.Is(err, ErrNotSignedIn) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = c.Recheck(ctx, RecheckOptions{Account: account.ID, MaxStep: StepRefetch, inPassing: true}, nil)
	if errors.Is(err, ErrRightsUnavailable) || errors.Is(err, ErrRightsForbidden) {
		_, err = c.Token(ctx, TokenOptions{Account: account.ID, MinValidity: renewAlways})
	}
	if err != nil && !errors.Is(err, ErrSignInNeeded) {
		return fmt.Errorf("check session: %w", err)
	}
	return nil
}

func sessionFileAnswer(state session.FileState) SessionFileAnswer {
	return SessionFileAnswer{
		Path: state.Path, State: state.State, ModifiedAt: At(state.ModifiedAt), Reason: state.Reason,
	}
}

// Session gives what the login_session file says. Errors: session.ErrMissing
// and those of reading it.
func (c *Core) Session(_ context.Context) (SessionAnswer, error) {
	record, err := c.SessionFile.Read()
	if err != nil {
		return SessionAnswer{}, fmt.Errorf("read session: %w", err)
	}
	return SessionAnswer{
		Schema: "latchkey.session/1", File: sessionFileAnswer(c.SessionFile.Inspect()),
		WrittenAt: At(record.WrittenAt), WrittenBy: record.WrittenBy, Accounts: c.accountAnswers(record),
	}, nil
}

// VerifySession says whether the login_session file is whole. Errors: those of
// reading it, session.ErrMissing included, together with the answer.
func (c *Core) VerifySession(_ context.Context) (SessionFileAnswer, error) {
	answer := sessionFileAnswer(c.SessionFile.Inspect())
	if _, err := c.SessionFile.Read(); err != nil {
		return answer, fmt.Errorf("verify session: %w", err)
	}
	return answer, nil
}

// Paths tells where everything is.
func (c *Core) Paths() PathsAnswer {
	return PathsAnswer{
		Schema: "latchkey.paths/1", Home: c.Deps.Paths.Home, Settings: c.Deps.Paths.Settings,
		Providers: c.Deps.Paths.Providers, SessionFile: c.SessionFile.Path(), Backups: c.Deps.Paths.Backups, Activity: c.Deps.Paths.Activity,
		Cache: c.Deps.Paths.Cache, MachinePolicy: c.Deps.Paths.MachinePolicy,
		MachineProviders: c.Deps.Paths.MachineProviders, Keyring: c.Deps.Paths.Namespace,
	}
}
