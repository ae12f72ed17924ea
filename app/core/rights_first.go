package core

import (
	"context"
	"time"

	"latchkey/auth"
	"latchkey/session"
	"latchkey/session/rights"
)

// firstPatience bounds what the access rights may add to a sign-in.
const firstPatience = 15 * time.Second

// firstRights are the access rights of a sign-in that is still going on. They
// are asked for as soon as it is proven who signs in, while UserInfo is read;
// nothing is kept before the sign-in is.
type firstRights struct {
	core    *Core
	profile Profile
	client  *auth.Client
	answer  chan rightsResult // nil until asked
	stop    context.CancelFunc
}

type rightsResult struct {
	snapshot rights.Snapshot
	err      error
}

// begin asks; see auth.BrowserRequest.Verified. Its own context ends with the
// protocol's part of the sign-in, so the sign-in's is used.
func (f *firstRights) begin(signIn context.Context) func(context.Context, auth.Tokens, auth.Identity) {
	return func(_ context.Context, tokens auth.Tokens, identity auth.Identity) {
		if f.profile.rightsSource() != "endpoint" {
			return // the claims come with UserInfo
		}
		ctx, cancel := context.WithTimeout(signIn, firstPatience)
		f.answer, f.stop = make(chan rightsResult, 1), cancel
		account := f.core.newAccount(f.profile, auth.Grant{Tokens: tokens, Identity: identity})
		go func(answer chan<- rightsResult) {
			defer cancel()
			snapshot, err := f.core.askRights(ctx, f.profile, f.client, account, tokens, true)
			answer <- rightsResult{snapshot, err}
		}(f.answer)
	}
}

// end breaks off a question that is still open: a sign-in that failed has given
// its tokens back, and they are not used any more.
func (f *firstRights) end() {
	if f.stop != nil {
		f.stop()
	}
}

// finish keeps what came. A failure means "not known yet" and does not undo the
// sign-in; its code is told.
func (f *firstRights) finish(ctx context.Context, account session.Account, grant auth.Grant) (RightsSummary, string) {
	c := f.core
	got := f.wait(ctx, account, grant)
	if got.err == nil {
		got.err = c.keepRights(account, got.snapshot)
	}
	if got.err != nil {
		c.Log.Warn("read access rights", "problem", got.err.Error())
		return c.summary(c.cachedRights(account), true), Code(got.err)
	}
	if err := c.rememberRights(ctx, account.ID, got.snapshot); err != nil {
		c.Log.Warn("remember access rights", "problem", err.Error())
	}
	return c.summary(got.snapshot, true), ""
}

func (f *firstRights) wait(ctx context.Context, account session.Account, grant auth.Grant) rightsResult {
	if f.profile.rightsSource() == "none" {
		return rightsResult{err: ErrRightsUnavailable}
	}
	if f.answer == nil {
		generation, err := f.core.RightsCache.Generation()
		if err != nil {
			return rightsResult{err: err}
		}
		snapshot, err := f.core.claimedRights(account, grant.Identity.Claims)
		snapshot.Generation = generation
		return rightsResult{snapshot, err}
	}
	select {
	case got := <-f.answer:
		return got
	case <-ctx.Done():
		return rightsResult{err: ctx.Err()}
	}
}
