package demoidp_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/auth/demoidp"
)

func (p *party) push(change ...string) answer {
	p.t.Helper()
	return p.do(http.MethodPost, "/par", p.query(change...))
}

// pushedQuery is what goes into the browser's address.
func (p *party) pushedQuery(change ...string) string {
	p.t.Helper()
	got := p.push(change...)
	if got.status != http.StatusCreated {
		p.t.Fatalf("push: %d %s", got.status, got.body)
	}
	return url.Values{"client_id": {p.server.ClientID()}, "request_uri": {got.text("request_uri")}}.Encode()
}

// open lets the person answer a request and gives the callback, nil without one.
func (p *party) open(agent *demoidp.UserAgent, query string) url.Values {
	p.t.Helper()
	if err := agent.Open(p.t.Context(), p.server.Issuer()+"/authorize?"+query); err != nil {
		return nil
	}
	select {
	case got := <-p.callback:
		return got
	default:
		return nil
	}
}

// wantRefusedOnPage checks that a request ends on a page and leads nowhere.
func (p *party) wantRefusedOnPage(t *testing.T, query string) {
	t.Helper()
	got := p.do(http.MethodGet, "/authorize?"+query, nil)
	if got.status != http.StatusBadRequest || got.header.Get("Location") != "" || !strings.HasPrefix(got.header.Get("Content-Type"), "text/html") {
		t.Errorf("%.80q: %d, Location %q", query, got.status, got.header.Get("Location"))
	}
}

func TestAPushedRequestSignsIn(t *testing.T) {
	t.Parallel()
	p := newParty(t)
	got := p.push("login_hint", "sam@example.com")
	if got.status != http.StatusCreated || got.fields["expires_in"] != 60.0 || !strings.HasPrefix(got.text("request_uri"), "urn:ietf:params:oauth:request_uri:") {
		t.Fatalf("push: %d %s", got.status, got.body)
	}
	if got.header.Get("Cache-Control") != "no-store" || p.metadata()["pushed_authorization_request_endpoint"] != p.server.Issuer()+"/par" {
		t.Errorf("caching %q, metadata %v", got.header.Get("Cache-Control"), p.metadata())
	}
	back := p.open(&demoidp.UserAgent{Person: "mila"}, p.pushedQuery())
	if back.Get("state") != "the-state" || back.Get("iss") != p.server.Issuer() {
		t.Errorf("callback: %v", back)
	}
	tokens := p.redeem(back.Get("code"))
	wantStatus(t, tokens, http.StatusOK, "")
	if claims(t, tokens.text("id_token"))["nonce"] != "the-nonce" {
		t.Error("the pushed nonce was lost")
	}
	if n := p.control.Counts()[demoidp.EndpointPAR]; n != 2 {
		t.Errorf("%d pushes counted", n)
	}
}

func TestThePageOfAPushedRequestKeepsItsSecrets(t *testing.T) {
	t.Parallel()
	p := newParty(t)
	page := p.do(http.MethodGet, "/authorize?"+p.pushedQuery("state", "not-for-the-page"), nil)
	if page.status != http.StatusOK || strings.Contains(page.body, "not-for-the-page") {
		t.Errorf("page: %d %s", page.status, page.body)
	}
}

func TestAPushedRequestIsOpenedOnce(t *testing.T) {
	t.Parallel()
	p := newParty(t)
	agent := &demoidp.UserAgent{Person: "mila"}
	query := p.pushedQuery()
	if p.open(agent, query).Get("code") == "" {
		t.Fatal("there is no code")
	}
	p.wantRefusedOnPage(t, query)
	if p.open(agent, query) != nil {
		t.Error("a browser that is signed in got a second answer")
	}
	query = p.pushedQuery()
	if got := p.do(http.MethodGet, "/authorize?"+query, nil); got.status != http.StatusOK {
		t.Errorf("first look: %d", got.status)
	}
	p.wantRefusedOnPage(t, query)
}

func TestTheFormOfAPushedRequestIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	p := newParty(t)
	query := p.pushedQuery()
	form := url.Values{"request": {query}, "person": {"mila"}}
	if got := p.do(http.MethodPost, "/sign-in", form); got.status != http.StatusBadRequest {
		t.Errorf("answered before it was opened: %d", got.status)
	}
	p.do(http.MethodGet, "/authorize?"+query, nil)
	// The person may take longer than the request had to be opened.
	p.clock.forward(10 * time.Minute)
	if got := p.do(http.MethodPost, "/sign-in", form); got.status != http.StatusSeeOther {
		t.Errorf("first answer: %d", got.status)
	}
	if got := p.do(http.MethodPost, "/sign-in", form); got.status != http.StatusBadRequest {
		t.Errorf("second answer: %d", got.status)
	}
}

func TestAPushedRequestEnds(t *testing.T) {
	t.Parallel()
	p := newParty(t, func(o *demoidp.Options) { o.PARLifetime = 5 * time.Second })
	got := p.push()
	if got.fields["expires_in"] != 5.0 {
		t.Errorf("push: %s", got.body)
	}
	query := p.pushedQuery()
	p.clock.forward(6 * time.Second)
	p.wantRefusedOnPage(t, query)
}

