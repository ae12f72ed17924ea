package core

import (
	"context"
	"errors"
	"fmt"
	"net/url"
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

// withRecord runs change under the record lock on a record read after the lock
// was taken, and writes it when change says so. What after does is still under
// the lock: secrets are pruned there, because another process that saved newer
// ones meanwhile would lose them. It learns whether the change was committed.
func (c *Core) withRecord(ctx context.Context, change func(*session.Record) (write bool, err error), after ...func(error)) error {
	ctx, cancel := context.WithTimeout(ctx, lockPatience)
	defer cancel()
	lock, err := c.SessionFile.Lock(ctx)
	if err != nil {
		return fmt.Errorf("lock session: %w", err)
	}
	defer func() { _ = lock.Unlock() }() // the lock ends with the process at the latest
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

// Accounts lists the accounts of the login_session file.
func (c *Core) Accounts(_ context.Context) (AccountsAnswer, error) {
	record, err := c.readRecord()
	if err != nil {
		return AccountsAnswer{}, err
	}
	return AccountsAnswer{Schema: "latchkey.accounts/1", Accounts: c.accountAnswers(record)}, nil
}

// DefaultAccount chooses the account that is meant when none is named.
func (c *Core) DefaultAccount(ctx context.Context, wanted string) (AccountsAnswer, error) {
	err := c.withRecord(ctx, func(record *session.Record) (bool, error) {
		i, err := findAccount(*record, wanted)
		if err != nil {
			return false, err
		}
		changed := record.Default != record.Accounts[i].ID
		record.Default = record.Accounts[i].ID
		return changed, nil
	})
	if err != nil {
		return AccountsAnswer{}, err
	}
	return c.Accounts(ctx)
}

// ForgetAccount signs one account out and removes it from this computer.
func (c *Core) ForgetAccount(ctx context.Context, wanted string) (AccountsAnswer, error) {
	if wanted == "" {
		return AccountsAnswer{}, ErrAccountAmbiguous
	}
	_, signOut := c.SignOut(ctx, SignOutOptions{Account: wanted})
	if signOut != nil && !errors.Is(signOut, ErrPartlyDone) {
		return AccountsAnswer{}, signOut
	}
	answer, err := c.Accounts(ctx)
	return answer, errors.Join(err, signOut)
}

func (c *Core) accountAnswers(record session.Record) []AccountAnswer {
	names := c.providerNames(record)
	answers := make([]AccountAnswer, 0, len(record.Accounts))
	for _, account := range record.Accounts {
		answer := c.accountAnswer(account)
		answer.ProviderName = names[account.Provider]
		answer.Default = account.ID == record.Default || len(record.Accounts) == 1
		answers = append(answers, answer)
	}
	return answers
}

// providerNames gives the display names of the providers in a record. A provider
// file that cannot be read must not hide who is signed in.
func (c *Core) providerNames(record session.Record) map[string]string {
	names := map[string]string{}
	if len(record.Accounts) == 0 {
		return names
	}
	for _, account := range record.Accounts {
		names[account.Provider] = account.Provider
		profile, err := c.profile(account.Provider)
		if err != nil {
			c.Log.Warn("read provider", "provider", account.Provider, "problem", err.Error())
			continue
		}
		names[account.Provider] = profile.Name
	}
	return names
}

func (c *Core) accountAnswer(account session.Account) AccountAnswer {
	issuer, _ := url.Parse(account.Issuer)
	return AccountAnswer{
		ID: account.ID, Provider: account.Provider, ProviderName: account.Provider, Issuer: account.Issuer,
		Subject: account.Subject, Email: account.Email, EmailVerified: account.EmailVerified, Name: account.Name,
		Organization: Organization(account.Organization), SignedInAt: At(account.SignedInAt),
		RenewedAt: At(account.RenewedAt), AccessExpiresAt: At(account.AccessExpiresAt),
		Renewable: account.HasRefresh, State: c.accountState(account), Problem: account.Problem,
		LoopbackHTTP: issuer != nil && issuer.Scheme == "http",
	}
}

// accountState says how an account is, without asking anybody. An access token
// that ended is no trouble while it can be renewed.
func (c *Core) accountState(account session.Account) SessionState {
	switch {
	case account.State == session.SignInNeeded:
		return StateSignInNeeded
	case !account.HasRefresh && !account.AccessExpiresAt.IsZero() && !c.Now().Before(account.AccessExpiresAt):
		return StateExpired
	}
	return StateSignedIn
}
