package core

import (
	"context"
	"encoding/binary"
	"io"
	"time"

	"latchkey/auth"
	"latchkey/session"
)

const (
	// glance is how often KeepFresh looks at the record and the clock: a timer
	// stands still while the computer sleeps, and others sign in and out. A glance
	// reads one small file.
	glance = time.Minute
	// shortestKept is the life of a token that is worth renewing ahead: shorter
	// ones are left to whoever needs one, or an idle computer would ask for ever.
	shortestKept = 2 * time.Minute
)

// KeepFresh renews the accounts' tokens ahead of their end, each at a moment of
// its own (see NextRenewal, WakeDelay, RetryDelay), until ctx ends; its error is
// the context's. It is for a program that stays: nobody has to wait for it, since
// Token renews what is needed now. It leaves alone whoever is signed out, needs a
// sign-in or cannot be renewed, and asks nobody anything. Failures are logged.
func (c *Core) KeepFresh(ctx context.Context) error {
	k := keeper{core: c, plans: map[string]plan{}}
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-c.After(k.round(ctx)):
		}
	}
	return ctx.Err()
}

// keeper remembers what KeepFresh means to do.
type keeper struct {
	core   *Core
	plans  map[string]plan // by account
	looked time.Time       // the last time
}

// plan is when an account's token is renewed, and which one.
type plan struct {
	issued, expires time.Time
	due             time.Time
	failures        int
}

// round does what is due and says how long there is nothing to do.
func (k *keeper) round(ctx context.Context) time.Duration {
	now := k.core.Now().UTC() // without the monotonic clock, which sleeps with the computer
	slept := !k.looked.IsZero() && now.Sub(k.looked) > 2*glance
	k.looked = now
	record, err := k.core.readRecord()
	if err != nil {
		k.core.Log.Debug("keep tokens fresh", "problem", err.Error())
		return glance
	}
	before := k.plans
	k.plans = make(map[string]plan, len(record.Accounts))
	wait := glance
	for _, account := range record.Accounts {
		if !keepable(account) || ctx.Err() != nil {
			continue
		}
		p, known := before[account.ID]
		if !known || !p.issued.Equal(account.RenewedAt) || !p.expires.Equal(account.AccessExpiresAt) {
			p = k.plan(account, now)
		}
		if slept && !p.due.After(now) {
			p.due = now.Add(WakeDelay(p.expires.Sub(p.issued), k.chance()))
		}
		if !p.due.After(now) {
			p = k.renew(ctx, account, p)
		}
		k.plans[account.ID] = p
		wait = min(wait, p.due.Sub(k.core.Now()))
	}
	return max(wait, time.Second)
}

// keepable says whether an account's token can and should be renewed ahead.
func keepable(account session.Account) bool {
	return account.State == session.SignedIn && account.HasRefresh &&
		account.AccessExpiresAt.Sub(account.RenewedAt) >= shortestKept
}

// plan is made for a token that was not seen before. One whose moment has passed
// while no window was open waits as after sleep.
func (k *keeper) plan(account session.Account, now time.Time) plan {
	p := plan{issued: account.RenewedAt, expires: account.AccessExpiresAt}
	p.due = NextRenewal(p.issued, p.expires, k.chance())
	if !p.due.After(now) {
		p.due = now.Add(WakeDelay(p.expires.Sub(p.issued), k.chance()))
	}
	return p
}

// renew renews one account and plans what comes next.
func (k *keeper) renew(ctx context.Context, account session.Account, p plan) plan {
	account, _, err := k.core.renew(ctx, account.ID, func(t auth.Tokens) bool {
		return t.ExpiresAt.After(p.expires) && k.core.validFor(t, defaultValidity)
	})
	now := k.core.Now().UTC()
	if err == nil {
		return k.plan(account, now)
	}
	var asked time.Duration
	if outage, ok := asType[*auth.UnreachableError](err); ok {
		asked = outage.RetryAfter
	}
	p.failures++
	p.due = now.Add(RetryDelay(p.failures, asked, k.chance()))
	k.core.Log.Info("renew ahead", "problem", Code(err), "again", p.due)
	return p
}

// chance is a number from 0 to under 1. Without randomness it is a half.
func (k *keeper) chance() float64 {
	var raw [8]byte
	if _, err := io.ReadFull(k.core.Random, raw[:]); err != nil {
		return 0.5
	}
	return float64(binary.BigEndian.Uint64(raw[:])>>11) / (1 << 53)
}
