package auth_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"latchkey/auth"
)

// fakeTime is a clock that moves only when somebody waits on it.
type fakeTime struct {
	mu    sync.Mutex
	now   time.Time
	waits []time.Duration
}

func (f *fakeTime) Now() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now
}

func (f *fakeTime) After(d time.Duration) <-chan time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now = f.now.Add(d)
	f.waits = append(f.waits, d)
	over := make(chan time.Time, 1)
	over <- f.now
	return over
}

// deviceProvider answers the polls one after the other; the last one repeats.
func deviceProvider(t *testing.T, code map[string]any, polls ...http.HandlerFunc) (*faultProvider, *auth.Client, *fakeTime) {
	t.Helper()
	p := newFaultProvider(t)
	answer := map[string]any{
		"device_code": "device-code-of-the-test", "user_code": "ABCD-EFGH", "verification_uri": p.URL + "/device-page",
		"verification_uri_complete": p.URL + "/device-page?user_code=ABCD-EFGH", "expires_in": 600,
	}
	for name, value := range code {
		answer[name] = value
		if value == nil {
			delete(answer, name)
		}
	}
	p.Override["/device"] = func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, 200, answer) }
	next := 0
	p.Override["/token"] = func(w http.ResponseWriter, r *http.Request) {
		h := polls[min(next, len(polls)-1)]
		next++
		if h == nil {
			h = p.token
		}
		h(w, r)
	}
	clock := &fakeTime{now: time.Now()}
	p.Now = clock.Now
	client := p.client(t, func(_ *auth.Provider, cfg *auth.Config) { cfg.Now, cfg.After = clock.Now, clock.After })
	return p, client, clock
}

func pollError(code string) http.HandlerFunc {
	return answerWith(400, "application/json", `{"error":"`+code+`"}`)
}

func noAnswer(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

// RFC 8628 sections 3.2 to 3.5; nil is the answer with the tokens.
func TestDevicePolling(t *testing.T) {
	t.Parallel()
	s := time.Second
	for _, c := range []struct {
		name     string
		code     map[string]any
		polls    []http.HandlerFunc
		waits    []time.Duration
		sentinel error
	}{
		{"interval defaults to five seconds", nil, []http.HandlerFunc{pollError("authorization_pending"), nil}, []time.Duration{5 * s, 5 * s}, nil},
		{"interval of the server", map[string]any{"interval": 2}, []http.HandlerFunc{nil}, []time.Duration{2 * s}, nil},
		{"interval of nothing", map[string]any{"interval": 0}, []http.HandlerFunc{nil}, []time.Duration{5 * s}, nil},
		{
			"slow_down counts for all later polls", nil,
			[]http.HandlerFunc{pollError("slow_down"), pollError("authorization_pending"), pollError("slow_down"), nil},
			[]time.Duration{5 * s, 10 * s, 10 * s, 15 * s},
			nil,
		},
		{"connection failure backs off", nil, []http.HandlerFunc{noAnswer, noAnswer, nil}, []time.Duration{5 * s, 10 * s, 20 * s}, nil},
		{"broken server backs off", nil, []http.HandlerFunc{answerWith(503, "text/plain", ""), nil}, []time.Duration{5 * s, 10 * s}, nil},
		{"declined", nil, []http.HandlerFunc{pollError("access_denied")}, []time.Duration{5 * s}, auth.ErrDeclined},
		{"expired by the server", nil, []http.HandlerFunc{pollError("expired_token")}, []time.Duration{5 * s}, auth.ErrCodeExpired},
		{
			"expired by the clock",
			map[string]any{"expires_in": 12},
			[]http.HandlerFunc{pollError("authorization_pending")},
			[]time.Duration{5 * s, 5 * s, 5 * s},
			auth.ErrCodeExpired,
		},
		{"other refusal", nil, []http.HandlerFunc{pollError("invalid_client")}, []time.Duration{5 * s}, auth.ErrProviderRefused},
		{"malformed answer", nil, []http.HandlerFunc{answerWith(200, "text/html", "")}, []time.Duration{5 * s}, auth.ErrMalformedAnswer},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p, client, clock := deviceProvider(t, c.code, c.polls...)
			var steps []auth.Progress
			grant, err := client.SignInWithDevice(testContext(t), auth.DeviceRequest{Notify: func(s auth.Progress) { steps = append(steps, s) }})
			if c.sentinel == nil && (err != nil || grant.Identity.Subject != "mila") || c.sentinel != nil && !errors.Is(err, c.sentinel) {
				t.Fatalf("got %v", err)
			}
			if !slices.Equal(clock.waits, c.waits) {
				t.Errorf("waited %v, want %v", clock.waits, c.waits)
			}
			if steps[0].Step != auth.StepCodeReady || steps[0].UserCode != "ABCD-EFGH" || steps[0].VerificationURI != p.URL+"/device-page" || steps[1].Step != auth.StepWaiting {
				t.Errorf("steps %+v", steps)
			}
			if form := p.seen("/device")[0].Form; form.Get("client_id") != clientID || form.Get("scope") != "openid email" {
				t.Errorf("request %v", form)
			}
		})
	}
}

// RFC 8628 section 5: what is shown to a person is checked first.
func TestDeviceCodesThatAreNotShown(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, check string
		code        map[string]any
	}{
		{"javascript", "verification_address", map[string]any{"verification_uri": "javascript:alert(1)"}},
		{"file", "verification_address", map[string]any{"verification_uri": "file:///etc/passwd"}},
		{"plain http", "verification_address", map[string]any{"verification_uri": "http://id.example.com/device"}},
		{"complete one is a file", "verification_address", map[string]any{"verification_uri_complete": "file:///etc/passwd"}},
		{"no address", "", map[string]any{"verification_uri": nil}},
		{"no user code", "", map[string]any{"user_code": nil}},
		{"user code with escapes", "", map[string]any{"user_code": "\x1b[31mABCD"}},
		{"no device code", "", map[string]any{"device_code": nil}},
		{"lifetime is text", "", map[string]any{"expires_in": "soon"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, client, _ := deviceProvider(t, c.code, nil)
			_, err := client.SignInWithDevice(testContext(t), auth.DeviceRequest{Notify: func(s auth.Progress) { t.Errorf("shown: %+v", s) }})
			if err == nil || checkOf(err) != c.check || c.check == "" && !errors.Is(err, auth.ErrMalformedAnswer) {
				t.Fatalf("got %v", err)
			}
		})
	}
}

func TestDeviceSignInWithoutEndpointOrWithoutTime(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	p.Discovery = func(doc map[string]any) { delete(doc, "device_authorization_endpoint") }
	if _, err := p.client(t, nil).SignInWithDevice(testContext(t), auth.DeviceRequest{}); !errors.Is(err, auth.ErrUnsupported) {
		t.Errorf("got %v", err)
	}
	_, client, _ := deviceProvider(t, nil, pollError("authorization_pending"))
	ctx, cancel := context.WithCancel(testContext(t))
	_, err := client.SignInWithDevice(ctx, auth.DeviceRequest{Notify: func(auth.Progress) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
