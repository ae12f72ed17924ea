package auth

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"golang.org/x/oauth2"
)

// RFC 7636 sections 4.1 and 7.1.
func TestVerifiersAreLongRandomAndFresh(t *testing.T) {
	t.Parallel()
	c := testClient(t)
	shape := regexp.MustCompile(`^[A-Za-z0-9\-._~]{43,128}$`)
	seen := make(map[string]bool)
	for range 10_000 {
		transaction, err := c.newTransaction(false)
		if err != nil {
			t.Fatal(err)
		}
		for _, value := range []string{transaction.verifier.Reveal(), transaction.state, transaction.nonce} {
			data, err := base64.RawURLEncoding.DecodeString(value)
			if err != nil || len(data) < 32 || !shape.MatchString(value) || seen[value] {
				t.Fatalf("value %q", value)
			}
			seen[value] = true
		}
	}
}

// RFC 7636 appendix B.
func TestChallengeOfTheRFC(t *testing.T) {
	t.Parallel()
	const verifier, challenge = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
	sum := sha256.Sum256([]byte(verifier))
	if base64.RawURLEncoding.EncodeToString(sum[:]) != challenge {
		t.Fatal("the vector is wrong")
	}
	request, err := testClient(t).request(t.Context(), Metadata{AuthorizationEndpoint: "https://id.example.com/a?x=1"},
		transaction{verifier: NewSecret(verifier)}, BrowserRequest{})
	address := request.address
	if err != nil || !strings.HasPrefix(address, "https://id.example.com/a?x=1&") || strings.Contains(address, verifier) ||
		!strings.Contains(address, "code_challenge="+challenge+"&code_challenge_method=S256") {
		t.Fatalf("address %q", address)
	}
	if oauth2.S256ChallengeFromVerifier(verifier) != challenge {
		t.Fatal("the library's challenge is wrong")
	}
}

func TestWithoutRandomnessNothingStarts(t *testing.T) {
	t.Parallel()
	c := testClient(t)
	c.random = iotest.ErrReader(errors.New("empty"))
	if _, err := c.newTransaction(false); err == nil {
		t.Fatal("a transaction without randomness")
	}
}

// silent never answers.
type silent struct{}

func (silent) RoundTrip(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

// drip answers at once and never ends its body.
type drip struct{}

func (drip) RoundTrip(r *http.Request) (*http.Response, error) {
	body := io.NopCloser(readerFunc(func([]byte) (int, error) {
		<-r.Context().Done()
		return 0, r.Context().Err()
	}))
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: body, Request: r}, nil
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestStepsEndByThemselvesAndSayOutage(t *testing.T) {
	for name, transport := range map[string]http.RoundTripper{"silent": silent{}, "drip": drip{}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, err := NewClient(Provider{Issuer: "https://id.example.com", ClientID: "client"}, Config{HTTP: transport})
				if err != nil {
					t.Fatal(err)
				}
				started := time.Now()
				_, err = c.Discover(context.Background())
				if !errors.Is(err, ErrUnreachable) || errors.Is(err, context.DeadlineExceeded) || time.Since(started) != stepLimit {
					t.Errorf("after %v: %v", time.Since(started), err)
				}
				ctx, cancel := context.WithTimeout(context.Background(), time.Second)
				defer cancel()
				if _, err = c.Discover(ctx); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, ErrUnreachable) {
					t.Errorf("the caller's limit: %v", err)
				}
			})
		})
	}
}

// However often a GET is repeated, all of it takes no longer than one request.
func TestRepeatedGetsHaveOneLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		c, err := NewClient(Provider{Issuer: "https://id.example.com", ClientID: "client"}, Config{HTTP: roundTrip(func(r *http.Request) (*http.Response, error) {
			asked++
			select {
			case <-time.After(stepLimit - time.Second):
				return nil, io.EOF
			case <-r.Context().Done():
				return nil, r.Context().Err()
			}
		})})
		if err != nil {
			t.Fatal(err)
		}
		started := time.Now()
		if _, err = c.Discover(context.Background()); !errors.Is(err, ErrUnreachable) || time.Since(started) > stepLimit || asked != 2 {
			t.Errorf("%d times, after %v: %v", asked, time.Since(started), err)
		}
	})
}

func TestRetryAfterInBothForms(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 13, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"": 0, "7": 7 * time.Second, "-7": 0, "99999999": 24 * time.Hour, "99999999999999999999": 0, "soon": 0,
		"Sun, 22 Nov 2026 13:01:00 GMT": time.Minute, "Sun, 22 Nov 2026 12:00:00 GMT": 0,
	} {
		if got := retryAfter(http.Header{"Retry-After": {value}}, now); got != want {
			t.Errorf("%q: %v, want %v", value, got, want)
		}
	}
}
