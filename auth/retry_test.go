package auth_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"testing"
	"time"

	"latchkey/auth"
)

func gateway(status int, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if len(header) == 2 {
			w.Header().Set(header[0], header[1])
		}
		w.WriteHeader(status)
	}
}

// What says nothing about a GET is asked three times; everything else once.
func TestWhichGetsAreRepeated(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		handler http.HandlerFunc
		want    int
	}{
		{"no answer", noAnswer, 3},
		{"bad gateway", gateway(502), 3},
		{"unavailable", gateway(503), 3},
		{"gateway time-out", gateway(504), 3},
		{"unavailable, and when it is not", gateway(503, "Retry-After", "1"), 1},
		{"broken", gateway(500), 1},
		{"too many requests", gateway(429), 1},
		{"not found", gateway(404), 1},
		{"unauthorized", gateway(401), 1},
		{"too large", answerWith(200, "application/json", huge), 1},
		{"cut short", cutShort, 1},
		{"fine", gateway(200), 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p, clock := newFaultProvider(t), &fakeTime{now: time.Now()}
			p.Override["/rights"] = c.handler
			client := p.client(t, func(_ *auth.Provider, cfg *auth.Config) { cfg.Now, cfg.After = clock.Now, clock.After })
			answer, err := client.GetResource(testContext(t), auth.Tokens{Access: auth.NewSecret("a")}, auth.ResourceRequest{URL: p.URL + "/rights"})
			if n := len(p.seen("/rights")); n != c.want || len(clock.waits) != n-1 {
				t.Errorf("asked %d times, waited %v: %d, %v", n, clock.waits, answer.Status, err)
			}
			for i, wait := range clock.waits {
				if pause := 200 * time.Millisecond << i; wait < pause/2 || wait > pause {
					t.Errorf("waited %v before the next of %d", wait, i+1)
				}
			}
		})
	}
}

func TestARepeatedGetMaySucceed(t *testing.T) {
	t.Parallel()
	for name, handler := range map[string]http.HandlerFunc{"no answer": noAnswer, "unavailable": gateway(503)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, clock := newFaultProvider(t), &fakeTime{now: time.Now()}
			for _, path := range []string{"/.well-known/openid-configuration", "/jwks", "/userinfo"} {
				p.Override[path] = func(w http.ResponseWriter, r *http.Request) {
					if len(p.seen(path)) < 3 {
						handler(w, r)
						return
					}
					p.respond(w, r)
				}
			}
			client := p.client(t, func(_ *auth.Provider, cfg *auth.Config) { cfg.Now, cfg.After = clock.Now, clock.After })
			grant, err := client.SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open})
			if err != nil || grant.Identity.Name != "Mila Info" {
				t.Errorf("got %q, %v", grant.Identity.Name, err)
			}
		})
	}
}

// RFC 9700 section 4.14.2: a code, a refresh token and a device code are sent once.
func TestNoPostIsRepeated(t *testing.T) {
	t.Parallel()
	for name, handler := range map[string]http.HandlerFunc{
		"no answer": noAnswer, "bad gateway": gateway(502), "unavailable": gateway(503), "gateway time-out": gateway(504),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			for _, path := range []string{"/token", "/device", "/revoke"} {
				p.Override[path] = handler
			}
			old := auth.Tokens{Refresh: auth.NewSecret("r"), Access: auth.NewSecret("a")}
			client := p.client(t, nil)
			_, code := client.SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open})
			_, renewal := client.Refresh(testContext(t), old, auth.Identity{})
			_, device := client.SignInWithDevice(testContext(t), auth.DeviceRequest{})
			for _, err := range []error{code, renewal, device} {
				if !errors.Is(err, auth.ErrUnreachable) {
					t.Errorf("got %v", err)
				}
			}
			if outcome := client.Revoke(testContext(t), old); outcome != auth.RevocationUnreachable {
				t.Errorf("revocation %s", outcome)
			}
			if tokens, devices, revoked := len(p.seen("/token")), len(p.seen("/device")), len(p.seen("/revoke")); tokens != 2 || devices != 1 || revoked != 1 {
				t.Errorf("sent %d, %d and %d times", tokens, devices, revoked)
			}
		})
	}
}

func TestARefusedConnectionIsTriedAgain(t *testing.T) {
	t.Parallel()
	listener, err := new(net.ListenConfig).Listen(testContext(t), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := "http://" + listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	clock := &fakeTime{now: time.Now()}
	client, err := auth.NewClient(auth.Provider{Issuer: nobody, ClientID: "a"}, auth.Config{Now: clock.Now, After: clock.After})
	if err != nil {
		t.Fatal(err)
	}
	var outage *auth.UnreachableError
	if _, err = client.Discover(testContext(t)); !errors.As(err, &outage) || outage.Cause != "refused" || len(clock.waits) != 2 {
		t.Errorf("waited %v, got %v", clock.waits, err)
	}
}

// Whoever gives up does not wait for the next attempt.
func TestThePauseEndsWithTheContext(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	p.Override["/rights"] = gateway(503)
	ctx, cancel := context.WithCancel(testContext(t))
	client := p.client(t, func(_ *auth.Provider, cfg *auth.Config) {
		cfg.After = func(time.Duration) <-chan time.Time { cancel(); return nil }
	})
	answer, err := client.GetResource(ctx, auth.Tokens{Access: auth.NewSecret("a")}, auth.ResourceRequest{URL: p.URL + "/rights"})
	if n := len(p.seen("/rights")); n != 1 || err != nil || answer.Status != 503 {
		t.Errorf("asked %d times: %d, %v", n, answer.Status, err)
	}
}
