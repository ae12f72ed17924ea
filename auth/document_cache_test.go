package auth_test

import (
	"bytes"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"latchkey/auth"
)

// sharedDocuments outlives a Client, as the files of a program do.
type sharedDocuments struct {
	mu    sync.Mutex
	saved map[string]auth.Document
}

func (s *sharedDocuments) LoadDocument(address string) (auth.Document, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d, ok := s.saved[address]
	return d, ok
}

func (s *sharedDocuments) SaveDocument(address string, d auth.Document) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.saved == nil {
		s.saved = map[string]auth.Document{}
	}
	s.saved[address] = d
}

func (s *sharedDocuments) tamper(change func(*auth.Document)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for address, d := range s.saved {
		change(&d)
		s.saved[address] = d
	}
}

// runs are several runs of a program, one after the other: each has a Client of
// its own, and all have the clock and the documents.
type runs struct {
	*faultProvider
	now  time.Time
	kept sharedDocuments
}

func newRuns(t *testing.T) *runs {
	t.Helper()
	r := &runs{faultProvider: newFaultProvider(t), now: time.Now()}
	r.Now = func() time.Time { return r.now }
	return r
}

// answerWithHeader makes discovery and keys come with a header.
func (r *runs) answerWithHeader(name, value string) {
	r.Override[wellKnown] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set(name, value)
		writeJSON(w, 200, r.discovery())
	}
	r.Override["/jwks"] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set(name, value)
		writeJSON(w, 200, map[string]any{"keys": r.publicKeys()})
	}
}

func (r *runs) start(t *testing.T) *auth.Client {
	t.Helper()
	return r.client(t, func(_ *auth.Provider, cfg *auth.Config) { cfg.Now, cfg.Documents = r.Now, &r.kept })
}

// renew needs the document for the request and the keys for the answer.
func renew(t *testing.T, client *auth.Client) error {
	t.Helper()
	_, err := client.Refresh(testContext(t), auth.Tokens{Refresh: auth.NewSecret(refreshToken)}, auth.Identity{})
	return err
}

func (r *runs) wantRequests(t *testing.T, discovery, keys int) {
	t.Helper()
	if d, k := len(r.seen(wellKnown)), len(r.seen("/jwks")); d != discovery || k != keys {
		t.Fatalf("discovery was asked %d times, want %d; keys %d times, want %d", d, discovery, k, keys)
	}
}

func TestTheNextRunDoesNotAskWhileTheLifetimeLasts(t *testing.T) {
	t.Parallel()
	r := newRuns(t)
	r.answerWithHeader("Cache-Control", "public, max-age=600")
	first := r.start(t)
	if err := renew(t, first); err != nil {
		t.Fatal(err)
	}
	met, _ := first.Discover(testContext(t))
	for _, step := range []struct {
		later    time.Duration
		requests int
	}{{0, 1}, {599 * time.Second, 1}, {time.Second, 2}, {599 * time.Second, 2}} {
		r.now = r.now.Add(step.later)
		client := r.start(t)
		if err := renew(t, client); err != nil {
			t.Fatal(err)
		}
		r.wantRequests(t, step.requests, step.requests)
		meta, err := client.Discover(testContext(t))
		if err != nil || meta.ServerTime.IsZero() || step.requests == 1 && !meta.FetchedAt.Equal(met.FetchedAt) {
			t.Errorf("fetched at %v, server time %v, %v", meta.FetchedAt, meta.ServerTime, err)
		}
	}
}

func TestNoStoreIsKeptForThisRunOnly(t *testing.T) {
	t.Parallel()
	r := newRuns(t)
	if err := renew(t, r.start(t)); err != nil { // before the server began to say so
		t.Fatal(err)
	}
	r.answerWithHeader("Cache-Control", "no-store")
	r.now = r.now.Add(2 * time.Hour)
	client := r.start(t)
	for range 2 {
		if err := renew(t, client); err != nil {
			t.Fatal(err)
		}
	}
	r.wantRequests(t, 2, 2)
	if err := renew(t, r.start(t)); err != nil {
		t.Fatal(err)
	}
	r.wantRequests(t, 3, 3)
	for address, d := range r.kept.saved {
		if len(d.Body) != 0 || !d.ExpiresAt.IsZero() {
			t.Errorf("%s is still saved", address)
		}
	}
}

