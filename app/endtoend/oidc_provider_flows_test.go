//go:build linux

package endtoend

import (
	"testing"
	"time"

	"latchkey/session/vault/vaulttest"
)

const (
	usualScopes   = "openid profile email offline_access"
	rightsAPI     = "https://rights.example/"
	bearerTokens  = "access_token bearer userinfo"
	boundTokens   = "access_token bound userinfo"
	rightsTokens  = "access_token bearer " + rightsAPI
	pushed        = "pushed_authorization_request.success"
	grantRevoked  = "grant.revoked"
	refreshesDone = "refresh_token.consumed"
)

// atLab makes a world that signs in at a provider of its own, and a person there.
func atLab(t *testing.T, client, scopes string, more ...string) (*world, func() string, *labProvider, *formPerson) {
	t.Helper()
	w := newWorld(t)
	w.sealed()
	lab := startLabProvider(t)
	w.provideFile(lab.issuer, client, scopes, more...)
	return w, w.opener(), lab, newFormPerson(t, map[string]string{"login": "mila", "password": "anything"})
}

// reported waits until the provider has reported an event so many times.
func (l *labProvider) reported(t *testing.T, event string, times int) {
	t.Helper()
	eventually(t, 5*time.Second, event, func() bool { return l.count(event) >= times })
	if got := l.count(event); got != times {
		t.Errorf("%s: %d times, want %d", event, got, times)
	}
}

// Pushed requests (RFC 9126): where the client must, where the provider offers
// it, and a provider that insists tells one that does not.
func TestPushedRequestsAtOIDCProvider(t *testing.T) {
	t.Parallel()
	t.Run("required", func(t *testing.T) {
		w, next, lab, person := atLab(t, "latchkey-par", usualScopes, `par = "required"`)
		w.signIn(next, person.visitor()).ok(t, "sign-in")
		lab.reported(t, pushed, 1)
		w.renewals(2)
		lab.reported(t, refreshesDone, 2)
		w.signedOut()
		lab.reported(t, grantRevoked, 1)
	})
	t.Run("offered", func(t *testing.T) {
		w, next, lab, person := atLab(t, "latchkey-lab", usualScopes)
		w.signIn(next, person.visitor()).ok(t, "sign-in")
		lab.reported(t, pushed, 1)
	})
	t.Run("off", func(t *testing.T) {
		w, next, lab, person := atLab(t, "latchkey-lab", usualScopes, `par = "off"`)
		w.signIn(next, person.visitor()).ok(t, "sign-in")
		lab.reported(t, pushed, 0)
	})
	t.Run("off where it is required", func(t *testing.T) {
		w, next, _, person := atLab(t, "latchkey-par", usualScopes, `par = "off"`)
		got := w.signIn(next, person.visitor())
		if got.code != 7 || got.problem(t) != "authorization_refused" {
			t.Errorf("exit %d: %s", got.code, got.out)
		}
		w.must(3, "status")
	})
}

// Bound tokens (RFC 9449) with a nonce that the provider insists on: signing in,
// renewing and asking for rights prove possession of a key that lies in a real keyring.
func TestBoundTokensAtOIDCProvider(t *testing.T) {
	t.Parallel()
	w := newWorld(t, vaulttest.StartKeyring(t)...)
	next, lab := w.opener(), startLabProvider(t)
	w.provideFile(lab.issuer, "latchkey-dpop", usualScopes, `dpop = "required"`)
	person := newFormPerson(t, map[string]string{"login": "mila", "password": "anything"})

	w.signIn(next, person.visitor()).ok(t, "sign-in")
	if token := w.renewals(3); token["token_type"] != "DPoP" {
		t.Errorf("token_type: %v", token["token_type"])
	}
	lab.reported(t, boundTokens, 4)
	lab.reported(t, bearerTokens, 0)
	rights := w.must(0, "rights", "recheck", "--json").object(t)
	if rights["after"].(map[string]any)["count"].(float64) != 2 {
		t.Errorf("rights from the groups claim: %v", rights["after"])
	}
	w.signedOut()
	lab.reported(t, grantRevoked, 1)
	w.must(3, "status")

	w.signInOnDevice(person.enters).ok(t, "sign-in --device")
	w.renewals(1)
	lab.reported(t, boundTokens, 7) // the recheck took one too
	lab.reported(t, bearerTokens, 0)
}

// A provider that wants bound tokens gives none to a client that proves nothing.
func TestUnboundTokensAreRefusedByOIDCProvider(t *testing.T) {
	t.Parallel()
	w, next, lab, person := atLab(t, "latchkey-dpop", usualScopes)
	got := w.signIn(next, person.visitor())
	if got.code != 7 {
		t.Errorf("exit %d: %s", got.code, got.out)
	}
	lab.reported(t, boundTokens, 0)
	w.must(3, "status")
}

// Resource indicators (RFC 8707): the token is for the rights' server and for
// nobody else, also after renewing.
func TestResourceIndicatorsAtOIDCProvider(t *testing.T) {
	t.Parallel()
	w, next, lab, person := atLab(t, "latchkey-lab", usualScopes+" rights.read", `resources = ["`+rightsAPI+`"]`)
	w.signIn(next, person.visitor()).ok(t, "sign-in")
	token := w.renewals(2)
	if claims := jwtClaims(t, token["access_token"]); claims["aud"] != rightsAPI || claims["scope"] != "rights.read" {
		t.Errorf("the token is for %v, scope %v", claims["aud"], claims["scope"])
	}
	lab.reported(t, rightsTokens, 3)
	w.signedOut()
}

func TestAnUnknownResourceIsRefusedByOIDCProvider(t *testing.T) {
	t.Parallel()
	w, next, _, person := atLab(t, "latchkey-lab", usualScopes, `resources = ["https://elsewhere.example/"]`, `par = "off"`)
	got := w.signIn(next, person.visitor())
	if got.code != 7 || got.problem(t) != "resource_refused" {
		t.Errorf("exit %d: %s", got.code, got.out)
	}
	w.must(3, "status")
}

// The device grant (RFC 8628): approved, and declined.
func TestTheDeviceGrantAtOIDCProvider(t *testing.T) {
	t.Parallel()
	w, _, lab, person := atLab(t, "latchkey-lab", usualScopes)
	w.signInOnDevice(person.enters).ok(t, "sign-in --device")
	w.renewals(2)
	w.signedOut()
	lab.reported(t, grantRevoked, 1)

	person.presses = "abort"
	got := w.signInOnDevice(person.enters)
	if got.code != 7 || got.problem(t) != "declined" {
		t.Errorf("declined: exit %d\n%s", got.code, got.out)
	}
	w.must(3, "status")
}

// RP-initiated logout: the browser's session ends at the provider, which says so
// by returning, and the next sign-in asks for the person again.
func TestLogoutAtOIDCProvider(t *testing.T) {
	t.Parallel()
	w, next, lab, person := atLab(t, "latchkey-lab", usualScopes)
	w.signIn(next, person.visitor()).ok(t, "sign-in")
	got := w.browsing(next, person.visitor(), "sign-out", "--browser", "--json").ok(t, "sign-out --browser")
	if ended := got.object(t)["browser_session"]; ended != "ended" {
		t.Errorf("browser session: %v", ended)
	}
	lab.reported(t, "end_session.success", 1)
	lab.reported(t, grantRevoked, 1)
	w.must(3, "status")
}
