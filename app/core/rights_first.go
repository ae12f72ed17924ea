package core

import (
	"context"
	"errors"
	"slices"
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
	quiet   bool             // the history is somebody else's business
	before  rights.Snapshot  // what was known of the person until now
	former  session.Account  // the account of the person until now; zero: none
	answer  chan firstAnswer // nil until asked
	stop    context.CancelFunc
}

type firstAnswer struct {
	got gathered
	err error
}

// begin asks; see auth.BrowserRequest.Verified. Its own context ends with the
// protocol's part of the sign-in, so the sign-in's is used. The claims are not
// asked for: they come with UserInfo.
func (f *firstRights) begin(signIn context.Context) func(context.Context, auth.Tokens, auth.Identity) {
	return func(_ context.Context, tokens auth.Tokens, identity auth.Identity) {
		account := f.core.newAccount(f.profile, auth.Grant{Tokens: tokens, Identity: identity})
		f.former, f.before = f.core.knownBefore(account)
		asked := slices.DeleteFunc(f.profile.Rights.sources(), func(s string) bool { return s == SourceClaims })
		if len(asked) == 0 {
			return
		}
		ctx, cancel := context.WithTimeout(signIn, firstPatience)
		f.answer, f.stop = make(chan firstAnswer, 1), cancel
		question := asking{profile: f.profile, client: f.client, account: account, tokens: tokens, past: true}
		go func(answer chan<- firstAnswer) {
			defer cancel()
			got, err := f.core.gather(ctx, question, asked...)
			answer <- firstAnswer{got, err}
		}(f.answer)
	}
}

// knownBefore is the account of a person until this sign-in, and the rights that
// were known of it, for whatever organization that was.
func (c *Core) knownBefore(account session.Account) (session.Account, rights.Snapshot) {
	if known, err := c.account(account.ID); err == nil {
		return known, c.cachedRights(known)
	}
	return session.Account{}, c.cachedRights(account)
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
	got, err := f.wait(ctx, account, grant)
	if err == nil {
		err = c.keepRights(account, got.snapshot)
	}
	if err != nil {
		c.Log.Warn("read access rights", "problem", err.Error())
		return c.summary(c.cachedRights(account), true), Code(err)
	}
	if f.former.ID != "" && rightsKey(f.former) != rightsKey(account) {
		// The person is with another organization now; nobody asks for the old answer.
		if err := c.RightsCache.Forget(rightsKey(f.former)); err != nil {
			c.Log.Warn("forget former access rights", "problem", err.Error())
		}
	}
	got.snapshot.Grace = c.grace()
	if err := c.rememberRights(ctx, account.ID, got.snapshot); err != nil {
		c.Log.Warn("remember access rights", "problem", err.Error())
	}
	if !f.quiet {
		now := c.rightsTime(got.snapshot).Time
		entry := rights.Entry{
			Cause: CauseSignIn, Fresh: got.fresh, First: len(f.before.Parts) == 0, Difference: rights.Compare(f.before, got.snapshot, now),
		}
		c.noteDifference(account, entry, got.snapshot)
	}
	return c.summary(got.snapshot, true), got.problem()
}

// problem is the code of the first source that gave no answer beside others.
func (g gathered) problem() string {
	for _, source := range RightsSources() {
		if err := g.failed[source]; err != nil {
			return Code(err)
		}
	}
	return ""
}

// wait joins what was asked early with the claims, which the sign-in brought.
func (f *firstRights) wait(ctx context.Context, account session.Account, grant auth.Grant) (gathered, error) {
	sources := f.profile.Rights.sources()
	if len(sources) == 0 {
		return gathered{}, ErrRightsUnavailable
	}
	early := firstAnswer{got: gathered{failed: map[string]error{}, fresh: true}}
	if f.answer != nil {
		select {
		case early = <-f.answer:
		case <-ctx.Done():
			return gathered{}, ctx.Err()
		}
	}
	if !slices.Contains(sources, SourceClaims) || errors.Is(early.err, auth.ErrSecurityCheck) {
		return early.got, early.err
	}
	generation, err := f.core.RightsCache.Generation()
	if err != nil {
		return gathered{}, err
	}
	answer, found := claimedRights(f.profile, account, grant.Identity.Claims, f.core.Now())
	switch {
	case !found && (early.err != nil || f.answer == nil):
		return gathered{}, errors.Join(ErrRightsUnavailable, early.err)
	case !found:
		early.got.failed[SourceClaims], early.got.fresh = ErrRightsUnavailable, false
		if known, had := f.core.cachedRights(account).Part(SourceClaims); had {
			early.got.snapshot = early.got.snapshot.With(known) // with its age
		}
		return early.got, nil
	case f.answer == nil:
		early.got.snapshot.Generation = generation
	}
	q := rightsQuestion{core: f.core, profile: f.profile}
	early.got.snapshot = early.got.snapshot.With(q.part(SourceClaims, answer, auth.ResourceAnswer{}))
	return early.got, nil
}
