package auth

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// badKeys end the caller's patience just when the signature turns out wrong.
type badKeys struct{ giveUp context.CancelFunc }

func (k badKeys) VerifySignature(context.Context, string) ([]byte, error) {
	k.giveUp()
	return nil, insecure(CheckSignature)
}

// unsigned is an ID token that a client of testClient would take, were it signed.
func unsigned(t *testing.T, c *Client) Secret {
	t.Helper()
	payload, err := json.Marshal(map[string]any{
		"iss": c.provider.Issuer, "sub": "mila", "aud": c.provider.ClientID, "iat": c.now().Unix(), "exp": c.now().Unix() + 300,
	})
	if err != nil {
		t.Fatal(err)
	}
	encode := base64.RawURLEncoding.EncodeToString
	return NewSecret(encode([]byte(`{"alg":"RS256"}`)) + "." + encode(payload) + "." + encode([]byte("signature")))
}

// A caller that gives up does not make a wrong signature a missing one.
func TestAWrongSignatureOutlivesTheContext(t *testing.T) {
	t.Parallel()
	c := testClient(t)
	ctx, cancel := context.WithCancel(t.Context())
	d := &discovered{keys: badKeys{cancel}}
	fresh := Tokens{Access: NewSecret("a"), ID: unsigned(t, c)}
	if _, err := c.checkRefreshed(ctx, d, Tokens{}, fresh, Identity{}); !errors.Is(err, ErrSecurityCheck) {
		t.Errorf("got %v", err)
	}
}

// noKeysNow are keys that cannot be had, for one reason or another.
type noKeysNow struct{ err error }

func (k noKeysNow) VerifySignature(context.Context, string) ([]byte, error) { return nil, k.err }

func TestARenewalWithoutKeysDropsTheIDToken(t *testing.T) {
	t.Parallel()
	c := testClient(t)
	for _, err := range []error{&UnreachableError{At: AtKeys}, malformed(AtKeys, "not_json", "a web page"), context.Canceled} {
		fresh := Tokens{Access: NewSecret("a"), Refresh: NewSecret("rotated"), ID: unsigned(t, c)}
		got, failed := c.checkRefreshed(t.Context(), &discovered{keys: noKeysNow{err}}, Tokens{}, fresh, Identity{})
		if failed != nil || !got.Refresh.Equal(fresh.Refresh) || !got.ID.IsZero() {
			t.Errorf("%v: %v", err, failed)
		}
		if _, failed = c.checkRefreshed(t.Context(), &discovered{keys: noKeysNow{err}}, Tokens{}, fresh, Identity{Subject: "piet"}); !errors.Is(failed, ErrSecurityCheck) {
			t.Errorf("another person, %v: %v", err, failed)
		}
	}
}

// A slow UserInfo ends when the browser's patience does, and the sign-in stands.
func TestASlowUserInfoDoesNotFailASignIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, err := NewClient(Provider{Issuer: "https://id.example.com", ClientID: "client", Scopes: []string{"email"}}, Config{HTTP: silent{}})
		if err != nil {
			t.Fatal(err)
		}
		for _, left := range []time.Duration{time.Second, completionLimit} {
			ctx, cancel := context.WithTimeoutCause(t.Context(), left, errOwnLimit)
			v := verifiedToken{claims: idClaims{Subject: "mila"}, all: map[string]any{"email": "mila@example.com"}}
			started := time.Now()
			id, err := c.identify(ctx, Metadata{UserInfoEndpoint: "https://id.example.com/u"}, Tokens{Access: NewSecret("a")}, v)
			if err != nil || id.Email != "mila@example.com" || time.Since(started) != min(left, userInfoLimit) {
				t.Errorf("after %v: %v", time.Since(started), err)
			}
			cancel()
		}
	})
}

// A 401 during a sign-in does not ask for a sign-in.
func TestUserInfoThatRefusesASignIn(t *testing.T) {
	t.Parallel()
	c := clientOn(t, func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: http.StatusUnauthorized, Header: http.Header{}, Body: http.NoBody}, nil
	})
	c.provider.Scopes = []string{"email"}
	_, err := c.identify(t.Context(), Metadata{UserInfoEndpoint: "https://id.example.com/u"}, Tokens{Access: NewSecret("a")}, verifiedToken{})
	if !errors.Is(err, ErrProviderRefused) || errors.Is(err, ErrSignInNeeded) {
		t.Errorf("got %v", err)
	}
}
