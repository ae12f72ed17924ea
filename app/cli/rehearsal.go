package cli

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"time"

	"latchkey/auth/demoidp"
)

// rehearsal is one cause why somebody cannot work that the demo can be brought
// to, for a help desk to practice on.
type rehearsal struct {
	name  string
	group string // of the list of faults
	// tolerated: signing in works all the same.
	tolerated bool
	// finds is the problem that the doctor and why then name; empty: nothing is
	// wrong that they could find, as with what a careful program puts up with.
	finds string
	fix   string // what mends it, as core names it
	// subject is what why is to be asked about; empty: nothing in particular.
	subject string
	person  string        // who signs in first; empty: mila
	ago     time.Duration // how long ago that was; negative: by clocks that were ahead
	systems []string      // where it can be staged; none: everywhere
	apps    bool          // it is about the pretended apps
	stage   func(context.Context, *demoScene) error
}

// groupComputer is the group of the causes on this computer; the others are faults
// of the provider.
const groupComputer = "computer"

// rehearsals lists every cause, the provider's faults first.
func rehearsals() []rehearsal {
	var all []rehearsal
	for _, fault := range demoidp.Faults() {
		row := rehearsal{name: fault.Name, group: fault.Group, tolerated: fault.Tolerated}
		row.finds, row.fix = findsOfFault(fault.Name)
		all = append(all, row)
	}
	for _, row := range slices.Concat(sessionRehearsals(), storageRehearsals(), personRehearsals(), rightRehearsals(), appRehearsals(), providerRehearsals()) {
		if row.group = groupComputer; len(row.systems) == 0 || slices.Contains(row.systems, runtime.GOOS) {
			all = append(all, row)
		}
	}
	return all
}

func rehearsalNamed(name string) (rehearsal, bool) {
	all := rehearsals()
	i := slices.IndexFunc(all, func(r rehearsal) bool { return r.name == name })
	if i < 0 {
		return rehearsal{}, false
	}
	return all[i], true
}

// chosenRehearsals are those with these names, which were checked before.
func chosenRehearsals(names []string) []rehearsal {
	var chosen []rehearsal
	for _, name := range names {
		if row, ok := rehearsalNamed(name); ok {
			chosen = append(chosen, row)
		}
	}
	return chosen
}

// showsAtSignIn says whether a fault of the provider makes a sign-in fail; the
// others show later, to somebody who is signed in.
func (r rehearsal) showsAtSignIn() bool {
	return !r.tolerated && r.group != groupComputer && !slices.Contains([]string{"userinfo", "rights", "renewal", "sign_out"}, r.group)
}

// excludeEachOther says whether causes cannot be staged together: each of those on
// this computer is about one person, or about nobody, who is signed in, and a
// fault that makes the sign-in fail leaves nobody.
func excludeEachOther(causes []rehearsal) bool {
	persons := map[string]bool{}
	for _, cause := range causes {
		switch {
		case cause.showsAtSignIn():
			persons[nobody] = true
		case cause.group == groupComputer:
			persons[cmp.Or(cause.person, tourPerson)] = true
		}
	}
	return len(persons) > 1
}

// onUnix are the systems with the rights of files and programs that some need.
var onUnix = []string{"linux", "darwin"}
