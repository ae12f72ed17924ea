package demoidp_test

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"latchkey/auth/demoidp"
)

func TestPagesCarryAPolicyThatMatchesThem(t *testing.T) {
	p := newParty(t)
	device := p.startDevice()
	style := regexp.MustCompile(`(?s)<style>(.*?)</style>`)
	for name, address := range map[string]string{
		"sign-in": p.authorizeURL(), "error": p.authorizeURL("client_id", "x"), "device": "/device", "device people": device.text("verification_uri_complete"),
		"control": "/control", "invitation": "/invitations/harbor-tunnel", "start": "/", "signed out": "/end-session", "not found": "/nowhere",
	} {
		t.Run(name, func(t *testing.T) {
			got := p.do(http.MethodGet, address, nil)
			policy := got.header.Get("Content-Security-Policy")
			found := style.FindStringSubmatch(got.body)
			if found == nil {
				t.Fatal("no style")
			}
			digest := sha256.Sum256([]byte(found[1]))
			if hash := base64.StdEncoding.EncodeToString(digest[:]); !strings.Contains(policy, "style-src 'sha256-"+hash+"'") {
				t.Errorf("the style's hash is not in %q", policy)
			}
			for _, part := range []string{"default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"} {
				if !strings.Contains(policy, part) {
					t.Errorf("the policy lacks %q", part)
				}
			}
			for _, bad := range []string{"<script", " style=", "onclick", "http-equiv", "src=", "ZgotmplZ"} {
				if strings.Contains(got.body, bad) {
					t.Errorf("the page has %q", bad)
				}
			}
			for _, text := range []string{"This is a demo.", "no password is needed", "Nobody here is real", `<html lang="en">`} {
				if !strings.Contains(got.body, text) {
					t.Errorf("the page does not say %q", text)
				}
			}
			if got.header.Get("Cache-Control") != "no-store" || got.header.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("header: %v", got.header)
			}
		})
	}
}

func TestTheSignInPageIsEasyToScript(t *testing.T) {
	p := newParty(t)
	body := p.do(http.MethodGet, p.authorizeURL("login_hint", "omar.haddad@example.com"), nil).body
	for _, person := range demoidp.People() {
		if !strings.Contains(body, `id="person-`+person.ID+`" name="person" value="`+person.ID+`"`) {
			t.Errorf("no button for %s", person.ID)
		}
	}
	if !strings.Contains(body, `id="deny" name="deny"`) || strings.Count(body, "Suggested") != 1 {
		t.Error("no button to decline, or no suggestion")
	}
}

func TestPagesEscapeWhatTheyShow(t *testing.T) {
	p := newParty(t)
	const hostile = `"><script>alert(1)</script>`
	for _, address := range []string{
		p.authorizeURL("state", hostile), p.authorizeURL("client_id", hostile), p.authorizeURL("login_hint", hostile),
		"/device?user_code=" + strings.ReplaceAll(hostile, " ", "+"),
	} {
		if got := p.do(http.MethodGet, address, nil); strings.Contains(got.body, "<script") {
			t.Errorf("%.60s: the page has a script", address)
		}
	}
}

func TestFormsMayLeadToTheListenerOnly(t *testing.T) {
	p := newParty(t)
	for address, want := range map[string]string{
		"http://127.0.0.1:4000/": "form-action 'self' http://127.0.0.1:*;", "http://[::1]:4000/": "form-action 'self' http:;",
	} {
		policy := p.do(http.MethodGet, p.authorizeURL("redirect_uri", address), nil).header.Get("Content-Security-Policy")
		if !strings.Contains(policy, want) {
			t.Errorf("%s: %s", address, policy)
		}
	}
}
