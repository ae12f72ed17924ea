package demoidp_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"latchkey/auth/demoidp"
)

// faultCheck tells whether a fault is seen.
type faultCheck = func(*testing.T, *party) bool

// faultChecks say for each fault how to see that it does what its name says. Each
// check runs with the fault on, and must hold no longer once it is off. They look
// with plain HTTP and with other people's clients, never with package auth.
func faultChecks() map[string]faultCheck {
	checks := map[string]faultCheck{}
	for _, some := range []map[string]faultCheck{
		discoveryFaults(), redirectFaults(), parFaults(), tokenFaults(), tokenAnswerFaults(), idTokenFaults(), signatureFaults(), keyFaults(),
		userInfoFaults(), rightsFaults(), rightsAnswerFaults(), rightsTimeFaults(), otherSourcesFaults(), renewalFaults(), deviceFaults(), dpopFaults(), signOutFaults(),
	} {
		maps.Copy(checks, some)
	}
	return checks
}

func TestEveryFaultDoesWhatItSaysAndNothingWhenOff(t *testing.T) {
	checks := faultChecks()
	shared := newParty(t)
	for _, fault := range demoidp.Faults() {
		t.Run(fault.Name, func(t *testing.T) {
			check, ok := checks[fault.Name]
			if !ok {
				t.Fatal("the fault has no check")
			}
			p := *shared
			p.t = t
			p.control.Reset()
			if err := p.control.Fault(fault.Name, true); err != nil {
				t.Fatal(err)
			}
			if !check(t, &p) {
				t.Error("switched on, it is not seen")
			}
			p.control.Reset()
			if check(t, &p) {
				t.Error("after a reset it is still seen")
			}
		})
	}
	for name := range checks {
		if !slices.ContainsFunc(demoidp.Faults(), func(f demoidp.FaultInfo) bool { return f.Name == name }) {
			t.Errorf("a check for %q, which is no fault", name)
		}
	}
}

func TestFaultsAreNamedAndExplained(t *testing.T) {
	groups := []string{"discovery", "authorization", "par", "token", "id_token", "keys", "userinfo", "rights", "renewal", "device", "dpop", "sign_out"}
	name := regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	names, docs, met := map[string]bool{}, map[string]bool{}, []string{}
	for _, f := range demoidp.Faults() {
		if names[f.Name] || docs[f.Doc] {
			t.Errorf("%s: the name or the sentence stands there twice", f.Name)
		}
		names[f.Name], docs[f.Doc] = true, true
		if !name.MatchString(f.Name) {
			t.Errorf("%q is not snake case", f.Name)
		}
		if len(f.Doc) < 20 || len(f.Doc) > 120 || !strings.HasSuffix(f.Doc, ".") || strings.Count(f.Doc, ". ") > 0 {
			t.Errorf("%s: %q is not one sentence", f.Name, f.Doc)
		}
		if !slices.Contains(met, f.Group) {
			met = append(met, f.Group)
		}
	}
	if !slices.Equal(met, groups) {
		t.Errorf("groups are %v, want %v", met, groups)
	}
	t.Logf("%d faults", len(names))
	if len(names) < 90 {
		t.Errorf("%d faults, want at least 90", len(names))
	}
}

// What a careful client puts up with is a promise to it, and not to grow unseen.
func TestToleratedFaultsLetASignInComplete(t *testing.T) {
	shared := newParty(t)
	for _, fault := range demoidp.Faults() {
		if !fault.Tolerated || fault.Group == "dpop" {
			continue
		}
		t.Run(fault.Name, func(t *testing.T) {
			p := *shared
			p.t = t
			p.control.Reset()
			if err := p.control.Fault(fault.Name, true); err != nil {
				t.Fatal(err)
			}
			if err := verifyError(t, &p); err != nil {
				t.Errorf("the ID token is not good: %v", err)
			}
		})
	}
}
