package conformance_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/auth"
	"latchkey/auth/demoidp"
)

func pushedRequests() chapter {
	return chapter{"par", "Pushed authorization requests: RFC 9126", []row{
		{
			id: "A1", section: "RFC 9126 2.1, 4, 5", says: "All parameters are pushed; the browser gets `client_id` and `request_uri` alone",
			test: everythingIsPushed, elsewhere: []string{"app/endtoend TestPushedRequestsAtOIDCProvider"},
		},
		{id: "A2", section: "RFC 9126 2.2, 7.3", says: "A pushed request is used once and in time: before it ends unused, another is pushed and told", test: pushedAgain},
		{id: "A3", section: "RFC 9126 2.3", says: "A push that fails ends the sign-in; the parameters never go into the address instead", test: pushFails},
		{
			id: "A4", section: "RFC 9126 1", says: "The address that is opened holds no personal data", test: nothingPersonal,
			partly: "where a provider takes no pushed requests, a login hint stands in the address",
		},
	}}
}

func (p *party) wantShortAddress(address string) {
	p.t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		p.t.Fatal(err)
	}
	if q := u.Query(); len(q) != 2 || q.Get("client_id") != p.server.ClientID() || !strings.HasPrefix(q.Get("request_uri"), "urn:") {
		p.t.Errorf("opened %s", address)
	}
}

func everythingIsPushed(t *testing.T) {
	for _, policy := range []option{
		provided(func(o *demoidp.Options) { o.RequirePAR = true }),
		described(func(d *auth.Provider) { d.PAR = "required" }),
		func(s *setup) { s.idp.RequirePAR, s.provider.PAR = true, "off" },
	} {
		p := newParty(t, policy)
		p.signedIn()
		pushed := p.wire.all("/par")
		if len(pushed) != 1 || pushed[0].method != http.MethodPost || len(pushed[0].query) != 0 {
			t.Fatalf("pushed %v", pushed)
		}
		for _, name := range []string{"response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge", "code_challenge_method"} {
			if pushed[0].form.Get(name) == "" {
				t.Errorf("%s was not pushed", name)
			}
		}
		p.wantShortAddress(p.addresses()[0])
	}
}

func pushedAgain(t *testing.T) {
	p := newParty(t)
	ctx, cancel := p.context()
	defer cancel()
	told := make(chan auth.Progress, 8)
	done := make(chan error, 1)
	go func() {
		_, err := p.client.SignInWithBrowser(ctx, auth.BrowserRequest{Notify: func(step auth.Progress) { told <- step }})
		done <- err
	}()
	first := receive(t, told)
	if first.URL == "" {
		t.Fatal("no address was told")
	}
	p.clock.wantWait(t, 55*time.Second)
	p.clock.forward(55 * time.Second)
	second := receive(t, told)
	if second.URL == first.URL || !second.Renewed || first.Renewed {
		t.Fatalf("told %+v, then %+v", first, second)
	}
	// By now the first one has ended; the second one still holds.
	p.clock.wantWait(t, 55*time.Second)
	p.clock.forward(10 * time.Second)
	if err := p.agent.Open(ctx, first.URL); err == nil {
		t.Error("the first address still works")
	}
	if err := p.agent.Open(ctx, second.URL); err != nil {
		t.Errorf("the second address: %v", err)
	}
	if err := receive(t, done); err != nil {
		t.Error(err)
	}
	if n := len(p.wire.all("/par")); n != 2 {
		t.Errorf("%d requests were pushed", n)
	}
}

func pushFails(t *testing.T) {
	wantNothingOpened := func(p *party, name string, err error) {
		t.Helper()
		if err == nil || len(p.addresses()) != 0 || len(p.browser.all("")) != 0 || len(p.wire.all("/par")) != 1 {
			t.Errorf("%s: %v, opened %v", name, err, p.addresses())
		}
	}
	for _, fault := range []string{demoidp.FaultPAR400, demoidp.FaultPAR500, demoidp.FaultPARHTML, demoidp.FaultPARRedirect} {
		p := newParty(t, faulty(fault))
		wantNothingOpened(p, fault, p.fails())
	}
	for status, sentinel := range map[int]error{
		400: auth.ErrProviderRefused, 405: auth.ErrProviderRefused, 413: auth.ErrProviderRefused, 429: auth.ErrUnreachable, 201: auth.ErrMalformedAnswer,
	} {
		p := newParty(t)
		p.wire.status("/par", status, "{}")
		err := p.fails()
		wantNothingOpened(p, http.StatusText(status), err)
		wantError(t, err, sentinel)
	}
	wantCheck(t, newParty(t, faulty(demoidp.FaultPARRequiredMissing)).fails(), auth.CheckPARUnavailable)
}

func nothingPersonal(t *testing.T) {
	p := newParty(t)
	p.signedIn(func(r *auth.BrowserRequest) { r.LoginHint, r.UILocales = "mila.vos@example.com", "nl" })
	if q := p.wire.all("/par")[0].form; q.Get("login_hint") != "mila.vos@example.com" || q.Get("ui_locales") != "nl" {
		t.Errorf("pushed %v", q)
	}
	for _, address := range p.addresses() {
		p.wantShortAddress(address)
	}
	for _, step := range p.told() {
		if strings.Contains(step.URL, "mila") {
			t.Errorf("told %s", step.URL)
		}
	}
}
