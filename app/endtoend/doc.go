// Package endtoend holds tests only: the programs as people run them, against
// parts that nobody here wrote: a browser, a keyring daemon, the npm package
// oidc-provider, a display. Everything that can be proven closer to the code is
// proven there.
//
// The programs come from LATCHKEY_BIN and LATCHKEY_DESKTOP_BIN, or are built by
// the tests. A part that is missing skips its tests with the reason; with
// LATCHKEY_REQUIRE_PARTS=1, as `make test` sets it, it fails them.
package endtoend
