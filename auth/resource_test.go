package auth_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"latchkey/auth"
)

// RFC 6750 sections 2.1 and 3.1.
func TestGetResourceAnswersWithEveryStatus(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name      string
		status    int
		challenge string
		code      string
		sentinel  error
	}{
		{"fine", 200, "", "", nil},
		{"unchanged", 304, "", "", nil},
		{"invalid token", 401, `Bearer realm="x", error="invalid_token", error_description="secret words"`, "invalid_token", auth.ErrSignInNeeded},
		{"401 without words", 401, "", "", auth.ErrSignInNeeded},
		{"insufficient scope", 403, `Bearer error=insufficient_scope`, "insufficient_scope", auth.ErrProviderRefused},
		{"code that is none", 403, `Bearer error="<script>"`, "", auth.ErrProviderRefused},
		{"not found", 404, "", "", auth.ErrProviderRefused},
		{"too many requests", 429, "", "", auth.ErrUnreachable},
		{"broken", 502, "", "", auth.ErrUnreachable},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			p.Override["/rights"] = func(w http.ResponseWriter, _ *http.Request) {
				h := w.Header()
				h.Set("ETag", `"v2"`)
				h.Set("Age", "7")
				h.Set("Retry-After", "9")
				h.Set("Content-Type", "Application/JSON; charset=utf-8")
				if c.challenge != "" {
					h.Set("WWW-Authenticate", c.challenge)
				}
				w.WriteHeader(c.status)
			}
			request := auth.ResourceRequest{URL: p.URL + "/rights", IfNoneMatch: `"v1"`, NoCache: true}
			a, err := p.client(t, nil).GetResource(testContext(t), auth.Tokens{Access: auth.NewSecret(accessToken)}, request)
			if err != nil {
				t.Fatal(err)
			}
			checkAnswer(t, a, c.status)
			if a.WWWAuthenticate != c.code || !errors.Is(a.Err(), c.sentinel) {
				t.Errorf("code %q, meaning %v", a.WWWAuthenticate, a.Err())
			}
			seen := p.seen("/rights")[0]
			if seen.Header.Get("Authorization") != "Bearer "+accessToken || seen.Header.Get("If-None-Match") != `"v1"` ||
				seen.Header.Get("Cache-Control") != "no-cache, max-age=0" || seen.Header.Get("Pragma") != "no-cache" || len(seen.Form) != 0 {
				t.Errorf("request %+v", seen)
			}
		})
	}
}

func checkAnswer(t *testing.T, a auth.ResourceAnswer, status int) {
	t.Helper()
	if a.Status != status || a.ETag != `"v2"` || a.Age != 7*time.Second || a.RetryAfter != 9*time.Second || a.Date.IsZero() ||
		!a.HasAge || a.SentAt.IsZero() || a.CacheControl != "no-cache, max-age=0" {
		t.Errorf("answer %+v", a)
	}
	if a.ContentType != "application/json" && status != http.StatusNotModified {
		t.Errorf("content type %q", a.ContentType)
	}
}

func TestTheTokenNeverReachesAnotherOrigin(t *testing.T) {
	t.Parallel()
	p, other := newFaultProvider(t), newFaultProvider(t)
	p.Override["/rights"] = func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.URL+"/rights", http.StatusFound)
	}
	p.Override["/moved"] = func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/here", http.StatusFound) }
	p.Override["/loop"] = func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) }
	p.Override["/here"] = answerWith(200, "application/json", "{}")
	client := p.client(t, nil)
	for path, check := range map[string]string{"/rights": "resource_redirect", "/moved": "", "/loop": "resource_redirect"} {
		_, err := client.GetResource(testContext(t), auth.Tokens{Access: auth.NewSecret(accessToken)}, auth.ResourceRequest{URL: p.URL + path})
		if checkOf(err) != check || (err == nil) != (check == "") {
			t.Errorf("%s: %v", path, err)
		}
	}
	if len(other.seen("/rights")) != 0 {
		t.Error("another origin was asked")
	}
}

func TestGetResourceRefusesBeforeItSends(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	p.Override["/large"] = answerWith(200, "application/json", huge)
	for _, c := range []struct {
		name, address, token string
		check                string
		sentinel             error
	}{
		{"plain http", "http://id.example.com/", "a", "resource_address", nil},
		{"user name", "https://a@id.example.com/", "a", "resource_address", nil},
		{"file", "file:///etc/passwd", "a", "resource_address", nil},
		{"no token", p.URL + "/rights", "", "", auth.ErrSignInNeeded},
		{"token with a line feed", p.URL + "/rights", "a\nb", "", auth.ErrSignInNeeded},
		{"too large", p.URL + "/large", "a", "", auth.ErrMalformedAnswer},
		{"nobody there", "http://127.0.0.1:1/", "a", "", auth.ErrUnreachable},
	} {
		_, err := p.client(t, nil).GetResource(testContext(t), auth.Tokens{Access: auth.NewSecret(c.token)}, auth.ResourceRequest{URL: c.address})
		if checkOf(err) != c.check || c.sentinel != nil && !errors.Is(err, c.sentinel) || err == nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if len(p.seen("/rights")) != 0 {
		t.Error("a request left")
	}
	// A loopback address counts only for an issuer that lives there as well.
	client, err := auth.NewClient(auth.Provider{Issuer: "https://id.example.com", ClientID: "a"}, auth.Config{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.GetResource(testContext(t), auth.Tokens{Access: auth.NewSecret("a")}, auth.ResourceRequest{URL: p.URL + "/rights"}); checkOf(err) != auth.CheckResourceAddress {
		t.Errorf("got %v", err)
	}
}
