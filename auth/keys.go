package auth

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
)

const (
	keyFetchBurst = 5
	keyFetchEvery = 10 * time.Second
)

// errKeysHeldBack: the keys were fetched too often. A stream of tokens with
// unknown key ids must not turn into a stream of requests (OpenID Connect Core
// 10.1.1 asks to read the keys again on an unknown id).
var errKeysHeldBack = errors.New("keys were read too often")

// keyTransport carries the key requests of go-oidc, which reads without limits:
// it caps the size, refuses what is no key set, and counts.
type keyTransport struct {
	client *Client
	mu     sync.Mutex
	left   int
	filled time.Time
}

func newKeyTransport(c *Client) *keyTransport {
	return &keyTransport{client: c, left: keyFetchBurst, filled: c.now()}
}

// RoundTrip implements [http.RoundTripper].
func (t *keyTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	if !t.take() {
		return nil, errKeysHeldBack
	}
	resp, err := t.client.gets.Transport.RoundTrip(req)
	if err != nil {
		return nil, noAnswer(req.Context(), req.URL.Host, err)
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode >= 300 && resp.StatusCode < 400 {
		resp.Body = io.NopCloser(bytes.NewReader(nil))
		return resp, nil
	}
	body, err := readBody(resp.Body)
	if err != nil {
		return nil, noAnswer(req.Context(), req.URL.Host, err)
	}
	a := answer{host: req.URL.Host, status: resp.StatusCode, header: resp.Header, body: body}
	if err := a.outage(t.client.now()); err != nil {
		return nil, err
	}
	if !isKeySet(a) {
		return nil, ErrMalformedAnswer
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

func isKeySet(a answer) bool {
	var set struct {
		Keys []json.RawMessage `json:"keys"`
	}
	return a.status == http.StatusOK && json.Unmarshal(a.body, &set) == nil && set.Keys != nil
}

func (t *keyTransport) take() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.client.now()
	if gained := int(now.Sub(t.filled) / keyFetchEvery); gained > 0 {
		t.left = min(keyFetchBurst, t.left+gained)
		t.filled = now
	}
	if t.left == 0 {
		return false
	}
	t.left--
	return true
}

// recordingKeys keeps the payload and the typed error of one verification;
// go-oidc flattens the error into text that quotes the server.
type recordingKeys struct {
	inner   oidc.KeySet
	payload []byte
	err     error
}

// VerifySignature implements [oidc.KeySet].
func (k *recordingKeys) VerifySignature(ctx context.Context, jwt string) ([]byte, error) {
	k.payload, k.err = k.inner.VerifySignature(ctx, jwt)
	return k.payload, k.err
}

// failure says what a failed verification means: no keys is an outage or a
// malformed answer, everything else is a signature that does not hold.
func (k *recordingKeys) failure(ctx context.Context) error {
	var unreachable *UnreachableError
	var security *SecurityError
	switch {
	case k.err == nil:
		return insecure("signature")
	case ctx.Err() != nil && !errors.Is(context.Cause(ctx), errOwnLimit):
		return ctx.Err()
	case errors.As(k.err, &unreachable):
		return unreachable
	case errors.Is(k.err, errRedirect):
		return insecure("redirect")
	case errors.As(k.err, &security):
		return security
	case errors.Is(k.err, ErrMalformedAnswer):
		return malformed("the key set is not one")
	case ctx.Err() != nil || errors.Is(k.err, context.DeadlineExceeded):
		return &UnreachableError{Host: "key set", Cause: "timeout"}
	}
	return insecure("signature")
}
