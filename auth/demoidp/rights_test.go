package demoidp_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/auth/demoidp"
)

// rightsOf maps the ids in a rights answer to their states.
func rightsOf(t *testing.T, got answer) map[string]string {
	t.Helper()
	if got.status != http.StatusOK {
		t.Fatalf("rights: %d %s", got.status, got.body)
	}
	states := map[string]string{}
	list, _ := got.fields["rights"].([]any)
	for _, entry := range list {
		r, _ := entry.(map[string]any)
		states[fmt.Sprint(r["id"])] = fmt.Sprint(r["state"])
	}
	return states
}

func TestTheRightsAnswerHasItsShape(t *testing.T) {
	p := newParty(t)
	got := p.get("/rights", p.signIn("mila").text("access_token"))
	want := map[string]any{
		"version": 1.0, "subject": demoidp.People()[0].Subject, "issuer": p.server.Issuer(),
		"checked_at": "2026-11-22T13:15:00Z", "valid_until": "2026-11-23T13:15:00Z", "offline_until": "2026-12-22T13:15:00Z",
	}
	for name, value := range want {
		if got.fields[name] != value {
			t.Errorf("%s is %v, want %v", name, got.fields[name], value)
		}
	}
	if organization, _ := got.fields["organization"].(map[string]any); organization["name"] != "Northquay Engineering" {
		t.Errorf("organization: %v", got.fields["organization"])
	}
	if got.header.Get("Content-Type") != "application/json" || got.header.Get("Date") != "Sun, 22 Nov 2026 13:15:00 GMT" {
		t.Errorf("header: %v", got.header)
	}
	states := rightsOf(t, got)
	if len(states) < 12 || len(states) > 16 {
		t.Errorf("mila has %d rights", len(states))
	}
	for _, state := range []string{"granted", "denied", "expired", "seat_limit", "needs_sign_in", "unknown"} {
		found := false
		for _, s := range states {
			found = found || s == state
		}
		if !found {
			t.Errorf("mila has no right with state %s", state)
		}
	}
}

func TestEveryPersonHasTheRightsOfTheirStory(t *testing.T) {
	p := newParty(t)
	answers := map[string]answer{}
	for _, person := range demoidp.People() {
		answers[person.ID] = p.get("/rights", p.signIn(person.ID).text("access_token"))
	}
	if !strings.Contains(answers["lena"].body, `"rights":[]`) {
		t.Errorf("lena: %s", answers["lena"].body)
	}
	if !strings.Contains(answers["ines"].body, `"pending":[{"kind":"external"`) || !strings.Contains(answers["ines"].body, "pending_invitation") {
		t.Errorf("ines: %s", answers["ines"].body)
	}
	if !strings.Contains(answers["piet"].body, "needs_verification") {
		t.Errorf("piet: %s", answers["piet"].body)
	}
	if strings.Contains(answers["sam"].body, `"source":"organization"`) {
		t.Errorf("sam: %s", answers["sam"].body)
	}
}

func TestOmarGainsAndLosesARightBehindHisBack(t *testing.T) {
	p := newParty(t)
	access := p.signIn("omar").text("access_token")
	first := p.get("/rights", access)
	before := rightsOf(t, first)
	second := p.get("/rights", access, "If-None-Match", first.header.Get("ETag"))
	after := rightsOf(t, second)
	if before["site.quay-wall-4"] != "granted" || after["site.quay-wall-4"] != "" || before["terrafold.survey"] != "" || after["terrafold.survey"] != "granted" || len(before) != len(after) {
		t.Errorf("before %v, after %v", before, after)
	}
	third := p.get("/rights", access, "If-None-Match", second.header.Get("ETag"))
	wantStatus(t, third, http.StatusNotModified, "")
}

