//go:build unix

package apps_test

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"latchkey/session/apps"
)

// What is not an ordinary file of this person, in a place that is theirs alone, is shown with the reason and cannot be moved.
func TestWhatIsRefusedAndWhy(t *testing.T) {
	const name = "login_session.dat"
	must := func(t *testing.T, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	cases := []struct {
		name    string
		prepare func(t *testing.T, home, folder string) // the folder of the version; the file is not there yet
		want    string
	}{
		{"an ordinary file", func(t *testing.T, _, folder string) { plant(t, folder, name) }, "there"},
		{"a file that others may read", func(t *testing.T, _, folder string) {
			plant(t, folder, name)
			must(t, os.Chmod(filepath.Join(folder, name), 0o666))
		}, "there"},
		{"a link", func(t *testing.T, home, folder string) {
			plant(t, home, "victim")
			must(t, os.Symlink(filepath.Join(home, "victim"), filepath.Join(folder, name)))
		}, "there refused: it is a link"},
		{"a link to nothing", func(t *testing.T, _, folder string) { must(t, os.Symlink("none", filepath.Join(folder, name))) }, "there refused: it is a link"},
		{"a folder", func(t *testing.T, _, folder string) { plant(t, folder, name+"/") }, "there refused: it is a folder"},
		{"a pipe", func(t *testing.T, _, folder string) { must(t, syscall.Mkfifo(filepath.Join(folder, name), 0o600)) }, "there refused: it is a named pipe"},
		{"a socket", func(t *testing.T, _, folder string) {
			t.Chdir(folder) // the address of a socket is short
			socket, err := net.Listen("unix", name)
			must(t, err)
			t.Cleanup(func() { _ = socket.Close() })
		}, "there refused: it is a device or a socket"},
		{"a second name", func(t *testing.T, home, folder string) {
			plant(t, folder, name)
			must(t, os.Link(filepath.Join(folder, name), filepath.Join(home, "second")))
		}, "there refused: it has more than one name (hard link)"},
		{"a folder that others write", func(t *testing.T, _, folder string) {
			plant(t, folder, name)
			must(t, os.Chmod(folder, 0o777))
		}, "there refused: others may write into a folder on the way to it"},
		{"a folder above that others write", func(t *testing.T, _, folder string) {
			plant(t, folder, name)
			must(t, os.Chmod(filepath.Dir(folder), 0o777|os.ModeSticky))
		}, "there refused: others may write into a folder on the way to it"},
		{"a home that others write", func(t *testing.T, home, folder string) {
			plant(t, folder, name)
			must(t, os.Chmod(home, 0o777))
		}, "there refused: others may write into a folder on the way to it"},
		{"a version that is a link", func(t *testing.T, home, folder string) {
			plant(t, home, "moved/"+name)
			must(t, os.Remove(folder))
			must(t, os.Symlink(filepath.Join(home, "moved"), folder))
		}, "there refused: a folder on the way to it is a link"},
		{"a folder above that is a link", func(t *testing.T, home, folder string) {
			plant(t, folder, name)
			above := filepath.Dir(folder)
			must(t, os.Rename(above, filepath.Join(home, "moved")))
			must(t, os.Symlink("moved", above))
		}, "there refused: a folder on the way to it is a link"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			home := filepath.Join(t.TempDir(), "home")
			folder := filepath.Join(home, ".labcad", "Lab CAD 4.2")
			plant(t, folder, "/")
			c.prepare(t, home, folder)
			all := look(t, apps.Load(person(labcad)), apps.Places{System: apps.Linux, Home: home})
			if got := said(home, all); got != "labcad@4.2 .labcad/Lab CAD 4.2/"+name+" "+c.want {
				t.Errorf("got %s", got)
			}
			if isFree := signInPaths(home, all) != ""; isFree != (c.want == "there") {
				t.Errorf("may be moved: %t", isFree)
			}
		})
	}
}

func TestALinkedHomeIsThePersonsDecision(t *testing.T) {
	root := t.TempDir()
	plant(t, root, "disk/mila/.labcad/Lab CAD 4.2/login_session.dat")
	home := filepath.Join(root, "mila")
	if err := os.Symlink(filepath.Join(root, "disk", "mila"), home); err != nil {
		t.Fatal(err)
	}
	if got := signInPaths(home, look(t, apps.Load(person(labcad)), apps.Places{System: apps.Linux, Home: home})); got != ".labcad/Lab CAD 4.2/login_session.dat" {
		t.Errorf("got %q", got)
	}
}

func TestALinkThatLeadsNowhereIsSaid(t *testing.T) {
	home := t.TempDir()
	plant(t, home, ".labcad/")
	if err := os.Symlink("Lab CAD 4.2", filepath.Join(home, ".labcad", "Lab CAD 4.2")); err != nil {
		t.Fatal(err)
	}
	got := said(home, look(t, apps.Load(person(labcad)), apps.Places{System: apps.Linux, Home: home}))
	if got != "labcad@4.2 .labcad/Lab CAD 4.2 missing refused: a folder on the way to it is a link" {
		t.Errorf("got %s", got)
	}
}

// A version that is a link to a file, and a {folder} that is a link, are nothing of the app's.
func TestLinksThatLeadNowhereAreNoVersions(t *testing.T) {
	home := t.TempDir()
	plant(t, home, "file", "deep/login_session.dat", ".labcad/Lab CAD 4.2/")
	for from, to := range map[string]string{".labcad/Lab CAD 5.0": "file", ".labcad/Lab CAD 4.2/x": "deep"} {
		if err := os.Symlink(filepath.Join(home, to), filepath.Join(home, from)); err != nil {
			t.Fatal(err)
		}
	}
	text := strings.Replace(labcad, "{version}/login", "{version}/{folder}/login", 1)
	if got := said(home, look(t, apps.Load(person(text)), apps.Places{System: apps.Linux, Home: home})); got != "labcad@4.2" {
		t.Errorf("got %s", got)
	}
}

// A licence is known by what it is, not only by how it is spelled.
func TestALicenceReachedByAnotherWayIsALicence(t *testing.T) {
	root := t.TempDir()
	plant(t, root, "real/.config/x/server.dat")
	for from, to := range map[string]string{"home": "real", "config": "real/.config"} {
		if err := os.Symlink(filepath.Join(root, to), filepath.Join(root, from)); err != nil {
			t.Fatal(err)
		}
	}
	at := apps.Places{System: apps.Linux, Home: filepath.Join(root, "home"), Config: filepath.Join(root, "config")}
	session := strings.Replace(labcad, "~/.labcad/Lab CAD {version}/login_session.dat", "$XDG_CONFIG_HOME/x/server.dat", 1)
	licence := strings.NewReplacer("~/.labcad/Lab CAD {version}/login_session.dat", "~/.config/x/server.dat", `"session"`, `"licence"`,
		`reset      = "file"`, "", `"labcad"`, `"other"`).Replace(labcad)
	if got := signInPaths(root, look(t, apps.Load(person(session)), at)); got != "config/x/server.dat" {
		t.Fatalf("without the licence: %q", got)
	}
	all := look(t, apps.Load(person(session), sourceOf("embedded", licence)), at)
	if got := signInPaths(root, all); got != "" {
		t.Errorf("given out: %s", got)
	}
	if got := said(root, all[:1]); got != "labcad@ config/x/server.dat there refused: it is a licence" {
		t.Errorf("got %s", got)
	}
}
