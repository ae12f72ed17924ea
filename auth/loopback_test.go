package auth_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/auth"
)

// RFC 8252 section 8.9, RFC 9700 section 4.7: what does not carry the state is
// answered with constant bytes and ignored.
func TestStrangeRequestsAreAnsweredAndIgnored(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, method, suffix string
		status               int
		change               func(*http.Request)
	}{
		{"no state", "GET", "/?code=x", 400, nil},
		{"wrong state", "GET", "/?code=x&state=wrong", 400, nil},
		{"abort without state", "GET", "/?error=access_denied", 400, nil},
		{"abort with wrong state", "GET", "/?error=access_denied&state=wrong", 400, nil},
		{"open redirect and script", "GET", "/?next=//evil.example&x=<script>alert(1)</script>", 400, nil},
		{"state twice", "GET", "/?code=x&state=STATE&state=STATE", 400, nil},
		{"code twice", "GET", "/?code=x&code=y&state=STATE", 400, nil},
		{"query that does not parse", "GET", "/?code=%zz&state=STATE", 400, nil},
		{"semicolons", "GET", "/?code=x;state=STATE", 400, nil},
		{"very long query", "GET", "/?state=STATE&code=" + strings.Repeat("x", 20<<10), 400, nil},
		{"wrong path", "GET", "/callback?code=x&state=STATE", 404, nil},
		{"icon", "GET", "/favicon.ico", 404, nil},
		{"double slash", "GET", "//?code=x&state=STATE", 404, nil},
		{"encoded path", "GET", "/%2e?code=x&state=STATE", 404, nil},
		{"POST", "POST", "/?code=x&state=STATE", 400, nil},
		{"HEAD", "HEAD", "/?code=x&state=STATE", 400, nil},
		{"OPTIONS", "OPTIONS", "/?code=x&state=STATE", 400, nil},
		{"rebound host", "GET", "/?code=x&state=STATE", 400, func(r *http.Request) { r.Host = "evil.example" }},
		{"localhost as host", "GET", "/?code=x&state=STATE", 400, func(r *http.Request) { r.Host = "localhost:" + r.URL.Port() }},
		{"host without port", "GET", "/?code=x&state=STATE", 400, func(r *http.Request) { r.Host = "127.0.0.1" }},
		{"foreign origin", "GET", "/?code=x&state=STATE", 400, func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") }},
		{"opaque origin", "GET", "/?code=x&state=STATE", 400, func(r *http.Request) { r.Header.Set("Origin", "null") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			_, err := p.client(t, nil).SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: func(ctx context.Context, address string) error {
				q := queryOf(t, address)
				target := strings.TrimSuffix(q.Get("redirect_uri"), "/") + strings.ReplaceAll(c.suffix, "STATE", q.Get("state"))
				status, header, body, err := fetch(ctx, c.method, target, c.change)
				if err != nil || status != c.status || header.Get("Location") != "" || header.Get("Cache-Control") != "no-store" {
					t.Errorf("answered %d %v, %v", status, header, err)
				}
				if want := http.StatusText(c.status) + "\n"; string(body) != want && c.method != "HEAD" {
					t.Errorf("body %q", body)
				}
				if len(p.seen("/token")) != 0 {
					t.Error("a token request left")
				}
				return (&person{}).open(ctx, address)
			}})
			if err != nil {
				t.Fatalf("the wait did not go on: %v", err)
			}
		})
	}
}

func TestASecondUseOfTheRedirectIsRefused(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	status := make(chan int, 1)
	var redirected string
	p.Override["/token"] = func(w http.ResponseWriter, r *http.Request) {
		// The first use is held while the code is exchanged.
		second, _, _, err := fetch(r.Context(), "GET", redirected, nil)
		if err != nil {
			second = 0
		}
		status <- second
		p.token(w, r)
	}
	p.Redirect = func(q url.Values) {
		p.mu.Lock()
		form := p.codes[q.Get("code")]
		p.mu.Unlock()
		redirected = form.Get("redirect_uri") + "?" + q.Encode()
	}
	if _, err := p.signIn(t, nil); err != nil {
		t.Fatal(err)
	}
	if got := <-status; got != 400 || len(p.seen("/token")) != 1 {
		t.Fatalf("second use got %d, token requests %d", got, len(p.seen("/token")))
	}
}

// RFC 6749 section 4.1.2.1 and RFC 9207 section 2.4.
func TestRedirectsWithTheRightStateEndTheWait(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name        string
		change      func(issuer string, q url.Values)
		notRequired bool
		sentinel    error
		check       string
	}{
		{"declined", func(_ string, q url.Values) { q.Del("code"); q.Set("error", "access_denied") }, false, auth.ErrDeclined, ""},
		{"login required", func(_ string, q url.Values) { q.Del("code"); q.Set("error", "login_required") }, false, auth.ErrProviderRefused, ""},
		{"server error", func(_ string, q url.Values) { q.Del("code"); q.Set("error", "server_error") }, false, auth.ErrUnreachable, ""},
		{"code and error", func(_ string, q url.Values) { q.Set("error", "access_denied") }, false, auth.ErrMalformedAnswer, ""},
		{"neither", func(_ string, q url.Values) { q.Del("code") }, false, auth.ErrMalformedAnswer, ""},
		{"iss missing", func(_ string, q url.Values) { q.Del("iss") }, false, nil, "iss_parameter_missing"},
		{"iss foreign", func(_ string, q url.Values) { q.Set("iss", "https://evil.example") }, false, nil, "iss_parameter"},
		{"iss empty", func(_ string, q url.Values) { q.Set("iss", "") }, false, nil, "iss_parameter"},
		{"iss with a slash", func(i string, q url.Values) { q.Set("iss", i+"/") }, false, nil, "iss_parameter"},
		{"iss in capitals", func(i string, q url.Values) { q.Set("iss", strings.ToUpper(i)) }, false, nil, "iss_parameter"},
		{"iss foreign on an error", func(_ string, q url.Values) {
			q.Del("code")
			q.Set("error", "access_denied")
			q.Set("iss", "https://evil.example")
		}, false, nil, "iss_parameter_on_error"},
		{"iss missing on an error", func(_ string, q url.Values) { q.Del("code"); q.Del("iss"); q.Set("error", "access_denied") }, false, nil, "iss_parameter_on_error"},
		{"iss foreign, not advertised", func(_ string, q url.Values) { q.Set("iss", "https://evil.example") }, true, nil, "iss_parameter"},
		{"iss missing, not advertised", func(_ string, q url.Values) { q.Del("iss") }, true, nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			p.Redirect = func(q url.Values) { c.change(p.URL, q) }
			if c.notRequired {
				p.Discovery = func(doc map[string]any) { delete(doc, "authorization_response_iss_parameter_supported") }
			}
			_, err := p.signIn(t, nil)
			wanted := c.sentinel != nil || c.check != ""
			if wanted != (err != nil) || c.sentinel != nil && !errors.Is(err, c.sentinel) || checkOf(err) != c.check {
				t.Fatalf("got %v", err)
			}
			if wanted && len(p.seen("/token")) != 0 {
				t.Error("a token request left")
			}
		})
	}
}

func TestTheWaitEndsWithTheContext(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	_, err := p.client(t, nil).SignInWithBrowser(ctx, auth.BrowserRequest{})
	if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, auth.ErrUnreachable) {
		t.Fatalf("got %v", err)
	}
}
