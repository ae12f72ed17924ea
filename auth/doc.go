// Package auth speaks OAuth 2.0 and OpenID Connect as a native application:
// it signs a person in, keeps the sign-in alive, and ends it again.
//
// What it follows: the authorization code flow through the system browser and a
// loopback redirect (RFC 8252, OpenID Connect Core 3.1) with PKCE S256
// (RFC 7636), state, nonce and the issuer parameter (RFC 9207); pushed
// authorization requests (RFC 9126); resource indicators (RFC 8707); the device
// grant (RFC 8628); renewal (RFC 6749 section 6, OpenID Connect Core 12), with
// serial PKCE where a provider wants it; tokens that are bound to a key (DPoP,
// RFC 9449); revocation (RFC 7009); RP-initiated logout; discovery (OpenID
// Connect Discovery 4), bearer requests (RFC 6750 section 2.1) and the permissions
// of UMA 2.0. The choices that these leave open are made as RFC 9700 advises.
//
// Every answer of a server is bounded in size and in time, checked before it is
// believed, and never repeated raw in an error.
//
// A POST holds a code or a token, so it is sent once and follows no redirect; the
// one exception is a server that asks for its nonce in the proof of a key, which
// it does before it looks at anything else (RFC 9449 section 8). A GET follows
// redirects within the origin. It is sent up to three times, within the time of
// one, where what came back says nothing about it: no connection, a broken one,
// or 502, 503 and 504 without Retry-After. So is a POST that only asks
// ([Client.PostResource], [Client.Permissions]), which follows no redirect either.
//
// A request has fifteen seconds, and one more for every 256 KiB that arrive. An
// answer tells what dates it ([ResourceAnswer]): this package says how old it is,
// and leaves to the caller whether that is fresh.
//
// Discovery documents and keys are kept as long as their caching headers allow
// (RFC 9111), at least five minutes and at most a day, in memory and, through
// [DocumentCache], between runs. Keys that do not verify a signature are fetched
// again, but not in a flood; who asks at the same time shares one request.
//
// Checks of time have five minutes of leeway. The Date headers of the provider
// show a clock of this computer that is off by more: a sign-in then ends with
// [CheckClockSkew] where that clock is all that is wrong, a renewal and the
// proofs of a key go by the provider's clock.
//
// What it is not for: it knows no file, no keyring, no window and no policy. It
// decides neither where tokens are kept nor what a failure should be called in
// front of a person; the errors in errors.go are typed so that the caller can.
// It treats access tokens as opaque (RFC 9068 section 6) and offers no implicit
// flow, no password grant and no embedded web view.
package auth