func TestTheEntityTagSavesTheAnswerUnlessForced(t *testing.T) {
	p := newParty(t)
	access := p.signIn("mila").text("access_token")
	first := p.get("/rights", access)
	tag := first.header.Get("ETag")
	p.clock.forward(time.Minute)
	for _, sent := range []string{tag, `"other", ` + tag, strings.TrimPrefix(tag, "W/"), "*"} {
		got := p.get("/rights", access, "If-None-Match", sent)
		if got.status != http.StatusNotModified || got.body != "" || got.header.Get("ETag") != tag || got.header.Get("Date") != "Sun, 22 Nov 2026 13:16:00 GMT" {
			t.Errorf("If-None-Match %s: %d %v", sent, got.status, got.header)
		}
	}
	for _, header := range [][]string{{}, {"If-None-Match", `"other"`}, {"If-None-Match", tag, "Cache-Control", "no-cache"}, {"If-None-Match", tag, "Cache-Control", "max-age=0, No-Cache"}} {
		wantStatus(t, p.get("/rights", access, header...), http.StatusOK, "")
	}
	if err := p.control.Revoke("mila", "render.cloud"); err != nil {
		t.Fatal(err)
	}
	got := p.get("/rights", access, "If-None-Match", tag)
	if rightsOf(t, got)["render.cloud"] != "" || got.header.Get("ETag") == tag {
		t.Error("a revoked right is still answered")
	}
}

func TestBadTokensAreRefused(t *testing.T) {
	p := newParty(t)
	good := p.signIn("mila").text("access_token")
	for _, path := range []string{"/rights", "/userinfo"} {
		for _, header := range []string{"", "Bearer", "Bearer ", "Basic " + good, good, "Bearer made-up", "Bearer " + good[:len(good)-2]} {
			got := p.do(http.MethodGet, path, nil, "Authorization", header)
			if got.status != http.StatusUnauthorized || !strings.HasPrefix(got.header.Get("WWW-Authenticate"), "Bearer ") {
				t.Errorf("%s with %.14q: %d %q", path, header, got.status, got.header.Get("WWW-Authenticate"))
			}
		}
		if got := p.do(http.MethodGet, path+"?access_token="+good, nil); got.status != http.StatusUnauthorized {
			t.Errorf("%s takes the token from the address", path)
		}
	}
	wantStatus(t, p.do(http.MethodGet, "/rights", nil, "Authorization", "bearer "+good), http.StatusOK, "")
}

// Each of the three faults names the step of a recheck that is needed to see a change.
func TestChangedRightsCanNeedANewTokenOrSignInOrBrowserSession(t *testing.T) {
	steps := []string{"refetch", "new token", "sign in", "browser session"}
	tests := map[string]string{
		"": "refetch", demoidp.FaultRightsFollowToken: "new token",
		demoidp.FaultRightsFollowSignIn: "sign in", demoidp.FaultRightsFollowBrowser: "browser session",
	}
	for fault, enough := range tests {
		t.Run(enough, func(t *testing.T) {
			p := newParty(t)
			if fault != "" {
				if err := p.control.Fault(fault, true); err != nil {
					t.Fatal(err)
				}
			}
			agent := &demoidp.UserAgent{Person: "lena"}
			tokens := p.redeem(p.visit(agent).Get("code"))
			if err := p.control.Grant("lena", "viewer.web"); err != nil {
				t.Fatal(err)
			}
			for i, step := range steps {
				switch step {
				case "new token":
					tokens = p.refresh(tokens.text("refresh_token"))
				case "sign in":
					tokens = p.redeem(p.visit(agent, "prompt", "login", "max_age", "0").Get("code"))
				case "browser session":
					if err := agent.Open(t.Context(), p.server.Issuer()+"/end-session"); err != nil {
						t.Fatal(err)
					}
					tokens = p.redeem(p.visit(agent).Get("code"))
				}
				seen := rightsOf(t, p.get("/rights", tokens.text("access_token")))["viewer.web"] == "granted"
				if want := i >= slices.Index(steps, enough); seen != want {
					t.Errorf("after %s: seen %v, want %v", step, seen, want)
				}
			}
		})
	}
}

func TestRightsFollowTheTokenByOption(t *testing.T) {
	p := newParty(t, func(o *demoidp.Options) { o.RightsFollowToken = true })
	tokens := p.signIn("lena")
	if err := p.control.Grant("lena", "viewer.web"); err != nil {
		t.Fatal(err)
	}
	if got := rightsOf(t, p.get("/rights", tokens.text("access_token"))); len(got) != 0 {
		t.Errorf("the old token sees %v", got)
	}
	tokens = p.refresh(tokens.text("refresh_token"))
	if got := rightsOf(t, p.get("/rights", tokens.text("access_token"))); len(got) != 1 {
		t.Errorf("the new token sees %v", got)
	}
}
