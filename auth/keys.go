package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
)

// keyLooks bounds how often one signature is tried: with the keys that were
// kept, with those that somebody else was fetching already, and with those that
// were fetched for it.
const keyLooks = 3

// keySet is the provider's published keys, as far as its ID tokens may be signed
// with them.
type keySet struct {
	shelf      *shelf[publicKeys]
	address    string
	algorithms []jose.SignatureAlgorithm
}

func (c *Client) keySet(meta Metadata) *keySet {
	k := &keySet{shelf: c.keys, address: meta.JWKSURI}
	for _, alg := range acceptedAlgorithms(meta.IDTokenAlgorithms) {
		k.algorithms = append(k.algorithms, jose.SignatureAlgorithm(alg))
	}
	return k
}

func newKeyShelf(c *Client) *shelf[publicKeys] {
	return &shelf[publicKeys]{
		client: c, at: AtKeys, media: "application/jwk-set+json, application/json",
		accept: func(a answer) error {
			if a.status != http.StatusOK {
				return malformed(AtKeys, "not_json", "the answer is not a key set")
			}
			return nil // key sets come under many content types
		},
		parse:  parseKeys,
		budget: &budget{},
	}
}

// KeysAfresh fetches the provider's keys past every cache, and counts those that
// can verify a signature. Errors: as of [Client.DiscoverAfresh] for the document
// that names the address, [*SecurityError] with [CheckKeysEmpty] or keys_redirect,
// [*UnreachableError], [*MalformedError], the context's own.
func (c *Client) KeysAfresh(ctx context.Context) (int, error) {
	found, err := c.discover(ctx)
	if err != nil {
		return 0, err
	}
	keys, err := c.keys.again(ctx, found.meta.JWKSURI)
	switch {
	case err != nil:
		return 0, fmt.Errorf("fetch keys: %w", err)
	case len(keys.value) == 0:
		return 0, insecure(CheckKeysEmpty)
	}
	return len(keys.value), nil
}

// VerifySignature implements [oidc.KeySet]. Keys that do not verify are read
// again: the provider may have replaced them since (OpenID Connect Core 10.1.1).
// A stream of tokens with unknown keys does not become a stream of requests;
// beyond the budget, what the kept keys say is the answer.
//
// Errors: [*SecurityError] with [CheckSignature], [CheckSignatureKey],
// [CheckKeysEmpty] or keys_redirect; [*UnreachableError]; [*MalformedError]; the
// context's own.
func (k *keySet) VerifySignature(ctx context.Context, jwt string) ([]byte, error) {
	token, err := jose.ParseSignedCompact(jwt, k.algorithms)
	if err != nil {
		return nil, insecure(CheckSignature)
	}
	keys, err := k.shelf.get(ctx, k.address)
	if err != nil {
		return nil, err
	}
	for look := 1; ; look++ {
		payload, verdict := keys.value.verify(token)
		if verdict == nil || keys.fresh || look == keyLooks {
			return payload, verdict
		}
		keys, err = k.shelf.again(ctx, k.address)
		if errors.Is(err, errHeldBack) {
			return nil, verdict
		}
		if err != nil {
			return nil, err
		}
	}
}

// recordingKeys keeps the payload and the typed error of one verification;
// go-oidc flattens the error into text.
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

// failure says what a failed verification means.
func (k *recordingKeys) failure() error {
	if k.err != nil {
		return k.err
	}
	return insecure(CheckSignature)
}
