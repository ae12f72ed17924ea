package apps_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"latchkey/session/apps"
)

// asOther names the variable that tells a copy of this test program what to look at as another user.
const asOther = "LATCHKEY_TEST_LOOK_AT"

// TestSeenByAnotherUser is what the copy runs; by itself it looks at an empty home.
func TestSeenByAnotherUser(t *testing.T) {
	home := os.Getenv(asOther)
	if home == "" {
		home = t.TempDir()
	}
	places := append([]apps.Places{{System: apps.Linux, Home: home}}, apps.Prefixes(t.Context(), env(), home, "linux")...)
	all := look(t, apps.Load(person(labcad), sourceOf("machine", sketchupInAPrefix)), places...)
	t.Logf("SEEN\n%s\nMOVABLE %s\nEND", said(home, all), signInPaths(home, all))
	if os.Getenv(asOther) == "" && len(all) != 0 {
		t.Errorf("found %+v", all)
	}
}

var sketchupInAPrefix = strings.NewReplacer(`"labcad"`, `"wined"`, `"linux"`, `"windows"`, "~/.labcad/", "%APPDATA%/").Replace(labcad)

// As root, the copy runs as nobody, and meets what belongs to others and what it may not open; as anybody else, the folders that may
// not be opened are this user's own, and there is no foreign file to be had.
func TestForeignAndUnreadable(t *testing.T) {
	home, err := os.MkdirTemp("", "latchkey-foreign-") // t.TempDir lies below a folder of mode 0700
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(home) })
	const nobody = 65534
	isRoot := os.Geteuid() == 0
	plant(t, home, ".labcad/Lab CAD 1.0/login_session.dat", ".labcad/Lab CAD 2.0/login_session.dat", ".labcad/Lab CAD 3.0/login_session.dat",
		".wine/drive_c/users/me/AppData/Roaming/Lab CAD 7.0/login_session.dat", "Games/foreign/drive_c/users/me/AppData/Roaming/Lab CAD 8.0/login_session.dat",
		".wine/drive_c/users/they/AppData/Roaming/Lab CAD 9.0/login_session.dat")
	give := func(names ...string) {
		t.Helper()
		for _, name := range names {
			if !isRoot {
				continue
			}
			if err := os.Lchown(filepath.Join(home, name), nobody, nobody); err != nil {
				t.Fatal(err)
			}
		}
	}
	give(".", ".labcad", ".labcad/Lab CAD 1.0", ".labcad/Lab CAD 1.0/login_session.dat", ".labcad/Lab CAD 2.0", ".labcad/Lab CAD 3.0/login_session.dat",
		".wine", ".wine/drive_c/users/me", ".wine/drive_c/users/me/AppData/Roaming", ".wine/drive_c/users/me/AppData/Roaming/Lab CAD 7.0",
		".wine/drive_c/users/me/AppData/Roaming/Lab CAD 7.0/login_session.dat")
	want := []string{
		"labcad@1.0 .labcad/Lab CAD 1.0/login_session.dat there",
		"labcad@2.0 .labcad/Lab CAD 2.0/login_session.dat there refused: it belongs to another user",
		"labcad@3.0 .labcad/Lab CAD 3.0/login_session.dat there refused: a folder on the way to it belongs to another user",
	}
	if isRoot {
		got := asNobody(t, home)
		for _, line := range want {
			if !strings.Contains(got, line+"\n") {
				t.Errorf("lacks %q", line)
			}
		}
		if !strings.Contains(got, "MOVABLE .labcad/Lab CAD 1.0/login_session.dat\n.wine/drive_c/users/me/AppData/Roaming/Lab CAD 7.0/login_session.dat\nEND") ||
			strings.Contains(got, "8.0") || strings.Contains(got, "9.0") {
			t.Errorf("got %s", got)
		}
	}
	if err := os.Chmod(filepath.Join(home, ".labcad"), 0o311); err != nil {
		t.Fatal(err)
	}
	got := asNobody(t, home)
	if !strings.Contains(got, "labcad@ .labcad missing refused: the folder may not be opened\n") {
		t.Errorf("a folder that may not be read: %s", got)
	}
}

// asNobody runs the copy, as nobody when it may.
func asNobody(t *testing.T, home string) string {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	bytes, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	folder, err := os.MkdirTemp("", "latchkey-copy-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(folder, "apps.test")
	if err := os.WriteFile(copied, bytes, 0o755); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), copied, "-test.run", "^TestSeenByAnotherUser$", "-test.v")
	cmd.Dir = "/"
	cmd.Env = []string{asOther + "=" + home, "TMPDIR=/tmp"}
	if os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var lines []string
	for line := range strings.Lines(string(out)) {
		lines = append(lines, strings.TrimSpace(line))
	}
	return strings.Join(lines, "\n")
}
