package auth_test

import (
	"context"
	"errors"
	"net"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/auth"
)

func TestSignInWithBrowserGivesTokensAndIdentity(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	browser, closed := &person{}, make(chan struct{})
	var steps []auth.Progress
	grant, err := p.client(t, nil).SignInWithBrowser(testContext(t), auth.BrowserRequest{
		Open: func(ctx context.Context, address string) error {
			defer close(closed)
			return browser.open(ctx, address)
		},
		Notify: func(step auth.Progress) { steps = append(steps, step) },
		Page: func(ok bool) []byte {
			if ok {
				return []byte("<!doctype html><style>p{color:green}</style><p>fine</p>")
			}
			return []byte("failed")
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	checkGrant(t, p, grant)
	if len(steps) != 3 || steps[0].Step != auth.StepBrowserOpened || steps[1].Step != auth.StepWaiting || steps[2].Step != auth.StepChecking {
		t.Errorf("steps %+v", steps)
	}
	<-closed
	checkPage(t, browser)
}

func checkGrant(t *testing.T, p *faultProvider, grant auth.Grant) {
	t.Helper()
	if grant.Tokens.Access.Reveal() != accessToken || grant.Tokens.Refresh.Reveal() != refreshToken || grant.Tokens.ID.IsZero() {
		t.Error("tokens are not those of the answer")
	}
	if left := time.Until(grant.Tokens.ExpiresAt); left < 4*time.Minute || left > 5*time.Minute {
		t.Errorf("access token ends in %v", left)
	}
	id := grant.Identity
	if id.Subject != "mila" || id.Issuer != p.URL || id.Email != "mila@example.com" || !id.EmailVerified || id.Name != "Mila Info" {
		t.Errorf("identity %+v", id)
	}
	if id.Organization != (auth.Organization{ID: "o-1", Name: "Studio"}) {
		t.Errorf("organization %+v", id.Organization)
	}
}

func checkPage(t *testing.T, browser *person) {
	t.Helper()
	status, header, body := browser.page()
	if status != 200 || !strings.Contains(body, "fine") {
		t.Errorf("page %d %q", status, body)
	}
	for name, want := range map[string]string{
		"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff",
		"X-Frame-Options": "DENY", "Content-Type": "text/html; charset=utf-8", "Location": "",
	} {
		if header.Get(name) != want {
			t.Errorf("%s is %q", name, header.Get(name))
		}
	}
	policy := header.Get("Content-Security-Policy")
	if !strings.HasPrefix(policy, "default-src 'none'") || !strings.Contains(policy, "style-src 'sha256-") || strings.Contains(policy, "unsafe") {
		t.Errorf("policy %q", policy)
	}
}

// RFC 8252 section 8.3: loopback only, gone after the answer.
func TestListenerIsLoopbackOnlyAndClosedAfterwards(t *testing.T) {
	t.Parallel()
	for _, outcome := range []string{"done", "cancelled"} {
		t.Run(outcome, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			ctx, cancel := context.WithCancel(testContext(t))
			defer cancel()
			var host string
			_, err := p.client(t, nil).SignInWithBrowser(ctx, auth.BrowserRequest{Open: func(ctx context.Context, address string) error {
				redirect, _ := url.Parse(queryOf(t, address).Get("redirect_uri"))
				host = redirect.Host
				if outcome == "cancelled" {
					cancel()
					return nil
				}
				return (&person{}).open(ctx, address)
			}})
			if outcome == "cancelled" && !errors.Is(err, context.Canceled) {
				t.Errorf("error %v", err)
			}
			if conn, err := new(net.Dialer).DialContext(testContext(t), "tcp", host); err == nil {
				_ = conn.Close()
				t.Error("the listener is still there")
			}
		})
	}
}

func TestABrowserThatCannotBeOpenedDoesNotEndTheWait(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	var failed bool
	_, err := p.client(t, nil).SignInWithBrowser(testContext(t), auth.BrowserRequest{
		Open: func(context.Context, string) error { return errors.New("no browser") },
		Notify: func(step auth.Progress) {
			if step.BrowserFailed {
				failed = true
				go func() { _ = (&person{}).open(context.Background(), step.URL) }()
			}
		},
	})
	if err != nil || !failed {
		t.Fatalf("err %v, told %v", err, failed)
	}
}

func TestWithoutAnOpenerTheAddressIsToldOnce(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	told := 0
	_, err := p.client(t, nil).SignInWithBrowser(testContext(t), auth.BrowserRequest{Notify: func(step auth.Progress) {
		if step.URL != "" {
			told++
			go func() { _ = (&person{}).open(context.Background(), step.URL) }()
		}
	}})
	if err != nil || told != 1 {
		t.Fatalf("err %v, told %d times", err, told)
	}
}

func TestAFixedPortThatIsTakenIsSaidLoudly(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	taken, err := new(net.ListenConfig).Listen(testContext(t), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	port := taken.Addr().(*net.TCPAddr).Port
	six, err := new(net.ListenConfig).Listen(testContext(t), "tcp", net.JoinHostPort("::1", strings.TrimPrefix(taken.Addr().String(), "127.0.0.1:")))
	if err == nil {
		defer func() { _ = six.Close() }()
	}
	_, err = p.signIn(t, func(pr *auth.Provider, _ *auth.Config) { pr.RedirectPorts = []int{port} })
	if !errors.Is(err, auth.ErrListen) || len(p.seen("/authorize")) != 0 {
		t.Fatalf("got %v", err)
	}
}

// RFC 8252 section 7.3: the other loopback address, where the first is taken.
func TestTheOtherLoopbackAddressIsTried(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	taken, err := new(net.ListenConfig).Listen(testContext(t), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	_, err = p.signIn(t, func(pr *auth.Provider, _ *auth.Config) {
		pr.RedirectPorts = []int{taken.Addr().(*net.TCPAddr).Port}
	})
	if errors.Is(err, auth.ErrListen) {
		return // this machine has no IPv6 loopback, and that is said
	}
	if err != nil || !strings.HasPrefix(p.seen("/authorize")[0].Form.Get("redirect_uri"), "http://[::1]:") {
		t.Fatalf("got %v", err)
	}
}

func TestFreshSignInWantsAFreshAuthentication(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		authTime any
		check    string
	}{
		"now":         {time.Now().Unix(), ""},
		"an hour ago": {time.Now().Add(-time.Hour).Unix(), auth.CheckAuthTime},
		"missing":     {nil, auth.CheckAuthTimeMissing},
		"far ahead":   {time.Now().Add(time.Hour).Unix(), auth.CheckAuthTime},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			p.Claims = func(claims map[string]any) { claims["auth_time"] = c.authTime }
			_, err := p.client(t, nil).SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open, Fresh: true})
			if checkOf(err) != c.check || (err == nil) != (c.check == "") {
				t.Fatalf("got %v", err)
			}
		})
	}
}

// RFC 9700 section 4.5: a code of another session is worth nothing here.
func TestAnInjectedCodeIsRefused(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	p.codes["stolen"] = url.Values{"code_challenge": {"other"}, "redirect_uri": {"http://127.0.0.1:1/"}}
	p.Redirect = func(q url.Values) { q.Set("code", "stolen") }
	if _, err := p.signIn(t, nil); !errors.Is(err, auth.ErrProviderRefused) {
		t.Fatalf("got %v", err)
	}
}

// checkOf names the failed check of a security error, or nothing.
func checkOf(err error) string {
	var security *auth.SecurityError
	if errors.As(err, &security) && errors.Is(err, auth.ErrSecurityCheck) {
		return security.Check
	}
	return ""
}
