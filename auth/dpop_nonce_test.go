package auth_test

import (
	"net/http"
	"testing"
	"time"

	"latchkey/auth"
)

// wantingNonce asks for a nonce in every proof, and gives the one of now.
func wantingNonce(t testing.TB, now func() string, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("DPoP-Nonce", now())
		switch {
		case proofIn(t, r.Header).Nonce == now():
			next(w, r)
		case r.Method == http.MethodPost:
			writeJSON(w, http.StatusBadRequest, map[string]any{"error": "use_dpop_nonce"})
		default:
			w.Header().Add("WWW-Authenticate", `Bearer error="invalid_token"`)
			w.Header().Add("WWW-Authenticate", `dPoP algs="ES256", error="use_dpop_nonce"`)
			w.WriteHeader(http.StatusUnauthorized)
		}
	}
}

func always(nonce string) func() string { return func() string { return nonce } }

// RFC 9449 section 8: once, and only with a nonce that was not tried.
func TestANonceIsFollowedOnce(t *testing.T) {
	t.Parallel()
	asked := 0
	for _, c := range []struct {
		name    string
		nonce   func() string
		answer  string
		already bool // the nonce was known before
		want    int
	}{
		{"another one each time", func() string { asked++; return time.Duration(asked).String() }, "use_dpop_nonce", false, 2},
		{"the same one for ever", always("same"), "use_dpop_nonce", false, 2},
		{"the one that was sent", always("same"), "use_dpop_nonce", true, 1},
		{"none", always(""), "use_dpop_nonce", false, 1},
		{"one that is too long", always(huge[:600]), "use_dpop_nonce", false, 1},
		{"with another error", always("new"), "invalid_grant", false, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newBoundProvider(t)
			client := p.client(t, bound)
			grant, err := client.SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open})
			if err != nil {
				t.Fatal(err)
			}
			if c.already {
				p.Override["/token"] = func(w http.ResponseWriter, r *http.Request) {
					w.Header().Set("DPoP-Nonce", c.nonce())
					p.token(w, r)
				}
				if _, err := client.Refresh(testContext(t), grant.Tokens, auth.Identity{}); err != nil {
					t.Fatal(err)
				}
			}
			before := len(p.seen("/token"))
			p.Override["/token"] = func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("DPoP-Nonce", c.nonce())
				writeJSON(w, http.StatusBadRequest, map[string]any{"error": c.answer})
			}
			if _, err := client.Refresh(testContext(t), grant.Tokens, auth.Identity{}); err == nil {
				t.Error("renewed")
			}
			if n := len(p.seen("/token")) - before; n != c.want {
				t.Errorf("sent %d times, want %d", n, c.want)
			}
		})
	}
}

// Two requests that leave together learn the same nonce; both have to follow it.
func TestRequestsAtTheSameTimeFollowTheSameNonce(t *testing.T) {
	t.Parallel()
	p := newBoundProvider(t)
	client := p.client(t, bound)
	grant, err := client.SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open})
	if err != nil {
		t.Fatal(err)
	}
	waiting, both := make(chan struct{}, 2), make(chan struct{})
	p.Override["/rights"] = func(w http.ResponseWriter, r *http.Request) {
		if proofIn(t, r.Header).Nonce == "" {
			waiting <- struct{}{}
			<-both
		}
		wantingNonce(t, always("one"), answerWith(200, "application/json", "{}"))(w, r)
	}
	status := make(chan int, 2)
	for range 2 {
		go func() {
			a, _ := client.GetResource(testContext(t), grant.Tokens, auth.ResourceRequest{URL: p.URL + "/rights"})
			status <- a.Status
		}()
	}
	<-waiting
	<-waiting
	close(both)
	if first, second := <-status, <-status; first != 200 || second != 200 {
		t.Errorf("got %d and %d", first, second)
	}
}
