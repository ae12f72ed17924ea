package core_test

import (
	"crypto/sha256"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"latchkey/app/core"
)

// ours are the checks that these tests look at: those of rights, account, session,
// tokens and storage, with the little of the network that a provider on this
// computer needs. What the computer of the test has of browsers, apps and a screen
// is none of their business.
var ours = []string{
	"rights-service", "rights", "right-state", "account", "organization", "verified", "session-file", "provider", "last-sign-in",
	"signed-in", "tokens", "renewal", "acceptance", "settings", "home", "storage", "storage-write", "policy", "version",
}

// doctor looks at everything that ours names.
func (h *home) doctor(o core.DoctorOptions) *core.DoctorAnswer {
	h.t.Helper()
	if len(o.Only) == 0 {
		o.Only = ours
	}
	answer, err := h.Diagnose(h.t.Context(), o, nil)
	if err != nil {
		h.t.Fatalf("diagnose: %v", err)
	}
	return &answer
}

// problems are the findings that are not good, for messages.
func problems(answer *core.DoctorAnswer) string {
	var lines []string
	for _, check := range answer.Checks {
		if check.Result == "fail" || check.Result == "warn" {
			lines = append(lines, check.Result+" "+check.ID+" "+check.ProblemCode+" "+check.EvidenceCode)
		}
	}
	return strings.Join(lines, "; ")
}

// wantWorst compares the finding to begin with.
func wantWorst(t *testing.T, answer *core.DoctorAnswer, check, result, code, fix string) {
	t.Helper()
	found := answer.Find(answer.Worst)
	if found == nil {
		t.Fatalf("nothing is wrong, want %s %s", check, code)
	}
	mend := ""
	if found.Fix != nil {
		mend = found.Fix.ID
	}
	if found.ID != check || found.Result != result || found.ProblemCode != code || mend != fix {
		t.Errorf("worst is %s %s %s, fix %q; want %s %s %s, fix %q\nall: %s",
			found.Result, found.ID, found.ProblemCode, mend, result, check, code, fix, problems(answer))
	}
	if found.EvidenceCode == "" || answer.Exit == 0 {
		t.Errorf("evidence %q, exit %d", found.EvidenceCode, answer.Exit)
	}
}

// wantHealthy checks that nothing is wrong.
func wantHealthy(t *testing.T, answer *core.DoctorAnswer) {
	t.Helper()
	if answer.Worst != "" || answer.Result != "pass" || answer.Exit != 0 {
		t.Errorf("%s, exit %d: %s", answer.Result, answer.Exit, problems(answer))
	}
}

// contents are the files and folders of a home with their modes and what they hold.
func (h *home) contents() map[string]string {
	h.t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(h.folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		all[path] = info.Mode().String()
		if entry.Type().IsRegular() {
			content, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			sum := sha256.Sum256(content)
			all[path] += string(sum[:])
		}
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return all
}

// changed names what differs between two looks at a home, by its path in there.
// That somebody has looked is an event of the activity log.
func (h *home) changed(before, after map[string]string) (names []string) {
	for _, look := range []map[string]string{before, after} {
		for path := range look {
			name, _ := filepath.Rel(h.folder, path)
			isLog := strings.HasPrefix(filepath.Base(path), "activity.jsonl")
			if before[path] != after[path] && !isLog && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// writeSealedSettings lets secrets lie in a sealed file that a passphrase opens.
func writeSealedSettings(h *home) error {
	return os.WriteFile(filepath.Join(h.folder, "config", "settings.toml"), []byte("[storage]\nkind = \"sealed_file\"\n"), 0o600)
}
