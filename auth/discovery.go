package auth

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/coreos/go-oidc/v3/oidc"
)

// discovered is a document together with the keys that it points to.
type discovered struct {
	meta Metadata
	keys oidc.KeySet
}

// Discover fetches and checks the provider's document, or returns the one that
// it has, from this run or an earlier one, while the server's caching rules allow
// it: at least five minutes, at most a day, an hour when they say nothing. Errors:
// [ErrUnreachable], [ErrMalformedAnswer], [ErrProviderRefused] (4xx), and
// [*SecurityError] with one of the checks for discovery.
func (c *Client) Discover(ctx context.Context) (Metadata, error) {
	d, err := c.discover(ctx)
	if err != nil {
		return Metadata{}, err
	}
	return d.meta, nil
}

// DiscoverAfresh is [Client.Discover] past every cache; what it finds is kept
// like any other.
func (c *Client) DiscoverAfresh(ctx context.Context) (Metadata, error) {
	found, err := c.documents.again(ctx, discoveryAddress(c.provider.Issuer))
	if err != nil {
		return Metadata{}, fmt.Errorf("discover provider: %w", err)
	}
	return metadataOf(found), nil
}

// Forget drops the provider's document and its keys, in memory and beyond: the
// next request finds a provider that has moved. It is for answers that say that
// an endpoint is no longer there.
func (c *Client) Forget() {
	address := discoveryAddress(c.provider.Issuer)
	if known := c.documents.kept(address); known != nil {
		c.keys.forget(known.value.JWKSURI)
	}
	c.documents.forget(address)
}

func (c *Client) discover(ctx context.Context) (*discovered, error) {
	found, err := c.documents.get(ctx, discoveryAddress(c.provider.Issuer))
	if err != nil {
		return nil, fmt.Errorf("discover provider: %w", err)
	}
	meta := metadataOf(found)
	return &discovered{meta: meta, keys: c.keySet(meta)}, nil
}

func newDocumentShelf(c *Client) *shelf[Metadata] {
	return &shelf[Metadata]{
		client: c, at: AtDiscovery, media: "application/json",
		accept: func(a answer) error {
			if a.status != http.StatusOK {
				return &ProviderResponseError{At: AtDiscovery, Status: a.status}
			}
			if !a.isJSON() {
				return malformed(AtDiscovery, "not_json", "the content type is not JSON")
			}
			return nil
		},
		parse: func(body []byte) (Metadata, error) { return parseMetadata(body, c.provider) },
	}
}

func metadataOf(found shelved[Metadata]) Metadata {
	meta := found.value
	meta.FetchedAt, meta.ServerTime = found.FetchedAt, found.ServerTime
	return meta
}

// DiscoveryAddress is where the provider's document lies.
func (p Provider) DiscoveryAddress() string { return discoveryAddress(p.Issuer) }

// IsOwn says whether a host is of the provider's own site, or one that its
// description lists (EndpointHosts).
func (p Provider) IsOwn(host string) bool { return p.trusts(host) }

// discoveryAddress appends to the issuer as OpenID Connect Discovery 4.1 says:
// a path of the issuer stays in front, one terminating slash is removed.
func discoveryAddress(issuer string) string {
	return strings.TrimSuffix(issuer, "/") + "/.well-known/openid-configuration"
}
