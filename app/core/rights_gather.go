package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"latchkey/auth"
	"latchkey/session"
	"latchkey/session/rights"
)

// gathered is what all sources said when they were asked at once.
type gathered struct {
	snapshot rights.Snapshot
	evidence []EvidenceAnswer
	failed   map[string]error // the sources that gave no answer; what they said before stays, with its age
	fresh    bool             // proven, for every source
}

// asking is who asks for access rights, and how.
type asking struct {
	profile Profile
	client  *auth.Client
	account session.Account
	tokens  auth.Tokens
	past    bool // past every cache on the way
	// since is when the person wanted to know: a token that was issued after that is
	// of now. Zero: the moment of the question.
	since time.Time
	quiet bool // nothing is remembered of it, the server's time neither
}

// gather asks every source of the provider at once and keeps nothing. It fails
// when no source answers, or when one of them answers about somebody else; a
// single one that is down keeps what it said before. The snapshot carries the
// cache's generation of before the questions, so that a reset meanwhile is not
// undone by keeping it.
func (c *Core) gather(ctx context.Context, a asking, only ...string) (gathered, error) {
	names := a.profile.Rights.sources()
	if len(only) > 0 {
		names = only
	}
	if len(names) == 0 {
		return gathered{}, ErrRightsUnavailable
	}
	generation, err := c.RightsCache.Generation()
	if err != nil {
		return gathered{}, fmt.Errorf("read rights cache: %w", err)
	}
	known := rights.Snapshot{}
	if !a.past { // else nothing of it is asked for, and there may be a hundred thousand of them
		known = c.cachedRights(a.account)
	}
	c.skews.note(a.profile.Issuer, a.client, c.Now())
	answers := make([]sourceAnswer, len(names))
	var all sync.WaitGroup
	for i, name := range names {
		before, _ := known.Part(name)
		question := rightsQuestion{core: c, profile: a.profile, client: a.client, account: a.account, tokens: a.tokens, past: a.past, since: a.since, known: before}
		all.Go(func() { answers[i] = answerOf(ctx, name, question) })
	}
	all.Wait()
	if a.past && slices.ContainsFunc(answers, func(s sourceAnswer) bool { return s.err != nil }) {
		known = c.cachedRights(a.account)
	}
	got, err := join(known, names, answers)
	got.snapshot.Generation = generation // also beside an error: a sign-in adds its claims
	if err != nil {
		return got, fmt.Errorf("ask for access rights: %w", err)
	}
	if !a.quiet {
		c.trustClock(a.profile.Issuer, got.evidence)
	}
	return got, nil
}

// sourceAnswer is what became of one question.
type sourceAnswer struct {
	part     rights.Part
	evidence []EvidenceAnswer
	err      error
}

func answerOf(ctx context.Context, name string, q rightsQuestion) sourceAnswer {
	part, evidence, err := rightsSourceOf(name).ask(ctx, q)
	return sourceAnswer{part, evidence, err}
}

// join puts the answers together. Sources that the provider file names no longer
// are left behind.
func join(known rights.Snapshot, names []string, answers []sourceAnswer) (gathered, error) {
	got := gathered{failed: map[string]error{}}
	for i, name := range names {
		answer := answers[i]
		got.evidence = append(got.evidence, answer.evidence...)
		before, had := known.Part(name)
		if answer.err == nil {
			got.snapshot = got.snapshot.With(answer.part)
			continue
		}
		got.failed[name] = answer.err
		if had {
			got.snapshot = got.snapshot.With(before)
		}
	}
	got.fresh = provenFresh(got.evidence, names)
	return got, got.verdict(names)
}

// verdict is nil when at least one source answered, and none of them about
// somebody else.
func (g gathered) verdict(names []string) error {
	for _, name := range names {
		if err := g.failed[name]; errors.Is(err, auth.ErrSecurityCheck) {
			return err
		}
	}
	if len(g.failed) < len(names) {
		return nil
	}
	// What only a sign-in mends is told first, what passes by itself last.
	failures := make([]error, 0, len(names))
	for _, name := range names {
		failures = append(failures, g.failed[name])
	}
	return slices.MinFunc(failures, func(a, b error) int { return urgency(a) - urgency(b) })
}

func urgency(err error) int {
	order := []error{context.Canceled, auth.ErrSignInNeeded, auth.ErrNotCurrent, ErrRightsForbidden, auth.ErrUnreachable, auth.ErrMalformedAnswer, ErrRightsUnavailable}
	for i, kind := range order {
		if errors.Is(err, kind) {
			return i
		}
	}
	return len(order)
}

// refusedTokens says that a source did not accept the token, so that a new one is
// worth trying.
func (g gathered) refusedTokens() bool {
	for _, err := range g.failed {
		if errors.Is(err, auth.ErrSignInNeeded) || errors.Is(err, auth.ErrNotCurrent) {
			return true
		}
	}
	return false
}

// trustClock lets the server's clock decide what time it is for access rights,
// where its answer is proven to be of now.
func (c *Core) trustClock(issuer string, evidence []EvidenceAnswer) {
	now, server := c.serverTime(issuer), time.Time{}
	if _, proven := c.skews.of(issuer, c.Now()); proven {
		server = now
	}
	for _, e := range evidence {
		// An answer can be proven by its body, and its header be years off all the same.
		if e.Fresh && e.Date.After(server) && e.Date.Sub(now) <= laterTolerance {
			server = e.Date.Time
		}
	}
	if server.IsZero() {
		return
	}
	if err := c.RightsClock.Trust(server); err != nil {
		c.Log.Warn("keep the time of access rights", "problem", err.Error())
	}
}
