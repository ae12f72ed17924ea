// Package demoidp is a small, honest OpenID provider that lives on a loopback
// address: the product's demo, and the provider that the tests sign in to.
//
// It speaks OpenID Connect discovery, the authorization code flow with PKCE
// (S256 only, RFC 7636), refresh token rotation with reuse detection
// (RFC 9700 4.14.2), the device grant (RFC 8628), revocation (RFC 7009), the
// issuer in the authorization response (RFC 9207), RP-initiated logout, UserInfo
// and an access-rights endpoint with entity tags. The people in it are invented,
// there are no passwords, and a control page changes what the server says.
// Faults make it misbehave in a named way; without one it keeps to the texts.
//
// Scopes mean something here: "email" and "profile" decide which claims appear
// in the ID token and in UserInfo, "offline_access" alone brings a refresh token,
// "entitlements" adds the names of granted rights to both.
//
// It is not for real people, not for a network, and not a provider to build on:
// everything is in memory, anybody who reaches the port may be anybody, and it
// refuses to listen anywhere but on 127.0.0.1 or [::1].
package demoidp
