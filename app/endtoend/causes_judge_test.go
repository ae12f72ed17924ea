//go:build linux

package endtoend

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// tryCause seeds a cause and holds doctor, why, the guide and the fix to it.
func (s *scene) tryCause(row cause) {
	s.t.Helper()
	mend := row.seed(s)
	before := contents(s.t, s.home)
	doctor := s.doctor()
	if row.anew {
		*s = *newSceneLike(s)
		mend = row.seed(s)
	}
	why := s.why(row.subjects()...)
	if changes := s.differences(before, contents(s.t, s.home)); len(changes) > 0 && !row.renews {
		s.t.Errorf("looking changed the home: %s", strings.Join(changes, ", "))
	}
	worst := s.isFound(row, doctor, why)
	s.guideGoesOn(row, why)
	if s.t.Failed() {
		return
	}
	if mend != nil {
		mend()
	} else {
		s.does(why.Fix.Command)
	}
	if row.then != "" {
		next := s.why()
		if next.Fix == nil || next.Fix.ID != row.then {
			s.t.Fatalf("after the fix %s comes %s, want %s", row.fix, next.Fix, row.then)
		}
		s.does(next.Fix.Command)
	}
	s.isMended(row, worst)
}

func (c cause) subjects() []string {
	if c.subject == "" {
		return nil
	}
	return []string{c.subject}
}

// isFound compares doctor's worst finding and why's broken link with the cause.
func (s *scene) isFound(row cause, doctor doctorSaid, why whySaid) found {
	s.t.Helper()
	worst := doctor.check(doctor.Worst)
	verdict := "fail"
	if row.warn {
		verdict = "warn"
	}
	all := "\n" + strings.Join(doctor.problems(), "\n")
	if row.subject == "" && (worst.ProblemCode != row.code || worst.Link != row.link || worst.Result != verdict) {
		s.t.Errorf("doctor: %s %s in link %q (%s), want %s in %q%s",
			worst.Result, worst.ProblemCode, worst.Link, doctor.Worst, row.code, row.link, all)
	}
	if why.Problem != row.code || why.Broken != row.link || why.Check == nil {
		s.t.Errorf("why: %s in link %q, want %s in %q%s", why.Problem, why.Broken, row.code, row.link, all)
		return worst
	}
	if row.subject != "" {
		if worst = *why.Check; worst.Result != verdict {
			s.t.Errorf("why: %s %s, want %s", worst.Result, worst.ProblemCode, verdict)
		}
	} else if doctor.exit != why.exit {
		s.t.Errorf("doctor ends with %d, why with %d", doctor.exit, why.exit)
	}
	if doctor.exit != doctor.Exit || why.exit != why.Exit || why.exit == 0 {
		s.t.Errorf("exit codes: doctor %d and says %d, why %d and says %d", doctor.exit, doctor.Exit, why.exit, why.Exit)
	}
	if why.Check.ID != worst.ID || worst.Evidence == "" || strings.Contains(worst.Evidence, "{") {
		s.t.Errorf("why names check %s, doctor %s, with the evidence %q", why.Check.ID, worst.ID, worst.Evidence)
	}
	if why.Fix == nil || worst.Fix == nil || why.Fix.ID != row.fix || worst.Fix.ID != row.fix || why.Fix.Title == "" {
		s.t.Errorf("the fix is %s and %s, want %s", why.Fix, worst.Fix, row.fix)
	}
	return worst
}

// guideGoesOn holds the guide to the symptom.
func (s *scene) guideGoesOn(row cause, why whySaid) {
	s.t.Helper()
	if want := symptomOf(row.code); why.Symptom != want || want == "" {
		s.t.Errorf("why leads to the symptom %q, want %q", why.Symptom, want)
	}
	if got := s.latchkey("guide", why.Symptom, "--json"); got.code != 0 || !strings.Contains(got.out, `"`+why.Symptom+`"`) {
		s.t.Errorf("guide %s: exit %d\n%s%s", why.Symptom, got.code, got.out, got.errOut)
	}
}

// isMended looks again after the fix.
func (s *scene) isMended(row cause, worst found) {
	s.t.Helper()
	again := s.doctor()
	if again.has(row.code) {
		s.t.Errorf("after the fix, %s is still there:\n%s", row.code, strings.Join(again.problems(), "\n"))
	}
	if now := again.check(worst.ID); now.Result != "pass" && (!row.warn || now.Result != "skip") {
		s.t.Errorf("after the fix, %s gives %s %s (hidden by %q):\n%s",
			worst.ID, now.Result, now.ProblemCode, now.HiddenBy, strings.Join(again.problems(), "\n"))
	}
}

// contents are the files and folders below a home with what they hold.
func contents(t testing.TB, home string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(home, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		all[path] = info.Mode().String()
		switch {
		case entry.Type()&fs.ModeSymlink != 0:
			all[path] += " " + path
		case entry.Type().IsRegular():
			content, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			sum := sha256.Sum256(content)
			all[path] += " " + hex.EncodeToString(sum[:])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// differences names what is new, gone or other. Looking may note that somebody has
// looked, and leaves the empty folder in which it tried whether secrets can be kept.
func (s *scene) differences(before, after map[string]string) (names []string) {
	all := maps.Clone(before)
	maps.Copy(all, after)
	for path := range all {
		switch {
		case before[path] == after[path], path == s.path("state", "activity.jsonl"):
		case path == s.path("state", "sealed") && before[path] == "":
		default:
			names = append(names, fmt.Sprintf("%s: %.20s -> %.20s", strings.TrimPrefix(path, s.home), before[path], after[path]))
		}
	}
	slices.Sort(names)
	return names
}
