package conformance_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"latchkey/auth"
	"latchkey/auth/demoidp"
)

func secretIsOptional(t *testing.T) {
	p := newParty(t)
	p.signedIn()
	if sent := p.wire.tokens("authorization_code")[0]; sent.form.Has("client_secret") || sent.header.Get("Authorization") != "" {
		t.Errorf("token request: %v", sent)
	}
	const secret = "shipped-secret-of-the-test"
	p = newParty(t, provided(func(o *demoidp.Options) { o.ClientSecret = secret }),
		described(func(d *auth.Provider) { d.ClientSecret = auth.NewSecret(secret) }))
	p.signedIn()
	p.fault(demoidp.FaultTokenEcho)
	err := p.fails()
	if strings.Contains(p.log.String()+err.Error(), secret) {
		t.Errorf("the secret stands in the log or in %v", err)
	}
}

func strangeStates(t *testing.T) {
	for fault, check := range map[string]string{
		demoidp.FaultWrongState: auth.CheckStateMismatch, demoidp.FaultMissingState: auth.CheckStateMissing,
	} {
		p := newParty(t, faulty(fault))
		err := p.fails()
		var unmatched *auth.UnmatchedError
		if !errors.As(err, &unmatched) || unmatched.Check != check {
			t.Errorf("%s: %v", fault, err)
		}
		p.wantNoTokenRequest()
	}
}

func twoProviders(t *testing.T) {
	honest, other := newParty(t), newParty(t)
	honest.browser.redirect(func(q url.Values) { q.Set("iss", other.server.Issuer()) })
	wantCheck(t, honest.fails(), auth.CheckIss)
	honest.wantNoTokenRequest()
	other.wantNoTokenRequest()
}

func publicClient(t *testing.T) {
	p := newParty(t)
	p.signedIn()
	for _, sent := range append(p.wire.all("/token"), p.wire.all("/par")...) {
		if sent.form.Get("client_id") != p.server.ClientID() || sent.form.Has("client_secret") || sent.form.Has("client_assertion") || sent.header.Get("Authorization") != "" {
			t.Errorf("%s: %v", sent.path, sent.form)
		}
	}
}
