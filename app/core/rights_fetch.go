package core

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"latchkey/auth"
	"latchkey/session"
	"latchkey/session/rights"
)

func rightsKey(account session.Account) rights.Key {
	return rights.Key{
		Issuer: account.Issuer, Subject: account.Subject,
		Organization: account.Organization.ID, ClientID: account.ClientID,
	}
}

// cachedRights gives what is known, and an empty snapshot when nothing is or the
// cache cannot be trusted: it is a copy of what the server said, so the remedy
// is to ask again.
func (c *Core) cachedRights(account session.Account) rights.Snapshot {
	snapshot, err := c.RightsCache.Load(rightsKey(account))
	if err != nil {
		if !errors.Is(err, rights.ErrNone) {
			c.Log.Warn("read cached rights", "problem", err.Error())
		}
		return rights.Snapshot{}
	}
	return snapshot
}

// fetchRights asks the server for an account's access rights and stores the
// answer. past says to go past every cache on the way (RFC 9111 section 5.2.1.4).
//
// Errors: auth.ErrSignInNeeded on 401, ErrRightsForbidden on 403,
// ErrRightsUnavailable on 404, auth.ErrUnreachable, auth.ErrMalformedAnswer,
// *auth.SecurityError for an answer about somebody else. In all of them the
// cached rights stay as they are.
func (c *Core) fetchRights(ctx context.Context, profile Profile, client *auth.Client, account session.Account, tokens auth.Tokens, past bool) (rights.Snapshot, error) {
	snapshot, err := c.askRights(ctx, profile, client, account, tokens, past)
	if err != nil {
		return rights.Snapshot{}, err
	}
	return snapshot, c.keepRights(account, snapshot)
}

// askRights asks and keeps nothing. The answer carries the cache's generation of
// before the question, so that a reset meanwhile is not undone by keeping it.
func (c *Core) askRights(ctx context.Context, profile Profile, client *auth.Client, account session.Account, tokens auth.Tokens, past bool) (rights.Snapshot, error) {
	generation, err := c.RightsCache.Generation()
	if err != nil {
		return rights.Snapshot{}, fmt.Errorf("read rights cache: %w", err)
	}
	var snapshot rights.Snapshot
	switch profile.rightsSource() {
	case "none":
		return rights.Snapshot{}, ErrRightsUnavailable
	case "claims":
		snapshot, err = c.rightsFromClaims(ctx, client, account, tokens)
	default:
		snapshot, err = c.rightsFromEndpoint(ctx, profile, client, account, tokens, past)
	}
	if err != nil {
		return rights.Snapshot{}, fmt.Errorf("ask for access rights: %w", err)
	}
	snapshot.Generation = generation
	return snapshot, nil
}

func (c *Core) keepRights(account session.Account, snapshot rights.Snapshot) error {
	if err := c.RightsCache.Save(rightsKey(account), snapshot); err != nil {
		return fmt.Errorf("keep access rights: %w", err)
	}
	return nil
}

func (c *Core) rightsFromEndpoint(ctx context.Context, profile Profile, client *auth.Client, account session.Account, tokens auth.Tokens, past bool) (rights.Snapshot, error) {
	known := c.cachedRights(account)
	request := auth.ResourceRequest{URL: profile.Rights.URL, NoCache: past}
	if !past && known.FreshnessAt(c.Now(), true) == rights.Fresh {
		request.IfNoneMatch = known.ETag
	}
	answer, err := client.GetResource(ctx, tokens, request)
	if err != nil {
		return rights.Snapshot{}, err
	}
	if answer.Status == http.StatusNotModified && request.IfNoneMatch != "" {
		known.Answer.CheckedAt, known.FetchedAt = c.Now().UTC(), c.Now().UTC()
		return known, nil
	}
	if err := refusedStatus(answer); err != nil {
		return rights.Snapshot{}, err
	}
	parsed, err := rights.Parse(answer.Body)
	if err != nil {
		flawed := &auth.MalformedError{At: auth.AtResource, Flaw: "not_json", Detail: "not a list of rights"}
		return rights.Snapshot{}, fmt.Errorf("%w: %w", flawed, err)
	}
	if parsed.Subject != "" && parsed.Subject != account.Subject {
		return rights.Snapshot{}, &auth.SecurityError{Check: "rights_subject"}
	}
	if parsed.Issuer != "" && parsed.Issuer != account.Issuer {
		return rights.Snapshot{}, &auth.SecurityError{Check: "rights_issuer"}
	}
	if parsed.CheckedAt.IsZero() {
		parsed.CheckedAt = c.Now().UTC()
	}
	return rights.Snapshot{Answer: parsed, FetchedAt: c.Now().UTC(), ETag: answer.ETag}, nil
}

