package demoidp_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"latchkey/auth/demoidp"
)

// acceptURL is where the first invitation of an answer leads.
func acceptURL(got answer) string {
	for _, address := range members(got.fields["pending"], "accept_url") {
		return address
	}
	return ""
}

// What was accepted becomes active at the next sign-in, and not before.
func TestAnAcceptedInvitationWaitsForTheNextSignIn(t *testing.T) {
	for name, accept := range map[string]func(*party, string) error{
		"on the page": func(_ *party, address string) error {
			return (&demoidp.UserAgent{}).AcceptInvitation(t.Context(), address)
		},
		"by control":        func(p *party, _ string) error { return p.control.Accept("ines") },
		"from the web page": func(p *party, _ string) error { p.act("accept", "person", "ines"); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			p := newParty(t)
			agent := &demoidp.UserAgent{Person: "ines"}
			tokens := p.redeem(p.visit(agent).Get("code"))
			before := p.get("/rights", tokens.text("access_token"))
			address := acceptURL(before)
			if !strings.HasPrefix(address, p.server.Issuer()+"/invitations/") {
				t.Fatalf("the invitation is at %q", address)
			}
			if err := accept(p, address); err != nil {
				t.Fatal(err)
			}
			renewed := p.refresh(tokens.text("refresh_token"))
			if state := rightsOf(t, p.get("/rights", renewed.text("access_token")))["site.harbor-tunnel"]; state != "needs_sign_in" {
				t.Errorf("after a renewal: %s", state)
			}
			tokens = p.redeem(p.visit(agent).Get("code")) // the browser is signed in still
			waiting := p.get("/rights", tokens.text("access_token"))
			if state := rightsOf(t, waiting)["site.harbor-tunnel"]; state != "needs_sign_in" || acceptURL(waiting) != "" {
				t.Errorf("after accepting: %s, %s", state, acceptURL(waiting))
			}
			tokens = p.redeem(p.visit(agent, "prompt", "login").Get("code"))
			active := rightsOf(t, p.get("/rights", tokens.text("access_token")))
			if active["site.harbor-tunnel"] != "granted" || active["site.harbor-scans"] != "granted" {
				t.Errorf("after signing in again: %v", active)
			}
			if got := p.do(http.MethodGet, address, nil); got.status != http.StatusNotFound {
				t.Errorf("the page of an accepted invitation: %d", got.status)
			}
		})
	}
}

func TestLookingAtAnInvitationAcceptsNothing(t *testing.T) {
	p := newParty(t)
	access := p.signIn("ines").text("access_token")
	address := acceptURL(p.get("/rights", access))
	got := p.do(http.MethodGet, address, nil)
	if got.status != http.StatusOK || !strings.Contains(got.body, `id="accept"`) || !strings.Contains(got.body, "Harbor Tunnel") {
		t.Errorf("the page: %d %.300s", got.status, got.body)
	}
	if got := p.do(http.MethodPost, address, nil, "Origin", "http://127.0.0.1:1"); got.status != http.StatusForbidden {
		t.Errorf("another site's page accepts: %d", got.status)
	}
	if again := acceptURL(p.get("/rights", access)); again != address {
		t.Errorf("now it is at %q", again)
	}
	if err := p.control.Accept("nobody"); !errors.Is(err, demoidp.ErrUnknownPerson) {
		t.Errorf("nobody accepts: %v", err)
	}
}

func TestThePeopleWhoLookForTheirRights(t *testing.T) {
	p := newParty(t)
	kai := p.signIn("kai")
	if claims(t, kai.text("id_token"))["idp"] == nil {
		t.Error("kai did not come by a social login")
	}
	for id, want := range map[string]int{"kai": 0, "eva": 3, "eva-home": 0} {
		granted := 0
		for _, state := range rightsOf(t, p.get("/rights", p.signIn(id).text("access_token"))) {
			if state == "granted" {
				granted++
			}
		}
		if granted != want {
			t.Errorf("%s has %d rights, want %d", id, granted, want)
		}
	}
	names := map[string][]string{}
	for _, person := range demoidp.People() {
		names[person.Name] = append(names[person.Name], person.Email)
	}
	if two := names["Eva Lindqvist"]; len(two) != 2 || two[0] == two[1] {
		t.Errorf("two addresses of one person: %v", two)
	}
}
