package core

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"latchkey/auth"
	"latchkey/session"
)

// renewal is one renewal under the record lock, on the record as it is now.
type renewal struct {
	core  *Core
	store Vault
	good  func(auth.Tokens) bool // tokens that need no renewal

	record      *session.Record
	account     *session.Account // of the record
	changed     bool             // the record is to be written, also after a failure
	fresh       bool             // the provider has renewed, and it is stored
	interrupted bool             // the answer to the renewal before this one never came
}

// run gives good tokens: those that are stored, or new ones.
func (r *renewal) run(ctx context.Context) (auth.Tokens, error) {
	adopted := r.core.adoptNewest(ctx, r.store, r.account)
	tokens, err := r.core.load(ctx, *r.account)
	if err != nil {
		return auth.Tokens{}, err
	}
	if r.good(tokens) {
		r.account.AccessExpiresAt = tokens.ExpiresAt.UTC()
		r.changed = adopted
		return tokens, nil
	}
	if since := r.account.RenewingSince; !since.IsZero() {
		r.interrupted = true
		r.core.Log.Warn("the last renewal was interrupted", "account", r.account.ID, "since", since)
	}
	fresh, err := r.request(ctx, tokens)
	if !errors.Is(err, auth.ErrSignInNeeded) {
		return fresh, err
	}
	other, generation, found := r.other(ctx, tokens)
	if !found {
		return auth.Tokens{}, err
	}
	r.core.Log.Warn("tokens were renewed without the lock; take them up", "account", r.account.ID)
	r.interrupted, r.changed, r.account.Generation, r.account.RenewingSince = false, true, generation, time.Time{}
	if r.good(other) {
		r.account.AccessExpiresAt = other.ExpiresAt.UTC()
		r.account.HasRefresh = !other.Refresh.IsZero()
		return other, nil
	}
	return r.request(ctx, other)
}

// other looks at the storage again after the provider has refused a refresh
// token: whoever renewed meanwhile without this lock, from a copy of the record
// or with another version, has left a refresh token that is not the one that was
// sent. While there is one, the sign-in is not over.
func (r *renewal) other(ctx context.Context, sent auth.Tokens) (tokens auth.Tokens, generation uint64, found bool) {
	account := *r.account
	r.core.adoptNewest(ctx, r.store, &account)
	generations := []uint64{account.Generation}
	if record, err := r.core.readRecord(); err == nil {
		if i := indexOf(record, account.ID); i >= 0 {
			generations = append(generations, record.Accounts[i].Generation)
		}
	}
	for _, generation := range generations {
		account.Generation = generation
		tokens, err := r.core.load(ctx, account)
		if err == nil && !tokens.Refresh.IsZero() && !tokens.Refresh.Equal(sent.Refresh) {
			return tokens, generation, true
		}
	}
	return auth.Tokens{}, 0, false
}

// request renews with one refresh token. It is sent once: whether a request that
// failed was heard, nobody here can know.
func (r *renewal) request(ctx context.Context, tokens auth.Tokens) (auth.Tokens, error) {
	if tokens.Refresh.IsZero() {
		return auth.Tokens{}, auth.ErrNoRefreshToken
	}
	_, client, err := r.core.clientFor(*r.account)
	if err != nil {
		return auth.Tokens{}, err
	}
	since := r.account.RenewingSince // of an earlier one, whose answer is still missing
	prepared, err := r.prepare(ctx, client, tokens)
	if err != nil {
		return auth.Tokens{}, err
	}
	late, stop := graceful(ctx)
	defer stop()
	fresh, err := client.Refresh(late, prepared, auth.Identity{Issuer: r.account.Issuer, Subject: r.account.Subject})
	r.core.skews.note(r.account.Issuer, client, r.core.Now())
	if err != nil {
		forgetMoved(client, err)
		if !unanswered(err) {
			r.account.RenewingSince, r.changed = since, true
		}
		return auth.Tokens{}, err
	}
	if err := r.core.saveRenewed(ctx, r.account, fresh); err != nil {
		return auth.Tokens{}, err
	}
	r.changed, r.fresh = true, true
	return fresh, nil
}

// prepare makes sure that what the server rotates will find its place, before
// the old refresh token is spent: storage and session file are proven, what the
// next renewal needs is stored, and the record says that a renewal is under way.
func (r *renewal) prepare(ctx context.Context, client *auth.Client, tokens auth.Tokens) (auth.Tokens, error) {
	prepared, changed, err := client.PrepareRefresh(tokens)
	if err != nil {
		return auth.Tokens{}, err
	}
	if err := r.store.Probe(ctx, len(prepared.Encode())); err != nil {
		return auth.Tokens{}, fmt.Errorf("prove storage: %w", err)
	}
	if changed {
		generation, err := r.store.Save(ctx, r.account.ID, prepared.Encode())
		if err != nil {
			return auth.Tokens{}, fmt.Errorf("store prepared tokens: %w", err)
		}
		r.account.Generation = generation
	}
	if r.account.RenewingSince.IsZero() {
		r.account.RenewingSince = r.core.Now().UTC()
	}
	if err := r.core.SessionFile.Write(*r.record); err != nil {
		return auth.Tokens{}, fmt.Errorf("prove session file: %w", err)
	}
	return prepared, nil
}

// wasRefusedHere says that the provider has renewed, and that its answer failed a
// check: what was sent is used up where refresh tokens are, and what came instead
// was thrown away.
func wasRefusedHere(err error) bool { return errors.Is(err, auth.ErrRenewalRefused) }

// unanswered says that the provider may have renewed without our hearing of it:
// nothing came, half of the answer, or the word of a gateway before it that gave
// up waiting (RFC 9110 sections 15.6.3 and 15.6.5).
func unanswered(err error) bool {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return true
	}
	if flawed, ok := asType[*auth.MalformedError](err); ok {
		return flawed.At == auth.AtRefresh && flawed.Flaw == "truncated"
	}
	outage, ok := asType[*auth.UnreachableError](err)
	if !ok || outage.At != auth.AtRefresh {
		return false
	}
	gaveUp := outage.Status == http.StatusBadGateway || outage.Status == http.StatusGatewayTimeout
	return gaveUp || outage.Cause == "timeout" || outage.Cause == "no_answer"
}
