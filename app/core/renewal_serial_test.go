package core_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/auth"
	"latchkey/auth/demoidp"
)

// newSerialHome is a watched home whose provider wants serial PKCE.
func newSerialHome(t *testing.T) (*home, *watchedVault) {
	t.Helper()
	h, watched := newWatchedHome(t)
	server, err := demoidp.Start(t.Context(), demoidp.Options{Addr: "127.0.0.1:0", Now: h.clock.Now, SerialPKCE: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	h.server = server
	h.write(filepath.Join(h.Paths().Providers, "demo.toml"), fmt.Sprintf(
		"id = \"demo\"\nname = \"Demo\"\nissuer = %q\nclient_id = %q\npkce = \"serial\"\nscopes = [\"openid\", \"offline_access\"]\n",
		server.Issuer(), server.ClientID()))
	return h, watched
}

func TestTheNextVerifierIsStoredBeforeTheRequestIsSent(t *testing.T) {
	h, watched := newSerialHome(t)
	h.signIn()
	for range 3 {
		h.clock.advance(time.Hour)
		sent := 0
		_, err := h.over(watched.Vault, atToken(func(r *http.Request) (*http.Response, error) {
			sent++
			account := h.recorded()
			bundle, err := watched.Vault.Load(t.Context(), account.ID, account.Generation)
			if err != nil {
				t.Fatal(err)
			}
			stored, err := auth.DecodeTokens(bundle)
			if err != nil {
				t.Fatal(err)
			}
			challenge := sha256.Sum256([]byte(stored.NextVerifier.Reveal()))
			body, err := io.ReadAll(r.Body)
			if err != nil {
				t.Fatal(err)
			}
			r.Body = io.NopCloser(bytes.NewReader(body))
			form, err := url.ParseQuery(string(body))
			if err != nil {
				t.Fatal(err)
			}
			if got := form.Get("code_challenge"); got != base64.RawURLEncoding.EncodeToString(challenge[:]) {
				t.Error("a challenge is announced whose verifier the record does not lead to")
			}
			return http.DefaultTransport.RoundTrip(r)
		})).Token(t.Context(), core.TokenOptions{})
		if err != nil || sent != 1 {
			t.Fatalf("renewal: %v after %d requests", err, sent)
		}
	}
	h.wantAlive()
}

func TestACrashBetweenStoringAndSendingKeepsTheChain(t *testing.T) {
	h, watched := newSerialHome(t)
	h.signIn()
	h.clock.advance(time.Hour)
	h.killDuringRefresh(watched.Vault, false)
	before := h.recorded().Generation
	h.wantAlive()
	if after := h.recorded().Generation; after <= before {
		t.Errorf("generation %d after %d", after, before)
	}
}

func TestACrashBetweenStoringAndCommittingThePreparationKeepsTheChain(t *testing.T) {
	h, watched := newSerialHome(t)
	h.signIn()
	h.clock.advance(time.Hour)
	before := ""
	watched.afterSave = func() { before = h.writeNewer() } // the record is not written, as after a kill
	if _, err := h.Token(t.Context(), core.TokenOptions{}); err == nil || h.requests(demoidp.EndpointTokenRefresh) != 0 {
		t.Fatalf("a request was sent before its record was written: %v", err)
	}
	watched.afterSave = nil
	h.write(h.SessionFile.Path(), before)
	h.wantAlive()
}