// refusedStatus maps what is not an answer. Nothing here says anything about the
// person's rights.
func refusedStatus(answer auth.ResourceAnswer) error {
	switch status := answer.Status; {
	case status == http.StatusUnauthorized:
		return auth.ErrSignInNeeded
	case status == http.StatusForbidden:
		return ErrRightsForbidden
	case status == http.StatusNotFound || status == http.StatusGone:
		return ErrRightsUnavailable
	case answer.Err() != nil:
		return answer.Err()
	case status != http.StatusOK:
		return &auth.MalformedError{At: auth.AtResource, Flaw: "incomplete", Detail: fmt.Sprintf("status %d", status)}
	case !strings.Contains(answer.ContentType, "json"):
		return &auth.MalformedError{At: auth.AtResource, Flaw: "not_json", Detail: "the content type is not JSON"}
	}
	return nil
}

// rightsFromClaims reads roles, groups and entitlements (RFC 9068 section
// 2.2.3.1) from the verified ID token and UserInfo.
func (c *Core) rightsFromClaims(ctx context.Context, client *auth.Client, account session.Account, tokens auth.Tokens) (rights.Snapshot, error) {
	claims, err := client.Claims(ctx, tokens, auth.Identity{Issuer: account.Issuer, Subject: account.Subject})
	if err != nil {
		return rights.Snapshot{}, err
	}
	return c.claimedRights(account, claims)
}

func (c *Core) claimedRights(account session.Account, claims map[string]any) (rights.Snapshot, error) {
	answer, found := rights.FromClaims(claims, account.Issuer, account.Subject, c.Now().UTC())
	if !found {
		return rights.Snapshot{}, ErrRightsUnavailable
	}
	return rights.Snapshot{Answer: answer, FetchedAt: c.Now().UTC()}, nil
}

// rememberRights puts the short form into the record, so that status needs one file.
func (c *Core) rememberRights(ctx context.Context, id string, snapshot rights.Snapshot) error {
	return c.withRecord(ctx, func(record *session.Record) (bool, error) {
		i := indexOf(*record, id)
		if i < 0 {
			return false, nil
		}
		short := c.summary(snapshot, true)
		record.Accounts[i].Rights = session.RightsSummary{
			Count: short.Count, Granted: short.Granted, CheckedAt: short.CheckedAt.Time,
			ValidUntil: short.ValidUntil.Time, OfflineUntil: short.OfflineUntil.Time,
		}
		return true, nil
	})
}

func (c *Core) summary(snapshot rights.Snapshot, reachable bool) RightsSummary {
	answer, now := snapshot.Answer, c.Now()
	summary := RightsSummary{
		Count: len(answer.Rights), Pending: len(answer.Pending), CheckedAt: At(answer.CheckedAt),
		ValidUntil: At(answer.ValidUntil), OfflineUntil: At(answer.OfflineUntil),
		State: string(snapshot.FreshnessAt(now, reachable)),
	}
	for _, right := range answer.Rights {
		if snapshot.GrantedAt(right.ID, now) {
			summary.Granted++
		}
	}
	return summary
}
