//go:build linux && amd64

package endtoend

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// treasure is the content of the files that no reset may lose: the session file,
// the cached rights, the apps' files, and what lies in backups.
type treasure struct {
	places map[string]string   // by path: the hash of the content
	found  map[string][]string // by hash: where
}

var (
	rightsFile = regexp.MustCompile(`/cache/rights/[0-9a-f]{64}\.json$`)
	storedFile = regexp.MustCompile(`/state/backups/[^/]+/[0-9]{4}$`)
)

func (r *rig) isTreasure(path string) bool {
	return strings.HasPrefix(path, filepath.Join(r.folder, ".labcad")+"/") || path == r.sessionFile() ||
		rightsFile.MatchString(path) || storedFile.MatchString(path)
}

func (r *rig) sessionFile() string { return filepath.Join(r.home, "state", "login_session.json") }

// treasure looks for it in the whole home.
func (r *rig) treasure() treasure {
	r.t.Helper()
	found := treasure{places: map[string]string{}, found: map[string][]string{}}
	r.everyFile(func(path string) {
		if !r.isTreasure(path) {
			return
		}
		content, err := os.ReadFile(path)
		if err != nil {
			r.t.Fatal(err)
		}
		sum := sha256.Sum256(content)
		hash := hex.EncodeToString(sum[:])
		found.places[path] = hash
		found.found[hash] = append(found.found[hash], path)
	})
	return found
}

func (r *rig) everyFile(visit func(path string)) {
	r.t.Helper()
	err := filepath.WalkDir(r.folder, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			visit(path)
		}
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
}

// checkKept expects every file that only changes its place in exactly one place.
func (r *rig) checkKept(when string) {
	r.t.Helper()
	now := r.treasure()
	for path, hash := range r.kept.places {
		isApp := strings.Contains(path, "/.labcad/")
		switch where := now.found[hash]; {
		case r.changes(path), !r.op.moves && !isApp, r.op.discard && storedFile.MatchString(path):
		case len(where) != 1:
			r.t.Errorf("%s: what was %s is in %d places: %q", when, path, len(where), where)
		case !r.op.moves && where[0] != path:
			r.t.Errorf("%s: %s is now %s", when, path, where[0])
		}
	}
}

// allInPlace expects the person's files where they belong, none in a backup.
func (r *rig) allInPlace() {
	r.t.Helper()
	now := r.treasure()
	for hash, paths := range now.found {
		if len(paths) != 1 || storedFile.MatchString(paths[0]) {
			r.t.Errorf("not back in its place: %q (%s)", paths, hash[:8])
		}
	}
	for path, hash := range r.kept.places {
		if where := now.found[hash]; !r.changes(path) && len(where) != 1 {
			r.t.Errorf("what was %s is in %q", path, where)
		}
	}
}

// changes says that the content of a file is written anew by intent: a renewal and
// the end of the tokens are noted in the session file.
func (r *rig) changes(path string) bool {
	return (r.op.drops || !r.op.moves) && path == r.sessionFile()
}

// sealedFiles are the files with secrets. What a probe that was cut off has left
// is none: it holds no secret, and the next probe in its slot removes it.
func (r *rig) sealedFiles() []string {
	r.t.Helper()
	files, err := filepath.Glob(filepath.Join(r.home, "state", "sealed*", "*.sealed"))
	if err != nil {
		r.t.Fatal(err)
	}
	return slices.DeleteFunc(files, func(path string) bool { return strings.Contains(path, ".+probe-") })
}

// state is what `status` tells, and that the session file is whole or missing.
func (r *rig) state() string {
	r.t.Helper()
	got := r.run("status", "--json")
	if got.code != 0 && got.code != 3 {
		r.t.Errorf("status: exit %d\n%s%s", got.code, got.out, got.errOut)
		return ""
	}
	status := got.object(r.t)
	verified := r.run("session", "verify")
	file := status["session_file"].(map[string]any)["state"]
	if file != "missing" && verified.code != 0 || file != "missing" && file != "ok" {
		r.t.Errorf("the session file is %v: verify exit %d\n%s", file, verified.code, verified.errOut)
	}
	return status["state"].(string)
}

// renews expects that the newest tokens of the session are here: the provider
// ends a session whose older refresh token is used.
func (r *rig) renews() {
	r.t.Helper()
	if got := r.run("token", "--min-validity", "10h", "--json"); got.code != 0 {
		r.t.Errorf("the session cannot be renewed: exit %d\n%s", got.code, got.out)
	}
	if state := r.state(); state != "signed_in" {
		r.t.Errorf("after a renewal the session is %s", state)
	}
}

// leftovers are temporary files, unfinished copies, notes of dead holders and the
// journal of a move that has ended.
func (r *rig) leftovers() []string {
	r.t.Helper()
	var left []string
	r.everyFile(func(path string) {
		if slices.Contains([]string{".tmp", ".holder"}, filepath.Ext(path)) || filepath.Base(path) == "storage_move.json" {
			left = append(left, path)
		}
	})
	return left
}
