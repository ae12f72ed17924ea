// Package auth speaks OAuth 2.0 and OpenID Connect as a native application:
// it signs a person in, keeps the sign-in alive, and ends it again.
//
// What it follows: the authorization code flow through the system browser and a
// loopback redirect (RFC 8252, OpenID Connect Core 3.1) with PKCE S256
// (RFC 7636), state, nonce and the issuer parameter (RFC 9207); the device
// grant (RFC 8628); renewal (RFC 6749 section 6, OpenID Connect Core 12);
// revocation (RFC 7009); RP-initiated logout; discovery (OpenID Connect
// Discovery 4) and bearer requests (RFC 6750 section 2.1). The choices that
// these leave open are made as RFC 9700 advises.
//
// Every answer of a server is bounded in size and in time, checked before it is
// believed, and never repeated raw in an error. Requests that carry a code or a
// token are sent once and never follow a redirect.
//
// What it is not for: it knows no file, no keyring, no window and no policy. It
// decides neither where tokens are kept nor what a failure should be called in
// front of a person; the errors in errors.go are typed so that the caller can.
// It treats access tokens as opaque (RFC 9068 section 6) and offers no implicit
// flow, no password grant and no embedded web view.
package auth
