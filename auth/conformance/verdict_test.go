package conformance_test

import (
	"errors"
	"testing"

	"latchkey/auth"
)

// checkOf names the failed check of a security error, or nothing.
func checkOf(err error) string {
	var security *auth.SecurityError
	if errors.As(err, &security) && errors.Is(err, auth.ErrSecurityCheck) {
		return security.Check
	}
	return ""
}

func wantCheck(t *testing.T, err error, check string) {
	t.Helper()
	if checkOf(err) != check {
		t.Errorf("got %v, want the check %s to fail", err, check)
	}
}

func wantError(t *testing.T, err, sentinel error) {
	t.Helper()
	if !errors.Is(err, sentinel) {
		t.Errorf("got %v, want %v", err, sentinel)
	}
}

// wantNoTokens: a renewal that failed gives nothing.
func wantNoTokens(t *testing.T, tokens auth.Tokens, err error) {
	t.Helper()
	if err == nil || !tokens.Access.IsZero() || !tokens.Refresh.IsZero() {
		t.Errorf("tokens came with %v", err)
	}
}

// failing is a fault and the check that it fails.
type failing struct{ fault, check string }

// refuses is a test: a sign-in fails the check, and nothing of it comes out.
func refuses(world option, cases ...failing) func(*testing.T) {
	return func(t *testing.T) {
		for _, c := range cases {
			p := newParty(t, world, faulty(c.fault))
			grant, err := p.signIn()
			if checkOf(err) != c.check || !grant.Tokens.Access.IsZero() || grant.Identity.Subject != "" {
				t.Errorf("%s: got %v, want the check %s to fail", c.fault, err, c.check)
			}
		}
	}
}

// accepts is a test: a sign-in completes through the faults.
func accepts(world option, faults ...string) func(*testing.T) {
	return func(t *testing.T) {
		for _, name := range faults {
			p := newParty(t, world, faulty(name))
			if grant, err := p.signIn(); err != nil || grant.Identity.Subject == "" {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// ordinary changes nothing.
func ordinary(*setup) {}

// both is two tests in one.
func both(tests ...func(*testing.T)) func(*testing.T) {
	return func(t *testing.T) {
		for _, test := range tests {
			test(t)
		}
	}
}

// fails runs a sign-in and gives its error; one that succeeds is a failure.
func (p *party) fails(change ...func(*auth.BrowserRequest)) error {
	p.t.Helper()
	_, err := p.signIn(change...)
	if err == nil {
		p.t.Fatal("the sign-in succeeded")
	}
	return err
}
