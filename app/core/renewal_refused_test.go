package core_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/auth"
	"latchkey/auth/demoidp"
	"latchkey/session"
)

// atToken stands between Latchkey and the token endpoint.
type atToken func(r *http.Request) (*http.Response, error)

func (f atToken) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/token") {
		return f(r)
	}
	return http.DefaultTransport.RoundTrip(r)
}

// over starts Latchkey once more in the home, with another way to the provider.
func (h *home) over(store core.Vault, way http.RoundTripper) *core.Core {
	h.t.Helper()
	parts := h.with(store).Deps
	parts.HTTP = way
	return core.New(parts)
}

func invalidGrant(r *http.Request) *http.Response {
	return &http.Response{
		StatusCode: http.StatusBadRequest, Request: r, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(`{"error":"invalid_grant"}`)),
	}
}

// recorded is the one account in the session file.
func (h *home) recorded() session.Account {
	h.t.Helper()
	record, err := h.SessionFile.Read()
	if err != nil || len(record.Accounts) != 1 {
		h.t.Fatalf("session file: %+v, %v", record.Accounts, err)
	}
	return record.Accounts[0]
}

// renewBehindTheBack sends a refresh as somebody without the lock does, and
// stores the answer under a new generation.
func (h *home) renewBehindTheBack(store core.Vault, r *http.Request, life time.Duration) {
	h.t.Helper()
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	var got struct {
		Access  string `json:"access_token"`
		Refresh string `json:"refresh_token"`
		ID      string `json:"id_token"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&got); err != nil || got.Refresh == "" {
		h.t.Fatalf("no refresh token: %v", err)
	}
	tokens := auth.Tokens{
		Access: auth.NewSecret(got.Access), Refresh: auth.NewSecret(got.Refresh), ID: auth.NewSecret(got.ID),
		Type: "Bearer", ExpiresAt: h.clock.Now().Add(life),
	}
	if _, err := store.Save(h.t.Context(), h.recorded().ID, tokens.Encode()); err != nil {
		h.t.Fatal(err)
	}
}

func TestARefusedRefreshTokenIsBelievedOnlyWhenNoOtherIsStored(t *testing.T) {
	cases := map[string]struct {
		life     time.Duration // of the token that another has stored meanwhile; 0: none has
		requests int
		problem  string
	}{
		"another has a good token":     {5 * time.Minute, 1, ""},
		"another's token ended":        {-time.Minute, 2, ""},
		"it is the one that is stored": {0, 0, "sign_in_needed"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			h, watched := newWatchedHome(t)
			h.signIn()
			h.clock.advance(time.Hour)
			sent := 0
			late := h.over(watched.Vault, atToken(func(r *http.Request) (*http.Response, error) {
				if sent++; sent > 1 {
					return http.DefaultTransport.RoundTrip(r)
				}
				if c.life != 0 {
					h.renewBehindTheBack(watched.Vault, r, c.life)
				}
				return invalidGrant(r), nil
			}))
			_, err := late.Token(t.Context(), core.TokenOptions{})
			if (err == nil) != (c.problem == "") || err != nil && !errors.Is(err, core.ErrSignInNeeded) {
				t.Errorf("token: %v", err)
			}
			if got := h.recorded(); got.Problem != c.problem || !got.RenewingSince.IsZero() {
				t.Errorf("account: %+v", got)
			}
			if n := h.requests(demoidp.EndpointTokenRefresh); n != c.requests {
				t.Errorf("the provider saw %d refresh requests, want %d", n, c.requests)
			}
			if c.problem == "" {
				h.wantAlive()
			}
		})
	}
}