func TestAPushedRequestComesWithItsClientAndNothingElse(t *testing.T) {
	t.Parallel()
	p := newParty(t)
	good := p.pushedQuery()
	name := strings.TrimPrefix(good, "client_id="+p.server.ClientID()+"&")
	for _, query := range []string{
		name, "client_id=another&" + name, "client_id=&" + name, good + "&client_id=" + p.server.ClientID(), good + "&" + name,
		good + "&state=x", good + "&" + p.query().Encode(), good + "x",
	} {
		p.wantRefusedOnPage(t, query)
	}
	if p.open(&demoidp.UserAgent{Person: "mila"}, good).Get("code") == "" {
		t.Error("the attempts used it up")
	}
}

func TestFlawedPushedRequestsAreRefused(t *testing.T) {
	t.Parallel()
	p := newParty(t)
	for _, c := range []struct {
		name, code string
		change     []string
	}{
		{"names another", "invalid_request", []string{"request_uri", "urn:ietf:params:oauth:request_uri:x"}},
		{"request object", "request_not_supported", []string{"request", "x.y.z"}},
		{"no PKCE", "invalid_request", []string{"code_challenge", ""}},
		{"plain PKCE", "invalid_request", []string{"code_challenge_method", "plain"}},
		{"other response type", "unsupported_response_type", []string{"response_type", "token"}},
		{"no openid", "invalid_scope", []string{"scope", "email"}},
		{"foreign redirect", "invalid_request", []string{"redirect_uri", "https://attacker.example/"}},
		{"no redirect", "invalid_request", []string{"redirect_uri", ""}},
		{"too long", "invalid_request", []string{"state", strings.Repeat("s", 20_000)}},
		{"flawed resource", "invalid_target", []string{"resource", "x"}},
	} {
		t.Run(c.name, func(t *testing.T) { wantStatus(t, p.push(c.change...), http.StatusBadRequest, c.code) })
	}
	wantStatus(t, p.push("client_id", "another"), http.StatusUnauthorized, "invalid_client")
	wantStatus(t, p.push("client_secret", "s"), http.StatusUnauthorized, "invalid_client")
	twice := p.query()
	twice.Add("state", "again")
	wantStatus(t, p.do(http.MethodPost, "/par", twice), http.StatusBadRequest, "invalid_request")
	if got := p.do(http.MethodGet, "/par", nil); got.status != http.StatusMethodNotAllowed {
		t.Errorf("GET: %d", got.status)
	}
}

func TestPushingCanBeRequired(t *testing.T) {
	t.Parallel()
	p := newParty(t, func(o *demoidp.Options) { o.RequirePAR = true })
	agent := &demoidp.UserAgent{Person: "mila"}
	if p.metadata()["require_pushed_authorization_requests"] != true {
		t.Error("metadata does not say so")
	}
	if back := p.open(agent, p.query().Encode()); back.Get("error") != "invalid_request" || back.Get("code") != "" {
		t.Errorf("a direct request: %v", back)
	}
	// Nor through the form.
	got := p.do(http.MethodPost, "/sign-in", url.Values{"request": {p.query().Encode()}, "person": {"mila"}})
	if location := got.header.Get("Location"); !strings.Contains(location, "error=invalid_request") || strings.Contains(location, "code=") {
		t.Errorf("a direct form: %q", location)
	}
	if p.open(agent, p.pushedQuery()).Get("code") == "" {
		t.Error("a pushed request was refused")
	}
	p.wantRefusedOnPage(t, p.query("redirect_uri", "https://attacker.example/").Encode())
}

func TestAProofAtThePushBindsTheCode(t *testing.T) {
	t.Parallel()
	p := newParty(t)
	h, thief := p.newHolder(), p.newHolder()
	pushWith := func(h *holder, change ...string) answer {
		return p.do(http.MethodPost, "/par", p.query(change...), "DPoP", h.proof(http.MethodPost, "/par"))
	}
	for _, proof := range []string{"", thief.tokenProof(), h.tokenProof()} {
		got := pushWith(h)
		query := url.Values{"client_id": {p.server.ClientID()}, "request_uri": {got.text("request_uri")}}.Encode()
		tokens := p.redeemWith(proof, p.open(&demoidp.UserAgent{Person: "mila"}, query).Get("code"))
		if good := tokens.status == http.StatusOK; good != (tokens.text("token_type") == "DPoP") || !good && tokens.text("error") != "invalid_grant" {
			t.Errorf("tokens: %d %s", tokens.status, tokens.body)
		}
	}
	wantStatus(t, pushWith(h, "dpop_jkt", h.thumbprint()), http.StatusCreated, "")
	wantStatus(t, pushWith(h, "dpop_jkt", thief.thumbprint()), http.StatusBadRequest, "invalid_dpop_proof")
	wantStatus(t, p.do(http.MethodPost, "/par", p.query(), "DPoP", "x"), http.StatusBadRequest, "invalid_dpop_proof")
}
