package core

import (
	"context"
	"errors"
	"fmt"

	"latchkey/auth"
)

// notClimbedError says why a rung was left out; its detail is told.
type notClimbedError struct{ detail string }

func (e *notClimbedError) Error() string { return "the rung was not climbed: " + e.detail }

// needsPerson are the rungs that nobody climbs without the person's consent.
var needsPerson = map[string]bool{StepSignIn: true, StepBrowserSession: true, StepBrowserCookies: true}

func (r *recheck) perform(ctx context.Context, step string) error {
	if step == StepBrowserCookies && r.core.clearing() == ClearingOff {
		return &notClimbedError{"clearing_off"}
	}
	if needsPerson[step] && (r.options.Consent == nil || !r.options.Consent(step)) {
		return &notClimbedError{"not_asked"}
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
	case StepBrowserCookies:
		if err := r.clearCookies(ctx); err != nil {
			return err
		}
	case StepMessage:
		return nil
	}
	return r.signInAgain(ctx)
}

// ask gathers and keeps what came. What a source that is down said before stays.
func (r *recheck) ask(ctx context.Context, tokens auth.Tokens) error {
	got, err := r.core.gather(ctx, asking{
		profile: r.profile, client: r.client, account: r.account, tokens: tokens, past: !r.options.inPassing, since: r.begun,
	})
	r.asked = append(r.asked, got.evidence...)
	if err != nil {
		return err
	}
	r.noteBefore()
	if err := r.core.keepRights(r.account, got.snapshot); err != nil {
		return err
	}
	got.snapshot.Grace = r.core.grace()
	r.after, r.found = got, true
	return nil
}

// noteBefore reads what was known, before anything new is kept. A hundred thousand
// rights are in memory only once the answer has been taken apart.
func (r *recheck) noteBefore() {
	if !r.noted {
		r.before, r.noted = r.core.cachedRights(r.account), true
	}
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
	err = r.ask(ctx, tokens)
	// In passing, one source of several that refuses it is no reason to renew each time.
	isOld := errors.Is(err, auth.ErrNotCurrent) || err == nil && r.after.refusedTokens() && !r.options.inPassing
	if errors.Is(err, auth.ErrSignInNeeded) || isOld && r.account.HasRefresh {
		r.renewed = true
		return r.renewAndAsk(ctx, tokens)
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
	return r.renewAndAsk(ctx, tokens)
}

// renewAndAsk gets a token other than the given one, then asks.
func (r *recheck) renewAndAsk(ctx context.Context, old auth.Tokens) error {
	account, tokens, err := r.core.renew(ctx, r.account.ID, func(t auth.Tokens) bool {
		return t.Access.Reveal() != old.Access.Reveal()
	})
	if err != nil {
		return err
	}
	r.account = account
	err = r.ask(ctx, tokens)
	if errors.Is(err, auth.ErrSignInNeeded) {
		return fmt.Errorf("%w: %w", ErrSignInNeeded, err)
	}
	return err
}

// signInAgain makes the server authenticate the person afresh, as the account
// that is being rechecked.
func (r *recheck) signInAgain(ctx context.Context) error {
	r.noteBefore() // a sign-in keeps what it brings
	_, err := r.core.SignIn(ctx, SignInOptions{
		Provider: r.account.Provider, Account: r.account.ID, Fresh: true, Language: r.options.Language, withinRecheck: true,
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
	return r.ask(ctx, tokens)
}
