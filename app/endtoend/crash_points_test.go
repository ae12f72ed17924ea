//go:build linux && amd64

package endtoend

import "testing"

// Proof: the state machine of docs/session-file.md. Every write, flush, rename,
// delete and request of every operation is a point. At each of them, one attempt
// each: the program is killed; from it on the disk is full, or the permission is
// lost, or the file system is read-only; the flush fails. Whatever the point,
// after the restart the session is the one from before or the one from after, the
// newest tokens are here, every file is in its place or in exactly one backup, the
// operation can be done again, and nothing of the attempt is left behind.
func TestNothingIsLostAtAnyPointOfAnyOperation(t *testing.T) {
	canTrace(t)
	count := newTally(t)
	for _, op := range operations() {
		for _, f := range faults() {
			t.Run(op.name+"/"+f.name, func(t *testing.T) {
				t.Parallel()
				r := newRig(t, op)
				for n := 1; r.struckAt(f, n); n++ {
				}
				count.add(op.name, f.name, r.attempts, r.ends)
			})
		}
	}
}

// struckAt lets the fault begin at its n-th point, and says whether there is one.
func (r *rig) struckAt(f fault, n int) bool {
	r.t.Helper()
	r.begin()
	begun, at := 0, ""
	got, seen := r.attempt(func(p point) verdict {
		begins := f.strike(p)
		if begins {
			if begun++; begun == n {
				at = p.String()
			}
		}
		if begun < n || !f.meets(p) || f.once && (begun > n || !begins) {
			return verdict{}
		}
		return verdict{kill: f.errno == 0, fail: f.errno}
	})
	if begun < n {
		r.undisturbed(got, n, len(seen))
		return false
	}
	r.attempts++
	when := f.name + " at " + at
	told := r.explained(f, when, got)
	left := r.afterwards(when)
	if r.t.Failed() {
		r.t.Fatalf("%s: exit %d\n%s%s", when, got.code, got.out, got.errOut)
	}
	r.ends[told+left]++
	return true
}

// undisturbed is the last attempt, which went by all points.
func (r *rig) undisturbed(got answer, n, points int) {
	r.t.Helper()
	if got.code != 0 || n == 1 || points == 0 {
		r.t.Fatalf("undisturbed: exit %d after %d points, %d of them for this fault\n%s%s", got.code, points, n-1, got.out, got.errOut)
	}
	r.t.Logf("%d points, %d attempts: %v", points, r.attempts, r.ends)
}
