package core

import (
	"cmp"
	"context"
	"errors"
	"time"

	"latchkey/app/doctor"
	"latchkey/auth"
	"latchkey/session/vault"
)

const (
	// renewalPatience bounds the check of a renewal, and renewalTime what is left
	// of it before an answer that is on its way is waited for; see graceful.
	renewalPatience = 8 * time.Second
	renewalTime     = 6 * time.Second
	// userInfoTime is what UserInfo gets of questionPatience; the rest is for the
	// question about access rights.
	userInfoTime = 3 * time.Second
)

func (d *diagnosis) tokenChecks() []doctor.Check {
	return []doctor.Check{
		{ID: "tokens", Link: doctor.LinkToken, After: []string{"signed-in", "storage"}, Look: d.lookAtTokens},
		{ID: "renewal", Link: doctor.LinkToken, After: []string{"tokens", "token-endpoint"}, Patience: renewalPatience, Look: d.lookAtRenewal},
		{ID: "acceptance", Link: doctor.LinkToken, After: []string{"renewal"}, Patience: questionPatience, Look: d.lookAtAcceptance},
	}
}

// lookAtTokens reads what is stored of the sign-in.
func (d *diagnosis) lookAtTokens(ctx context.Context) doctor.Finding {
	account, _, able := d.signedInAt()
	if !able {
		return doctor.Skipped("nobody_signed_in")
	}
	tokens, err := d.core.load(ctx, account)
	if errors.Is(err, vault.ErrNotFound) || errors.Is(err, vault.ErrDamaged) {
		// Another process may have renewed this very moment.
		if again, gone := d.core.account(account.ID); gone == nil && again.Generation != account.Generation {
			tokens, err = d.core.load(ctx, again)
		}
	}
	switch {
	case ctx.Err() != nil:
		return fault(&StorageError{Kind: d.storageKind(), Err: vault.ErrTimeout}, doctor.Saw("storage_silent"))
	case err != nil:
		return fault(err, doctor.Saw("tokens_bad", "email", doctor.Person(nameOf(account))))
	case tokens.ExpiresAt.IsZero():
		return doctor.Passed("tokens_endless")
	}
	return doctor.Passed("tokens", "until", doctor.Moment(tokens.ExpiresAt))
}

// lookAtRenewal renews what has ended, through the same locks as every job. A
// token that is still good stays, unless a renewal was asked for.
func (d *diagnosis) lookAtRenewal(ctx context.Context) doctor.Finding {
	account, _, able := d.signedInAt()
	if !able {
		return doctor.Skipped("nobody_signed_in")
	}
	tokens, err := d.core.load(ctx, account)
	if err != nil {
		return fault(err, doctor.Saw("tokens_bad", "email", doctor.Person(nameOf(account))))
	}
	wanted := defaultValidity
	if d.options.Renew {
		wanted = renewAlways
	}
	switch {
	case d.core.validFor(tokens, wanted):
		return doctor.Passed("renewal_not_due", "until", doctor.Moment(tokens.ExpiresAt))
	case tokens.Refresh.IsZero() && d.core.validFor(tokens, defaultValidity):
		return doctor.Skipped("renewal_impossible", "until", doctor.Moment(tokens.ExpiresAt))
	}
	renewed, err := d.renew(ctx, TokenOptions{Account: account.ID, MinValidity: wanted})
	if err != nil {
		return fault(err, doctor.Saw("renewal_failed", "until", doctor.Moment(tokens.ExpiresAt)))
	}
	return doctor.Passed("renewed", "until", doctor.Moment(renewed.ExpiresAt.Time))
}

// renew ends early enough for an answer that is on its way to be stored: it holds
// the only tokens that the provider still knows. The diagnosis waits for it.
func (d *diagnosis) renew(ctx context.Context, o TokenOptions) (TokenAnswer, error) {
	if ctx.Err() != nil { // nobody waits for it any more
		return TokenAnswer{}, ctx.Err()
	}
	d.late.Add(1)
	defer d.late.Done()
	limited, cancel := context.WithTimeout(ctx, renewalTime)
	defer cancel()
	return d.core.Token(limited, o)
}

// lookAtAcceptance asks whether the provider still takes the token: UserInfo, or
// the question about access rights where that tells nothing.
func (d *diagnosis) lookAtAcceptance(ctx context.Context) doctor.Finding {
	_, profile, able := d.signedInAt()
	if !able {
		return doctor.Skipped("nobody_signed_in")
	}
	saw := doctor.Saw("token_shown", "host", doctor.Host(hostOf(profile.Issuer)))
	asked, err := d.askUserInfo(ctx)
	switch {
	case err == nil && asked:
		return doctor.Passed("token_accepted", "host", doctor.Host(hostOf(profile.Issuer)))
	case isRefusal(err), errors.Is(err, auth.ErrSecurityCheck), errors.Is(err, context.Canceled):
		return fault(err, saw)
	case len(profile.Rights.sources()) == 0 && err == nil:
		return doctor.Skipped("nothing_to_ask")
	case len(profile.Rights.sources()) == 0:
		return fault(err, saw)
	}
	// What is wrong with the service of the rights itself, its own check tells.
	_, refused := d.askRights(ctx)
	switch {
	case isRefusal(refused):
		return fault(refused, doctor.Saw("token_shown", "host", doctor.Host(profile.rightsHost())))
	case refused != nil:
		return doctor.Skipped("acceptance_unknown")
	}
	return doctor.Passed("token_accepted", "host", doctor.Host(profile.rightsHost()))
}

// askUserInfo shows the token to UserInfo; asked is false where there is none.
func (d *diagnosis) askUserInfo(ctx context.Context) (asked bool, err error) {
	account, err := d.core.account(d.options.Account) // its token may have been renewed
	if err != nil {
		return false, err
	}
	_, client, err := d.clientFor(account)
	if err != nil {
		return false, err
	}
	tokens, err := d.core.load(ctx, account)
	if err != nil {
		return false, err
	}
	limited, cancel := context.WithTimeout(ctx, userInfoTime)
	defer cancel()
	said, err := client.Claims(limited, tokens, auth.Identity{Issuer: account.Issuer, Subject: account.Subject}, auth.ClaimsRequest{
		Sources: auth.ClaimsFromUserInfo, NoCache: true, MaxBytes: maxRightsBody,
	})
	d.core.skews.note(account.Issuer, client, d.core.Now())
	if errors.Is(err, auth.ErrUnsupported) {
		return false, nil
	}
	return said.Answer.Status != 0, err
}

// isRefusal says that the provider does not take the token any more.
func isRefusal(err error) bool {
	return errors.Is(err, ErrSignInNeeded) || errors.Is(err, auth.ErrSignInNeeded)
}

// storageKind is where the settings say that secrets lie.
func (d *diagnosis) storageKind() vault.Kind {
	settings, err := d.settings()
	if err != nil {
		return ""
	}
	return vault.Kind(cmp.Or(settings.Storage.Kind, string(vault.Keyring)))
}