func TestSavedDocumentsAreCheckedLikeThoseOfTheNetwork(t *testing.T) {
	t.Parallel()
	replace := func(old, replacement string) func(*auth.Document) {
		return func(d *auth.Document) { d.Body = bytes.ReplaceAll(d.Body, []byte(old), []byte(replacement)) }
	}
	for name, tamper := range map[string]func(*auth.Document){
		"other issuer":       replace(`"issuer":"`, `"issuer":"https://evil.example","x":"`),
		"plain http":         replace(`"token_endpoint":"`, `"token_endpoint":"http://192.0.2.1/token","x":"`),
		"foreign endpoint":   replace(`"jwks_uri":"`, `"jwks_uri":"https://evil.example/keys","x":"`),
		"not JSON":           func(d *auth.Document) { d.Body = []byte("<html>") },
		"nothing":            func(d *auth.Document) { *d = auth.Document{} },
		"too large":          func(d *auth.Document) { d.Body = append(d.Body, strings.Repeat(" ", 2<<20)...) },
		"ends in ten years":  func(d *auth.Document) { d.ExpiresAt = d.ExpiresAt.AddDate(10, 0, 0) },
		"from the future":    func(d *auth.Document) { d.FetchedAt = d.FetchedAt.Add(time.Minute) },
		"ended long ago":     func(d *auth.Document) { d.ExpiresAt = time.Unix(0, 0) },
		"ends at no time":    func(d *auth.Document) { d.ExpiresAt = time.Time{} },
		"began at no time":   func(d *auth.Document) { d.FetchedAt = time.Time{} },
		"a list, and a null": func(d *auth.Document) { d.Body = []byte("[null]") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRuns(t)
			if err := renew(t, r.start(t)); err != nil {
				t.Fatal(err)
			}
			r.kept.tamper(tamper)
			client := r.start(t)
			if err := renew(t, client); err != nil {
				t.Fatal(err)
			}
			if n := len(r.seen(wellKnown)); n != 2 {
				t.Errorf("discovery was asked %d times", n)
			}
			if meta, err := client.Discover(testContext(t)); err != nil || meta.Issuer != r.URL || meta.TokenEndpoint != r.URL+"/token" {
				t.Errorf("the document is %+v, %v", meta, err)
			}
		})
	}
}

func TestAClockThatWentBackEndsEveryLifetime(t *testing.T) {
	t.Parallel()
	r := newRuns(t)
	client := r.start(t)
	for back := range 3 {
		if err := renew(t, client); err != nil {
			t.Fatal(err)
		}
		r.wantRequests(t, back+1, back+1)
		r.now = r.now.Add(-time.Second)
		if back == 1 {
			client = r.start(t)
		}
	}
}

func TestDiscoverAfreshPassesEveryCache(t *testing.T) {
	t.Parallel()
	r := newRuns(t)
	client := r.start(t)
	for n := range 3 {
		r.now = r.now.Add(time.Second)
		meta, err := client.DiscoverAfresh(testContext(t))
		if err != nil || !meta.FetchedAt.Equal(r.now) || len(r.seen(wellKnown)) != n+1 {
			t.Fatalf("round %d: fetched at %v, %v", n, meta.FetchedAt, err)
		}
	}
	if past := r.seen(wellKnown)[2].Header.Get("Cache-Control"); past != "no-cache" {
		t.Errorf("caches on the way were told %q", past)
	}
	r.Override[wellKnown] = answerWith(500, "text/plain", "")
	if _, err := client.DiscoverAfresh(testContext(t)); !errors.Is(err, auth.ErrUnreachable) {
		t.Errorf("got %v", err)
	}
	if _, err := client.Discover(testContext(t)); err != nil {
		t.Errorf("what was known is gone: %v", err)
	}
}

func TestForgottenDocumentsAreFetchedByEverybody(t *testing.T) {
	t.Parallel()
	r := newRuns(t)
	r.start(t).Forget()
	if len(r.kept.saved) != 0 {
		t.Error("forgetting nothing left traces")
	}
	client := r.start(t)
	for round, step := range []func(){
		func() {},
		client.Forget,
		func() { client = r.start(t); client.Forget() }, // with nothing in memory yet
	} {
		step()
		for _, c := range []*auth.Client{client, r.start(t)} {
			if err := renew(t, c); err != nil {
				t.Fatal(err)
			}
			r.wantRequests(t, round+1, round+1)
		}
	}
}
