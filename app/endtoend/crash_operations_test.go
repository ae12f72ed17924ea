//go:build linux && amd64

package endtoend

import (
	"path/filepath"
	"strings"
)

// operation is one thing that a person or a script does, and what may be found
// when it was cut off somewhere.
type operation struct {
	name    string
	args    func(*rig) []string
	virgin  bool       // in a home where nobody ever signed in
	prepare func(*rig) // from a home where nobody is signed in

	states  []string // that `status` may tell after it was cut off, before anything mends it
	moves   bool     // files only change their place: none may be altered, lost or doubled
	drops   bool     // ends tokens at the provider by intent, so a renewal may fail afterwards
	discard bool     // removes a backup by intent
	repeat  []int    // exit codes of the same operation, done again
	settle  func(*rig)

	restores bool // puts back what was there before prepare put it aside
}

func args(words ...string) func(*rig) []string { return func(*rig) []string { return words } }

func signedIn(r *rig) { r.signInHere() }

// operations are what the crash tests go through.
func operations() []operation {
	return []operation{
		{
			name: "first sign-in", args: args("sign-in", "--no-browser"), virgin: true,
			states: []string{"signed_out", "signed_in"}, repeat: []int{0}, settle: oneSession,
		},
		{
			name: "sign-in again", args: args("sign-in", "--no-browser"), prepare: signedIn,
			states: []string{"signed_in"}, repeat: []int{0}, settle: oneSession,
		},
		{
			name: "refresh", args: args("token", "--min-validity", "10h"), prepare: signedIn,
			states: []string{"signed_in"}, repeat: []int{0}, settle: oneSession,
		},
		{
			name: "rights recheck", args: args("rights", "recheck"), prepare: signedIn,
			states: []string{"signed_in"}, repeat: []int{0}, settle: oneSession,
		},
		{
			name: "reset session", args: args("reset", "--yes"), prepare: signedIn,
			states: []string{"signed_in", "signed_out"}, moves: true, repeat: []int{0}, settle: undoAll,
		},
		{
			name: "reset apps", args: args("reset", "--scope", "apps", "--yes"), prepare: signedIn,
			states: []string{"signed_in"}, moves: true, repeat: []int{0}, settle: undoAll,
		},
		{
			name: "reset all", args: args("reset", "--scope", "all", "--yes"), prepare: signedIn,
			states: []string{"signed_in", "signed_out", "sign_in_needed"}, moves: true, drops: true, repeat: []int{0}, settle: undoAll,
		},
		{
			name: "undo", args: func(r *rig) []string { return []string{"undo", r.backup, "--yes"} }, prepare: afterReset,
			states: []string{"signed_in", "signed_out"}, moves: true, restores: true, repeat: []int{0}, settle: backInPlace,
		},
		{
			name: "undo over a new session", args: func(r *rig) []string { return []string{"undo", r.backup, "--yes"} }, prepare: afterResetAndSignIn,
			states: []string{"signed_in", "signed_out"}, moves: true, restores: true, repeat: []int{0}, settle: backInPlaceAndBack,
		},
		{
			name: "sign-out", args: args("sign-out"), prepare: signedIn,
			states: []string{"signed_in", "signed_out", "sign_in_needed"}, drops: true, repeat: []int{0, 3}, settle: nothingStored,
		},
		{
			name: "backups remove", args: func(r *rig) []string { return []string{"backups", "remove", r.backup, "--yes"} }, prepare: afterReset,
			states: []string{"signed_out"}, discard: true, drops: true, repeat: []int{0, 2}, settle: nothingStored,
		},
		{
			name: "move to another key", args: toAnotherKey, prepare: afterResetAndSignIn,
			states: []string{"signed_in"}, repeat: []int{0}, settle: carriedWhole,
		},
		{
			name: "move into memory", args: args("settings", "set", "storage", "memory", "--yes"), prepare: signedIn,
			states: []string{"signed_in", "sign_in_needed"}, drops: true, repeat: []int{0}, settle: nothingSealed,
		},
	}
}

func afterReset(r *rig) {
	r.signInHere()
	r.backup = r.reset()
}

func afterResetAndSignIn(r *rig) {
	afterReset(r)
	r.signInHere()
	r.writeFiles(map[string]string{".labcad/Lab CAD 2026/login_session.dat": "opaque\x00and newer"})
}

// reset puts everything aside and gives the backup.
func (r *rig) reset() string {
	r.t.Helper()
	r.wanted = r.treasure().places
	done := r.must(0, "reset", "--yes", "--scope", "session,app:labcad", "--json").object(r.t)
	return done["backup"].(map[string]any)["id"].(string)
}

func toAnotherKey(r *rig) []string {
	return []string{"settings", "set", "storage", "sealed_file", "--key-file", filepath.Join(r.folder, "another"), "--yes"}
}

// carriedWhole expects the secrets in one place, those that a backup holds too.
func carriedWhole(r *rig) {
	r.t.Helper()
	r.renews()
	folders := map[string]int{}
	for _, path := range r.sealedFiles() {
		folders[filepath.Base(filepath.Dir(path))]++
	}
	if len(folders) != 1 {
		r.t.Errorf("secrets lie in %v", folders)
	}
	r.must(0, "undo", r.backup, "--yes")
	r.renews()
}

// nothingSealed expects that no secret is left on the disk, and a new sign-in that
// leaves none there.
func nothingSealed(r *rig) {
	r.t.Helper()
	r.signInHere()
	if files := r.sealedFiles(); len(files) != 0 {
		r.t.Errorf("secrets are left in the storage: %q", files)
	}
}

// oneSession expects exactly one bundle in the storage: nothing of the attempt
// that was cut off is left.
func oneSession(r *rig) {
	r.t.Helper()
	r.renews()
	if files := r.sealedFiles(); len(files) != 2 {
		r.t.Errorf("the storage holds more than a head and one bundle: %q", files)
	}
}

// undoAll puts every backup back, and expects everything in its place.
func undoAll(r *rig) {
	r.t.Helper()
	for range 4 {
		if r.run("undo", "--yes").code != 0 {
			break
		}
	}
	r.allInPlace()
	if !r.op.drops {
		r.renews()
	}
}

// backInPlace expects what the backup held in its place.
func backInPlace(r *rig) {
	r.t.Helper()
	r.restored("done again")
	r.allInPlace()
	r.renews()
}

// backInPlaceAndBack also puts back what stood in the way: both sessions live.
func backInPlaceAndBack(r *rig) {
	r.t.Helper()
	r.must(0, "token")
	r.must(0, "undo", "--yes") // the newest backup holds what stood in the way
	r.renews()
	r.must(0, "undo", "--yes")
	r.renews()
}

// nothingStored expects that nothing about the person is left, and that a new
// sign-in finds nothing in its way.
func nothingStored(r *rig) {
	r.t.Helper()
	for _, path := range r.sealedFiles() {
		if strings.Contains(path, "-chunk.") { // a head names generations, and holds no secret
			r.t.Errorf("a secret is left in the storage: %s", path)
		}
	}
	r.everyFile(func(path string) {
		if rightsFile.MatchString(path) || storedFile.MatchString(path) {
			r.t.Errorf("left behind: %s", path)
		}
	})
	r.signInHere()
	oneSession(r)
}
