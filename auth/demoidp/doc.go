// Package demoidp is a small, honest OpenID provider that lives on a loopback
// address: the product's demo, and the provider that the tests sign in to.
//
// It speaks OpenID Connect discovery, the authorization code flow with PKCE
// (S256 only, RFC 7636), refresh token rotation with reuse detection
// (RFC 9700 4.14.2), the device grant (RFC 8628), revocation (RFC 7009), the
// issuer in the authorization response (RFC 9207), RP-initiated logout, UserInfo
// and an access-rights endpoint with entity tags. It tells the same granted rights
// in four other dialects: claims (RFC 9068), a directory's /Me (SCIM, RFC 7644),
// decisions and a search (AuthZEN Authorization API 1.0) and a list of permissions
// (UMA 2.0). Invitations are accepted on a page of it, and bring their rights at the
// next sign-in. The people in it are invented,
// there are no passwords, and a control page changes what the server says.
// Faults make it misbehave in a named way; without one it keeps to the texts.
//
// A client may push its authorization requests (RFC 9126), ask for resources
// (RFC 8707: the audience of access tokens, narrowed at the token endpoint), and
// prove a key (DPoP with ES256, RFC 9449): a proof binds access tokens, and the
// refresh tokens of a public client; dpop_jkt, or a proof at the push, binds the
// code. Options make pushing or proofs required, ask for nonces, chain PKCE from
// one token request to the next as Trimble Identity does (serial_pkce.go), make the
// client confidential, and sign with ES256. Signing keys can be replaced while it
// runs. Discovery and keys say how long they may be cached; everything else is
// no-store.
//
// Scopes mean something here: "email" and "profile" decide which claims appear
// in the ID token and in UserInfo, "offline_access" alone brings a refresh token,
// "entitlements" adds the names of granted rights to both, as roles, groups and
// entitlements.
//
// It keeps two things simpler than a provider would: its own endpoints take every
// token it made, whatever the audience, and a pushed request is opened with its
// name and the client's alone, where a provider would ignore what is beside them.
// Its decisions tell neither actions nor types of resources apart.
//
// It is not for real people, not for a network, and not a provider to build on:
// everything is in memory, anybody who reaches the port may be anybody, and it
// refuses to listen anywhere but on 127.0.0.1 or [::1].
package demoidp
