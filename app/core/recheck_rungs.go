package core

import (
	"context"
	"errors"
	"fmt"

	"latchkey/auth"
)

var errNotAsked = errors.New("the person was not asked, or did not want it")

func (r *recheck) perform(ctx context.Context, step string) error {
	if (step == StepSignIn || step == StepBrowserSession) && (r.options.Consent == nil || !r.options.Consent(step)) {
		return errNotAsked
	}
	switch step {
	case StepRefetch:
		return r.refetch(ctx)
	case StepNewToken:
		return r.newToken(ctx)
	case StepBrowserSession:
		if err := r.core.endBrowserSession(ctx, r.account, r.client, r.options.Language); err != nil {
			return err
		}
	}
	return r.signInAgain(ctx)
}

// refetch asks past all caches with the token that there is; a 401 gets one new
// token (RFC 6750 section 3.1), and no second.
func (r *recheck) refetch(ctx context.Context) error {
	// Token renews what has ended; the bundle is then read again, whoever renewed.
	if _, err := r.core.Token(ctx, TokenOptions{Account: r.account.ID}); err != nil {
		return err
	}
	tokens, err := r.loaded(ctx)
	if err != nil {
		return err
	}
	snapshot, err := r.core.fetchRights(ctx, r.profile, r.client, r.account, tokens, true)
	if errors.Is(err, auth.ErrSignInNeeded) {
		r.renewed = true
		return r.renewAndFetch(ctx, tokens)
	}
	if err == nil {
		r.after = snapshot
	}
	return err
}

// loaded reads the bundle again after Token has made sure that it is good.
func (r *recheck) loaded(ctx context.Context) (auth.Tokens, error) {
	account, err := r.core.account(r.account.ID)
	if err != nil {
		return auth.Tokens{}, err
	}
	r.account = account
	return r.core.load(ctx, account)
}

func (r *recheck) newToken(ctx context.Context) error {
	if r.renewed {
		return nil
	}
	if !r.account.HasRefresh {
		return auth.ErrNoRefreshToken
	}
	tokens, err := r.core.load(ctx, r.account)
	if err != nil {
		return err
	}
	return r.renewAndFetch(ctx, tokens)
}

// renewAndFetch gets a token other than the given one, then asks.
func (r *recheck) renewAndFetch(ctx context.Context, old auth.Tokens) error {
	account, tokens, err := r.core.renew(ctx, r.account.ID, func(t auth.Tokens) bool {
		return t.Access.Reveal() != old.Access.Reveal()
	})
	if err != nil {
		return err
	}
	r.account = account
	snapshot, err := r.core.fetchRights(ctx, r.profile, r.client, account, tokens, true)
	if errors.Is(err, auth.ErrSignInNeeded) {
		return fmt.Errorf("%w: %w", ErrSignInNeeded, err)
	}
	if err == nil {
		r.after = snapshot
	}
	return err
}

// signInAgain makes the server authenticate the person afresh, as the account
// that is being rechecked.
func (r *recheck) signInAgain(ctx context.Context) error {
	_, err := r.core.SignIn(ctx, SignInOptions{
		Provider: r.account.Provider, Account: r.account.ID, Fresh: true, Language: r.options.Language,
	}, r.notify)
	if err != nil {
		return err
	}
	if r.account, err = r.core.account(r.account.ID); err != nil {
		return err
	}
	tokens, err := r.core.load(ctx, r.account)
	if err != nil {
		return err
	}
	snapshot, err := r.core.fetchRights(ctx, r.profile, r.client, r.account, tokens, true)
	if err == nil {
		r.after = snapshot
	}
	return err
}
