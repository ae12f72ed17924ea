//go:build linux && amd64

package endtoend

import (
	"slices"

	"golang.org/x/sys/unix"
)

// A fault is what happens to a program from one of its points on.
type fault struct {
	name   string
	strike func(point) bool // the points that it begins at, one attempt for each
	meets  func(point) bool // the points that fail once it has begun
	once   bool             // only the first one fails
	errno  unix.Errno       // what the program is told; 0: it is killed
	codes  []string         // the problems that a person may be told
}

// faults are what every operation must survive. Reading works all the while, as
// it does on a full disk and in a folder that has become read-only.
func faults() []fault {
	every := func(point) bool { return true }
	makes := func(p point) bool { return p.makes }
	names := func(p point) bool { return p.names }
	changes := func(p point) bool { return p.call != "send" && p.call != "sync" }
	opens := func(p point) bool { return p.call == "create" }
	flushes := func(p point) bool { return p.call == "sync" }
	denied := []string{"home_refused", "storage_refused", "home_read_only"}
	return []fault{
		{name: "killed", strike: every, meets: every, once: true},
		{name: "disk full", strike: makes, meets: makes, errno: unix.ENOSPC, codes: []string{"disk_full"}},
		{name: "permission lost", strike: names, meets: names, errno: unix.EACCES, codes: denied},
		{name: "read-only", strike: opens, meets: changes, errno: unix.EROFS, codes: denied},
		{name: "flush fails", strike: flushes, meets: flushes, once: true, errno: unix.EIO, codes: []string{"disk_failed"}},
	}
}

// explained expects a failure to name its cause and a next step, and a report to
// say "done" of nothing that was not done. It gives what was told, in a word.
func (r *rig) explained(f fault, when string, got answer) string {
	r.t.Helper()
	switch got.code {
	case -1:
		if f.errno != 0 {
			r.t.Errorf("%s: the program ended by a signal", when)
		}
		return ""
	case 0, 8:
		r.reported(when, got)
		return map[int]string{0: "done, ", 8: "partly done, "}[got.code]
	}
	failure := got.object(r.t)["error"].(map[string]any)
	if !slices.Contains(f.codes, got.problem(r.t)) || len(failure["hints"].([]any)) == 0 {
		r.t.Errorf("%s: told as %v", when, failure)
	}
	return got.problem(r.t) + ", "
}

// reported compares the report of a reset or an undo with what lies on the disk.
func (r *rig) reported(when string, got answer) {
	r.t.Helper()
	now := r.treasure()
	results, _ := got.object(r.t)["results"].([]any)
	for _, one := range results {
		result := one.(map[string]any)
		path, _ := result["path"].(string)
		if hash, known := r.kept.places[path]; known && result["result"] == "done" && !r.op.restores && now.places[path] == hash {
			r.t.Errorf("%s: reported as done, and it lies where it was: %s", when, path)
		}
	}
	if got.code == 0 && r.op.restores {
		r.restored(when)
	}
}

// restored expects the files of the backup where they were before it was made.
func (r *rig) restored(when string) {
	r.t.Helper()
	now := r.treasure()
	for path, hash := range r.wanted {
		if now.places[path] != hash {
			r.t.Errorf("%s: not back as it was: %s", when, path)
		}
	}
}
