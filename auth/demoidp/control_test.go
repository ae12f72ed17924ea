package demoidp_test

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"latchkey/auth/demoidp"
)

func (p *party) act(action string, pairs ...string) answer {
	p.t.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return p.do(http.MethodPost, "/control/"+action, form)
}

func TestControlOverHTTPChangesRights(t *testing.T) {
	p := newParty(t)
	access := p.signIn("mila").text("access_token")
	wantStatus(t, p.act("grant", "person", "mila", "right", "viewer.web"), http.StatusNoContent, "")
	wantStatus(t, p.act("grant", "person", "mila", "right", "render.night"), http.StatusNoContent, "")
	wantStatus(t, p.act("revoke", "person", "mila", "right", "render.cloud"), http.StatusNoContent, "")
	wantStatus(t, p.act("expire", "person", "mila", "right", "girder.detailing"), http.StatusNoContent, "")
	got := rightsOf(t, p.get("/rights", access))
	if got["viewer.web"] != "granted" || got["render.night"] != "granted" || got["render.cloud"] != "" || got["girder.detailing"] != "expired" {
		t.Errorf("rights: %v", got)
	}
	wantStatus(t, p.act("reset"), http.StatusNoContent, "")
	got = rightsOf(t, p.get("/rights", p.signIn("mila").text("access_token")))
	if got["viewer.web"] != "" || got["render.cloud"] != "granted" {
		t.Errorf("after reset: %v", got)
	}
}

func TestControlEndsTokensAndSessions(t *testing.T) {
	p := newParty(t)
	agent := &demoidp.UserAgent{Person: "mila"}
	mila, omar := p.redeem(p.visit(agent).Get("code")), p.signIn("omar")
	wantStatus(t, p.act("expire", "person", "mila"), http.StatusNoContent, "")
	wantStatus(t, p.get("/rights", mila.text("access_token")), http.StatusUnauthorized, "invalid_token")
	wantStatus(t, p.get("/rights", omar.text("access_token")), http.StatusOK, "")
	mila = p.refresh(mila.text("refresh_token"))
	wantStatus(t, mila, http.StatusOK, "")
	wantStatus(t, p.act("expire", "person", "mila", "what", "sessions"), http.StatusNoContent, "")
	wantStatus(t, p.refresh(mila.text("refresh_token")), http.StatusBadRequest, "invalid_grant")
	wantStatus(t, p.refresh(omar.text("refresh_token")), http.StatusOK, "")
	if got := p.visit(agent, "prompt", "none"); got.Get("error") != "login_required" {
		t.Errorf("the browser is still signed in: %v", got)
	}
}

func TestTheServerGoesDownAndComesUp(t *testing.T) {
	p := newParty(t)
	paths := []string{"/.well-known/openid-configuration", "/keys", "/rights", "/userinfo", "/authorize", "/", "/device"}
	wantStatus(t, p.act("down"), http.StatusNoContent, "")
	for _, path := range paths {
		got := p.do(http.MethodGet, path, nil)
		if got.status != http.StatusServiceUnavailable || got.header.Get("Retry-After") == "" {
			t.Errorf("%s: %d", path, got.status)
		}
	}
	if got := p.do(http.MethodGet, "/control", nil); got.status != http.StatusOK {
		t.Errorf("control page: %d", got.status)
	}
	wantStatus(t, p.act("down", "refuse", "1"), http.StatusNoContent, "")
	for _, path := range paths {
		if got, err := p.try(t.Context(), http.MethodGet, path, nil); err == nil {
			t.Errorf("%s was answered: %d", path, got.status)
		}
	}
	wantStatus(t, p.act("up"), http.StatusNoContent, "")
	wantStatus(t, p.do(http.MethodGet, "/keys", nil), http.StatusOK, "")
	p.control.Refuse(true)
	p.control.Down(false)
	wantStatus(t, p.do(http.MethodGet, "/keys", nil), http.StatusOK, "")
}

func TestControlRefusesWhatItDoesNotKnow(t *testing.T) {
	p := newParty(t)
	tests := []struct {
		status int
		action string
		pairs  []string
	}{
		{http.StatusNotFound, "explode", nil},
		{http.StatusBadRequest, "grant", []string{"person", "nobody", "right", "x"}},
		{http.StatusBadRequest, "grant", []string{"person", "mila"}},
		{http.StatusBadRequest, "revoke", []string{"person", "mila", "right", "<b>"}},
		{http.StatusBadRequest, "expire", []string{"person", "mila", "what", "everything"}},
		{http.StatusBadRequest, "expire", []string{"person", "mila", "what", "right"}},
		{http.StatusBadRequest, "fault", []string{"name", "made_up", "on", "true"}},
	}
	for _, tt := range tests {
		if got := p.act(tt.action, tt.pairs...); got.status != tt.status {
			t.Errorf("%s %v: %d, want %d", tt.action, tt.pairs, got.status, tt.status)
		}
	}
	if err := p.control.Grant("nobody", "x"); !errors.Is(err, demoidp.ErrUnknownPerson) {
		t.Errorf("Grant says %v", err)
	}
	if err := p.control.Fault("made_up", true); !errors.Is(err, demoidp.ErrUnknownFault) {
		t.Errorf("Fault says %v", err)
	}
}

func TestCountsTellEveryEndpointApart(t *testing.T) {
	p := newParty(t)
	tokens := p.signIn("mila")
	p.get("/rights", tokens.text("access_token"))
	p.refresh(tokens.text("refresh_token"))
	p.refresh("made-up")
	p.token("grant_type", "refresh_token", "client_id", "another")
	counts := p.control.Counts()
	want := map[string]int{
		demoidp.EndpointAuthorize: 1, demoidp.EndpointSignIn: 1, demoidp.EndpointToken: 4, demoidp.EndpointTokenCode: 1,
		demoidp.EndpointTokenRefresh: 2, demoidp.EndpointRights: 1, demoidp.EndpointUserInfo: 0,
	}
	for name, n := range want {
		if counts[name] != n {
			t.Errorf("%s: %d, want %d", name, counts[name], n)
		}
	}
	if got := p.do(http.MethodGet, "/control/counts", nil); got.fields[demoidp.EndpointToken] != 4.0 {
		t.Errorf("counts over HTTP: %s", got.body)
	}
	p.control.Reset()
	if got := p.control.Counts(); len(got) != 0 {
		t.Errorf("after reset: %v", got)
	}
}

func TestTheControlPageShowsWhatIs(t *testing.T) {
	p := newParty(t)
	p.signIn("mila")
	p.act("fault", "name", demoidp.FaultToken500, "on", "true")
	got := p.do(http.MethodGet, "/control", nil)
	for _, text := range []string{"Mila Vos", "Signed in", "Girder Detailing", "10 of 15 granted", "No rights", "1 on", "Switch off", "Can be renewed"} {
		if !strings.Contains(got.body, text) {
			t.Errorf("the page does not say %q", text)
		}
	}
	back := p.do(http.MethodPost, "/control/fault", url.Values{"name": {demoidp.FaultToken500}, "on": {"false"}}, "Accept", "text/html,*/*")
	if back.status != http.StatusSeeOther || !strings.HasPrefix(back.header.Get("Location"), "/control") {
		t.Errorf("a browser's form: %d %q", back.status, back.header.Get("Location"))
	}
}
