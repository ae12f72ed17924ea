//go:build linux && amd64

package endtoend

import "slices"

// afterwards is what must hold after an operation was cut off or failed, and
// after it was done again. It gives the state that was left, in a word.
func (r *rig) afterwards(when string) string {
	r.t.Helper()
	r.checkKept(when)
	left := r.state()
	if !slices.Contains(r.op.states, left) {
		r.t.Errorf("%s: the session is %s", when, left)
	}
	if r.lostRenewal() {
		left = "renewal_interrupted"
		r.signInHere()
	}
	r.again(when)
	r.checkKept("done again after " + when)
	r.op.settle(r)
	if files := r.leftovers(); len(files) > 0 {
		r.t.Errorf("%s: left behind: %q", when, files)
	}
	return left
}

// lostRenewal says whether the operation was cut off between the moment at which
// the provider renewed, and the first durable byte of what it answered: then, and
// only then, a new sign-in is needed, and Latchkey says why.
func (r *rig) lostRenewal() bool {
	r.t.Helper()
	if r.op.drops || !r.rotated() {
		return false
	}
	stored := r.newBundles()
	got := r.run("token", "--min-validity", "10h", "--json")
	if got.code == 0 {
		return false
	}
	if code := got.problem(r.t); got.code != 3 || code != "renewal_interrupted" {
		r.t.Errorf("a renewal was lost: exit %d, %s", got.code, code)
	}
	if len(stored) > 0 {
		r.t.Errorf("renewed tokens were stored and lost: %q", stored)
	}
	return true
}

// again does the operation once more, undisturbed.
func (r *rig) again(when string) {
	r.t.Helper()
	got := r.plainly()
	if !slices.Contains(r.op.repeat, got.code) {
		r.t.Errorf("%s, done again: exit %d\n%s%s", when, got.code, got.out, got.errOut)
	}
}
