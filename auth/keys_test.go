package auth_test

import (
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"latchkey/auth"
)

func published(key *rsa.PrivateKey, kid string) jose.JSONWebKey {
	return jose.JSONWebKey{Key: key.Public(), KeyID: kid, Algorithm: "RS256", Use: "sig"}
}

// rotate replaces the signing key; the one before is published no longer.
func (p *faultProvider) rotate(t testing.TB, kid string) {
	t.Helper()
	key := newECKey(t)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.Key, p.Alg, p.KeyID = key, jose.ES256, kid
}

// The modules of the OpenID conformance suite that are about keys, by their names.
func TestConformanceOfKeys(t *testing.T) {
	t.Parallel()
	twice := func(t *testing.T, r *runs, between func()) {
		t.Helper()
		client := r.start(t)
		for range 2 {
			if err := renew(t, client); err != nil {
				t.Fatal(err)
			}
			between()
		}
	}
	for name, run := range map[string]func(*testing.T, *runs){
		"oidcc-client-test-kid-absent-single-jwks": func(t *testing.T, r *runs) {
			r.KeyID = ""
			twice(t, r, func() {})
			r.wantRequests(t, 1, 1)
		},
		"oidcc-client-test-kid-absent-multiple-jwks": func(t *testing.T, r *runs) {
			other, err := rsa.GenerateKey(rand.Reader, 2048)
			if err != nil {
				t.Fatal(err)
			}
			ec := jose.JSONWebKey{Key: newECKey(t).Public(), KeyID: "c", Algorithm: "ES256", Use: "sig"}
			r.KeyID = ""
			r.Keys = func() []jose.JSONWebKey {
				return []jose.JSONWebKey{ec, published(other, "b"), published(rsaKey(), "a")}
			}
			twice(t, r, func() {})
			r.wantRequests(t, 1, 1)
		},
		"oidcc-client-test-signing-key-rotation": func(t *testing.T, r *runs) {
			twice(t, r, func() { r.rotate(t, "two") })
			r.wantRequests(t, 1, 2)
		},
		"oidcc-client-test-signing-key-rotation-just-before-signing": func(t *testing.T, r *runs) {
			signings := 0
			r.Claims = func(map[string]any) { signings++; r.rotate(t, fmt.Sprint("key-", signings)) }
			twice(t, r, func() {})
			r.wantRequests(t, 1, 2)
		},
		"the same, and every key has the same kid": func(t *testing.T, r *runs) {
			r.Claims = func(map[string]any) { r.rotate(t, "one") }
			twice(t, r, func() {})
			r.wantRequests(t, 1, 2)
		},
		"oidcc-client-test-discovery-jwks-uri-keys": func(t *testing.T, r *runs) {
			r.Override["/jwks"] = answerWith(500, "text/plain", "")
			for _, path := range []string{"/keys-1", "/keys-2"} {
				r.Discovery = func(doc map[string]any) { doc["jwks_uri"] = r.URL + path }
				r.Override[path] = func(w http.ResponseWriter, _ *http.Request) {
					writeJSON(w, 200, map[string]any{"keys": r.publicKeys()})
				}
				if err := renew(t, r.start(t)); err != nil || len(r.seen(path)) != 1 {
					t.Fatalf("%s was asked %d times, %v", path, len(r.seen(path)), err)
				}
				r.rotate(t, path)
				r.now = r.now.Add(time.Hour)
			}
			r.wantRequests(t, 2, 0)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			run(t, newRuns(t))
		})
	}
}

func TestAFloodOfUnknownKeysIsNoFloodOfRequests(t *testing.T) {
	t.Parallel()
	r := newRuns(t)
	r.Keys = func() []jose.JSONWebKey { return []jose.JSONWebKey{published(rsaKey(), "published")} }
	signings := 0
	r.Claims = func(map[string]any) { signings++; r.KeyID = fmt.Sprint("unknown-", signings) }
	client := r.start(t)
	for range 200 {
		if err := renew(t, client); checkOf(err) != auth.CheckSignatureKey {
			t.Fatalf("got %v", err)
		}
	}
	if n := len(r.seen("/jwks")); n > 6 {
		t.Fatalf("keys were read %d times", n)
	}
	r.Claims, r.KeyID = nil, "new"
	r.Keys = nil
	if err := renew(t, client); checkOf(err) != auth.CheckSignatureKey {
		t.Fatalf("read again although held back: %v", err)
	}
	r.now = r.now.Add(10 * time.Second)
	if err := renew(t, client); err != nil {
		t.Fatalf("not read again although there was time: %v", err)
	}
}

