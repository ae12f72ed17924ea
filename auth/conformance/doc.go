// Package conformance holds tests and nothing else: one for every requirement of
// the specifications that package auth follows, and one for every module of the
// OpenID Foundation's client tests that applies to it, under the module's own
// name. docs/conformance.md is written by these tests and says what each of them
// found.
//
// They use auth as a program does, against the demo provider and its faults; what
// goes over the wire is looked at, and altered, on the wire. A requirement that is
// proven elsewhere names the test that proves it, and that test has to be there.
//
// It is not a certification: nothing here talks to the Foundation's own suite.
package conformance
