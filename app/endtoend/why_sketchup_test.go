//go:build linux

package endtoend

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Proof: someone whose SketchUp is stuck needs neither a client id nor a provider
// to be helped. Why leads to the app's own sign-in, resets it, and undo gives it back.
func TestASketchUpThatIsStuckIsHelpedWithoutAProvider(t *testing.T) {
	for name, prepare := range map[string]func(*world){
		"no provider":          func(*world) {},
		"a help-only provider": func(w *world) { w.must(0, "settings", "set", "provider", "trimble-id") },
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t, parts{})
			s.opens()
			s.sealed()
			prepare(s.world)
			signIns := s.plantSketchUp()
			doctor := s.doctor()
			if doctor.exit != 0 {
				t.Errorf("doctor without a provider to sign in at: exit %d\n%s", doctor.exit, strings.Join(doctor.problems(), "\n"))
			}
			why := s.why("sketchup")
			if why.Broken != linkApp || why.Problem != "app_state_suspect" || why.Fix == nil || why.Fix.ID != "reset_app" {
				t.Fatalf("why sketchup: %s in %q, fix %s", why.Problem, why.Broken, why.Fix)
			}
			if !why.Fix.Reversible || why.Symptom == "" {
				t.Errorf("the fix %+v, the symptom %q", why.Fix, why.Symptom)
			}
			s.does(why.Fix.Command)
			if left := away(t, signIns); left == 0 {
				t.Error("nothing was put aside")
			}
			s.must(0, "undo", "--yes")
			for _, file := range signIns {
				file.stands(t)
			}
		})
	}
}

// plantSketchUp puts the sign-ins of two years into a prefix of Wine, and a
// licence that nothing may touch.
func (s *scene) plantSketchUp() []realFile {
	s.t.Helper()
	prefix := filepath.Join(filepath.Dir(s.home), ".wine")
	roaming := filepath.Join(prefix, "drive_c", "users", "mila", "AppData", "Roaming", "SketchUp")
	plant(s.t, filepath.Join(prefix, "drive_c", "users", "mila", "AppData", "Local", "keep"), "a folder of Windows")
	plant(s.t, filepath.Join(prefix, "drive_c", "ProgramData", "SketchUp", "SketchUp 2024", "activation_info.txt"), "licence")
	var files []realFile
	for _, year := range []string{"2023", "2024"} {
		path := filepath.Join(roaming, "SketchUp "+year, "login_session.dat")
		plant(s.t, path, "opaque \x00\xff "+year)
		s.written(path, time.Now().Add(-48*time.Hour))
		files = append(files, lookAt(s.t, path))
	}
	return files
}

// away counts the files that are not there.
func away(t testing.TB, files []realFile) (count int) {
	t.Helper()
	for _, file := range files {
		if !exists(file.path) {
			count++
		}
	}
	return count
}