func TestManyAtOnceReadTheKeysOnce(t *testing.T) {
	t.Parallel()
	const many = 10
	r := newRuns(t)
	all := make(chan struct{})
	var arrived int
	r.Override["/token"] = func(w http.ResponseWriter, _ *http.Request) {
		r.mu.Lock()
		arrived++
		if arrived == many {
			close(all)
		}
		r.mu.Unlock()
		writeJSON(w, 200, r.tokenAnswer(""))
	}
	r.Override["/jwks"] = func(w http.ResponseWriter, _ *http.Request) {
		<-all
		writeJSON(w, 200, map[string]any{"keys": r.publicKeys()})
	}
	client := r.start(t)
	var askers sync.WaitGroup
	for range many {
		askers.Go(func() {
			if err := renew(t, client); err != nil {
				t.Error(err)
			}
		})
	}
	askers.Wait()
	r.wantRequests(t, 1, 1)
}

func TestKeysBeyondTheirLifetimeVerifyNothing(t *testing.T) {
	t.Parallel()
	r := newRuns(t)
	client := r.start(t)
	signIn := func() error {
		_, err := client.SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open})
		return err
	}
	if err := signIn(); err != nil {
		t.Fatal(err)
	}
	r.Override["/jwks"] = answerWith(503, "text/plain", "")
	r.now = r.now.Add(time.Hour - time.Second)
	if err := signIn(); err != nil {
		t.Fatalf("within the lifetime: %v", err)
	}
	r.now = r.now.Add(time.Second)
	var outage *auth.UnreachableError
	if err := signIn(); !errors.As(err, &outage) || outage.At != auth.AtKeys || outage.Status != 503 {
		t.Fatalf("got %v", err)
	}
}

// Somebody who can write the cache cannot make a key of theirs last: the keys are
// read again when those of the cache do not verify what the provider signed.
func TestSavedKeysThatDoNotVerifyAreReadAgain(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"none": `{"keys":[]}`, "other ids": `{"keys":[{"kty":"oct","kid":"one","k":"AAAA"}]}`, "not a key set": `[]`, "null": `{"keys":null}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRuns(t)
			if err := renew(t, r.start(t)); err != nil {
				t.Fatal(err)
			}
			saved := r.kept.saved[r.URL+"/jwks"]
			saved.Body = []byte(body)
			r.kept.SaveDocument(r.URL+"/jwks", saved)
			if err := renew(t, r.start(t)); err != nil {
				t.Fatal(err)
			}
			r.wantRequests(t, 1, 2)
		})
	}
}

// A cache on the way may hold keys of before a rotation.
func TestKeysFromACacheOnTheWayAreReadPastIt(t *testing.T) {
	t.Parallel()
	r := newRuns(t)
	old := []jose.JSONWebKey{published(rsaKey(), "old")}
	r.rotate(t, "new")
	r.Override["/jwks"] = func(w http.ResponseWriter, q *http.Request) {
		if q.Header.Get("Cache-Control") == "no-cache" {
			writeJSON(w, 200, map[string]any{"keys": r.publicKeys()})
			return
		}
		w.Header().Set("Age", "100")
		writeJSON(w, 200, map[string]any{"keys": old})
	}
	if err := renew(t, r.start(t)); err != nil {
		t.Fatal(err)
	}
	r.wantRequests(t, 1, 2)
}

func TestWhatIsNoKeySetSaysHow(t *testing.T) {
	t.Parallel()
	redirect := func(to string) http.HandlerFunc {
		return func(w http.ResponseWriter, q *http.Request) { http.Redirect(w, q, to, http.StatusFound) }
	}
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		flaw    string // of a MalformedError
		check   string // of a SecurityError
	}{
		"a web page":    {answerWith(200, "text/html", "<html>"), "not_json", ""},
		"not found":     {answerWith(404, "application/json", `{"keys":[]}`), "not_json", ""},
		"a list":        {answerWith(200, "application/json", "[]"), "not_json", ""},
		"no keys":       {answerWith(200, "application/json", "{}"), "not_json", ""},
		"too large":     {answerWith(200, "application/json", `{"keys":[]}`+huge), "too_large", ""},
		"cut short":     {cutShort, "truncated", ""},
		"empty":         {answerWith(200, "application/json", `{"keys":[]}`), "", "keys_empty"},
		"elsewhere":     {redirect("http://127.0.0.2:1/"), "", "keys_redirect"},
		"not modified":  {answerWith(304, "application/json", ""), "", "keys_redirect"},
		"round in here": {redirect("/jwks"), "", "keys_redirect"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRuns(t)
			r.Override["/jwks"] = c.handler
			_, err := r.start(t).SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open})
			var malformed *auth.MalformedError
			if errors.As(err, &malformed) && (malformed.At != auth.AtKeys || malformed.Flaw != c.flaw) || (malformed != nil) != (c.flaw != "") {
				t.Errorf("got %v", err)
			}
			if checkOf(err) != c.check {
				t.Errorf("got %v", err)
			}
			if _, saved := r.kept.saved[r.URL+"/jwks"]; saved != (c.check == "keys_empty") {
				t.Errorf("saved: %v", saved)
			}
		})
	}
}

func cutShort(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "1000")
	_, _ = w.Write([]byte(`{"keys":[`))
}
