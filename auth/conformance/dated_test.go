package conformance_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"latchkey/auth"
	"latchkey/auth/demoidp"
)

// question asks for the rights, past every cache.
func (p *party) question(tokens auth.Tokens, query string) (auth.ResourceAnswer, error) {
	ctx, cancel := p.context()
	defer cancel()
	return p.client.GetResource(ctx, tokens, auth.ResourceRequest{URL: p.server.RightsURL() + query, NoCache: true, MaxBytes: 32 << 20})
}

func datedAnswers(t *testing.T) {
	p := newParty(t)
	grant := p.signedIn()
	first, err := p.question(grant.Tokens, "")
	if err != nil || first.HasAge || first.Cache != "" || !first.Date.Equal(p.clock.Now().Truncate(time.Second)) || !first.SentAt.Equal(p.clock.Now()) {
		t.Errorf("age %v, cache %q, dated %v, sent %v: %v", first.HasAge, first.Cache, first.Date, first.SentAt, err)
	}
	sent := p.wire.all("/rights")[0].header
	if sent.Get("Cache-Control") != "no-cache, max-age=0" || sent.Get("Pragma") != "no-cache" || first.CacheControl != sent.Get("Cache-Control") {
		t.Errorf("asked with %v, told %q", sent, first.CacheControl)
	}
	p.fault(demoidp.FaultRightsCached)
	cached, err := p.question(grant.Tokens, "")
	if err != nil || !cached.HasAge || cached.Age != time.Hour || cached.Cache != "hit" {
		t.Errorf("from a cache: %v, %q, %v", cached.Age, cached.Cache, err)
	}
	if past, err := p.question(grant.Tokens, "?never=seen"); err != nil || past.HasAge || past.Cache != "" {
		t.Errorf("past the cache: %v, %q, %v", past.Age, past.Cache, err)
	}
	if _, known := p.client.ProvenSkew(); !known {
		t.Error("the token endpoint did not tell the time")
	}
}

func wholeAnswers(t *testing.T) {
	p := newParty(t)
	grant := p.signedIn()
	for fault, flaw := range map[string]string{demoidp.FaultRightsTruncated: "truncated", demoidp.FaultRightsHuge: "too_large"} {
		p.fault(fault)
		answer, err := p.question(grant.Tokens, "")
		var flawed *auth.MalformedError
		if !errors.As(err, &flawed) || flawed.Flaw != flaw || answer.Body != nil {
			t.Errorf("%s: %d bytes, %v", fault, len(answer.Body), err)
		}
		p.healed(fault)
	}
	p.fault(demoidp.FaultRightsUnreachable)
	_, err := p.question(grant.Tokens, "")
	wantError(t, err, auth.ErrUnreachable)
	p.healed(demoidp.FaultRightsUnreachable)
	p.fault(demoidp.FaultRightsPortal)
	_, err = p.question(grant.Tokens, "")
	wantCheck(t, err, "resource_redirect")
	if n := p.server.Control().Counts()[demoidp.EndpointElsewhere]; n != 0 {
		t.Errorf("the guest network was asked %d times", n)
	}
}

func permissionTickets(t *testing.T) {
	for _, how := range []option{func(*setup) {}, bound} {
		p := newParty(t, how)
		grant := p.signedIn()
		ctx, cancel := p.context()
		defer cancel()
		answer, err := p.client.Permissions(ctx, grant.Tokens, p.server.UMAAudience())
		var list []map[string]any
		if err != nil || json.Unmarshal(answer.Body, &list) != nil || len(list) == 0 || list[0]["rsid"] == nil {
			t.Fatalf("%v, %s", err, answer.Body)
		}
		p.fault(demoidp.FaultUMA500)
		_, err = p.client.Permissions(ctx, grant.Tokens, p.server.UMAAudience())
		wantError(t, err, auth.ErrUnreachable)
		p.agent.Person = "lena"
		nothing := p.signedIn(func(r *auth.BrowserRequest) { r.SelectAccount = true })
		p.healed(demoidp.FaultUMA500)
		_, err = p.client.Permissions(ctx, nothing.Tokens, p.server.UMAAudience())
		var refused *auth.ProviderResponseError
		if !errors.As(err, &refused) || refused.Code != "access_denied" || refused.Status != 403 {
			t.Errorf("nothing permitted: %v", err)
		}
	}
}
