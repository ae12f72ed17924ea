package core

import (
	"context"
	"errors"
	"net/url"

	"latchkey/session"
)

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
	chosen := event(EventAccountDefault, nil)
	err := c.withRecord(ctx, func(record *session.Record) (bool, error) {
		i, err := findAccount(*record, wanted)
		if err != nil {
			return false, err
		}
		chosen.Account = record.Accounts[i].ID
		changed := record.Default != chosen.Account
		record.Default = chosen.Account
		return changed, nil
	})
	if err != nil {
		return AccountsAnswer{}, err
	}
	c.note(chosen)
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
	c.noteDone(signOut, EventAccountGone, "", nil)
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
