package auth_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"latchkey/auth"
)

// pasting runs a sign-in whose person copies the address at the end; change makes
// of it what is pasted, one after the other.
func (p *faultProvider) pasting(t *testing.T, change func(address string) []string) (refused int, err error) {
	t.Helper()
	pasted := make(chan string, 8)
	_, err = p.client(t, nil).SignInWithBrowser(testContext(t), auth.BrowserRequest{Pasted: pasted, Notify: func(step auth.Progress) {
		switch {
		case step.PasteRefused:
			refused++
		case step.Step == auth.StepWaiting:
			for _, address := range change(p.answerAddress(queryOf(t, step.URL))) {
				pasted <- address
			}
			close(pasted)
		}
	}})
	return refused, err
}

func TestAPastedAddressSignsIn(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(string) string{
		"to the letter":             func(a string) string { return a },
		"with white space around":   func(a string) string { return " " + a + "\r\n" },
		"with a fragment behind it": func(a string) string { return a + "#_=_" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			refused, err := p.pasting(t, func(address string) []string { return []string{change(address)} })
			if err != nil || refused != 0 || len(p.seen("/token")) != 1 {
				t.Errorf("refused %d, %v", refused, err)
			}
		})
	}
}

// RFC 9700 section 4.7: what a person pastes is looked at like what a browser brings.
func TestAPastedAddressThatIsNotOursChangesNothing(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*url.URL, url.Values){
		"another state":   func(_ *url.URL, q url.Values) { q.Set("state", "wrong") },
		"no state":        func(_ *url.URL, q url.Values) { q.Del("state") },
		"state twice":     func(_ *url.URL, q url.Values) { q.Add("state", q.Get("state")) },
		"code twice":      func(_ *url.URL, q url.Values) { q.Add("code", "x") },
		"too long":        func(_ *url.URL, q url.Values) { q.Set("x", strings.Repeat("x", 20<<10)) },
		"another scheme":  func(u *url.URL, _ url.Values) { u.Scheme = "https" },
		"another host":    func(u *url.URL, _ url.Values) { u.Host = "localhost:" + u.Port() },
		"another port":    func(u *url.URL, _ url.Values) { u.Host = "127.0.0.1:1" },
		"another path":    func(u *url.URL, _ url.Values) { u.Path = "/other" },
		"no address":      func(u *url.URL, _ url.Values) { *u = url.URL{Path: "hello"} },
		"host as a user":  func(u *url.URL, _ url.Values) { u.User, u.Host = url.User(u.Host), "evil.example" },
		"an error, alone": func(_ *url.URL, q url.Values) { q.Del("state"); q.Del("code"); q.Set("error", "access_denied") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			refused, err := p.pasting(t, func(address string) []string {
				u, err := url.Parse(address)
				if err != nil {
					t.Error(err)
				}
				q := u.Query()
				change(u, q)
				u.RawQuery = q.Encode()
				return []string{u.String(), "", address} // the wait goes on until the right one comes
			})
			if err != nil || refused != 2 || len(p.seen("/token")) != 1 {
				t.Errorf("refused %d, %v", refused, err)
			}
		})
	}
}

func TestAPastedAnswerIsCheckedLikeAnyOther(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		change   func(url.Values)
		sentinel error
		check    string
	}{
		{"declined", func(q url.Values) { q.Del("code"); q.Set("error", "access_denied") }, auth.ErrDeclined, ""},
		{"iss foreign", func(q url.Values) { q.Set("iss", "https://evil.example") }, auth.ErrSecurityCheck, auth.CheckIss},
		{"iss missing", func(q url.Values) { q.Del("iss") }, auth.ErrSecurityCheck, auth.CheckIssMissing},
		{"code and error", func(q url.Values) { q.Set("error", "access_denied") }, auth.ErrMalformedAnswer, ""},
		{"code of another", func(q url.Values) { q.Set("code", "stolen") }, auth.ErrProviderRefused, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			p.Redirect = c.change
			refused, err := p.pasting(t, func(address string) []string { return []string{address} })
			if !errors.Is(err, c.sentinel) || checkOf(err) != c.check || refused != 0 {
				t.Errorf("refused %d, %v", refused, err)
			}
		})
	}
}

// One answer is taken, by whichever way it came first.
func TestAPastedAddressIsUsedUp(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	var address string
	status := make(chan int, 1)
	p.Override["/token"] = func(w http.ResponseWriter, r *http.Request) {
		code, _, _, err := fetch(r.Context(), http.MethodGet, address, nil)
		if err != nil {
			code = 0 // the listener is closed already, which is as good
		}
		status <- code
		p.token(w, r)
	}
	if _, err := p.pasting(t, func(a string) []string { address = a; return []string{a, a} }); err != nil {
		t.Fatal(err)
	}
	if got := <-status; got == http.StatusOK || len(p.seen("/token")) != 1 {
		t.Errorf("the second use got %d, %d token requests", got, len(p.seen("/token")))
	}
}

// What merely knocks at the address is no answer; see [auth.UnmatchedError].
func TestOnlyAnswersCountAsUnmatched(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, target, check string }{
		{"nothing came", "", ""},
		{"no query", "/", ""},
		{"another path", "/favicon.ico?state=wrong", ""},
		{"another state", "/?code=x&state=wrong", auth.CheckStateMismatch},
		{"no state", "/?code=x", auth.CheckStateMissing},
		{"abort without state", "/?error=access_denied", auth.CheckStateMissing},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			ctx, cancel := context.WithCancel(testContext(t))
			defer cancel()
			_, err := p.client(t, nil).SignInWithBrowser(ctx, auth.BrowserRequest{Notify: func(step auth.Progress) {
				defer cancel()
				if c.target == "" {
					return
				}
				redirect := strings.TrimSuffix(queryOf(t, step.URL).Get("redirect_uri"), "/")
				if _, _, _, err := fetch(testContext(t), http.MethodGet, redirect+c.target, nil); err != nil {
					t.Error(err)
				}
			}})
			var unmatched *auth.UnmatchedError
			if errors.As(err, &unmatched) != (c.check != "") || unmatched != nil && unmatched.Check != c.check {
				t.Errorf("got %v", err)
			}
			if !errors.Is(err, ctx.Err()) {
				t.Errorf("the reason is lost: %v", err)
			}
		})
	}
}
