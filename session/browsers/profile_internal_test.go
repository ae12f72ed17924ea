package browsers

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

func put(t *testing.T, content string, parts ...string) string {
	t.Helper()
	path := filepath.Join(parts...)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// found spells profiles as "folder=name:stores".
func found(t *testing.T, home string) []string {
	t.Helper()
	profiles, err := Find(System{OS: "linux", Home: home})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, p := range profiles {
		all = append(all, fmt.Sprintf("%s %s=%s:%d", p.ID, p.Folder, p.Name, len(p.Stores)))
	}
	return all
}

const localStateText = `{"profile":{"info_cache":{
	"Default":{"name":"Work\u001b[31m","user_name":"mia@example.com","gaia_name":"Mia","is_using_default_name":false},
	"Profile 1":{"name":"Home"},"Gone":{"name":"x"},"../Escape":{"name":"x"},"..":{"name":"x"},"":{"name":"x"},"a/b":{"name":"x"}}}}`

func TestProfilesOfChromium(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the rules of Linux")
	}
	for _, c := range []struct {
		what, state string
		want        []string
	}{
		{"its list", localStateText, []string{"chromium Default=Work[31m:2", "chromium Profile 1=Home:1"}},
		{"no list", "", []string{"chromium Default=:2", "chromium Left over=:1", "chromium Profile 1=:1"}},
		{"a damaged list", localStateText[:60], []string{"chromium Default=:2", "chromium Left over=:1", "chromium Profile 1=:1"}},
		{"a list of nothing", `{"profile":{"info_cache":{}}}`, []string{"chromium Default=:2", "chromium Left over=:1", "chromium Profile 1=:1"}},
		{"a list of another kind", `{"profile":{"info_cache":[1,2]}}`, []string{"chromium Default=:2", "chromium Left over=:1", "chromium Profile 1=:1"}},
	} {
		home := t.TempDir()
		root := filepath.Join(home, ".config", "chromium")
		put(t, "x", root, "Default", "Cookies")
		put(t, "x", root, "Default", "Network", "Cookies")
		put(t, "x", root, "Profile 1", "Network", "Cookies")
		put(t, "x", root, "Left over", "Cookies")
		put(t, "x", root, "Crash Reports", "x")
		put(t, "x", root, "..", "Escape", "Cookies")
		if c.state != "" {
			put(t, c.state, root, "Local State")
		}
		if got := found(t, home); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", c.what, got)
		}
	}
}

func TestTheAccountOfAProfileIsNotKept(t *testing.T) {
	if text := fmt.Sprintf("%+v", parseLocalState([]byte(localStateText))); strings.Contains(text, "mia@") || strings.Contains(text, "Mia") {
		t.Error(text)
	}
}

func TestProfilesOfFirefox(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the rules of Linux")
	}
	home, outside := t.TempDir(), t.TempDir()
	root := filepath.Join(home, ".mozilla", "firefox")
	put(t, "x", root, "abc.default-release", "cookies.sqlite")
	put(t, "x", root, "def.work", "prefs.js")
	put(t, "x", outside, "far", "cookies.sqlite")
	put(t, "x", root, "Profiles", "ghi.group", "cookies.sqlite")
	put(t, "x", root, "unlisted", "cookies.sqlite")
	put(t, "x", root, "Crash Reports", "x")
	put(t, "x", outside, "installed", "cookies.sqlite")
	put(t, "x", home, ".config", "mozilla", "firefox", "new.default", "cookies.sqlite")
	put(t, "\ufeff; a comment\r\n[Install4F96D1932A9F858E]\r\nDefault=abc.default-release\r\nLocked=1\r\n\r\n[Profile0]\r\nName=default-release\r\n"+
		"IsRelative=1\r\nPath=abc.default-release\r\nDefault=1\r\n[Profile1]\nName=Work\nPath=def.work\n[Profile2]\nName=Far\nIsRelative=0\nPath="+
		outside+"/far\n[Profile3]\nName=Gone\nIsRelative=1\nPath=gone\n[Profile4]\nName=NoPath\n[General]\nStartWithLastProfile=1\nVersion=2\nbroken", root, "profiles.ini")
	put(t, "[4F96D1932A9F858E]\nDefault="+outside+"/installed\nLocked=1\n", root, "installs.ini")
	want := []string{
		"firefox abc.default-release=default-release:1", "firefox def.work=Work:0", "firefox far=Far:1", "firefox installed=:1",
		"firefox unlisted=:1", "firefox ghi.group=:1", "firefox new.default=:1",
	}
	if got := found(t, home); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestAFolderThatMayNotBeReadIsTold(t *testing.T) {
	if os.Geteuid() == 0 {
		home := t.TempDir() // a person without a home of browsers has none, and that is no error
		if got := found(t, home); len(got) != 0 {
			t.Errorf("%q", got)
		}
		return
	}
	home := t.TempDir()
	put(t, "x", home, ".mozilla", "firefox", "a", "cookies.sqlite")
	if err := os.Chmod(filepath.Join(home, ".mozilla"), 0); err != nil {
		t.Fatal(err)
	}
	if _, err := Find(System{OS: "linux", Home: home}); err == nil {
		t.Error("no error")
	}
}

func TestAListIsNoTrap(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the rules of Linux")
	}
	home := t.TempDir()
	root := filepath.Join(home, ".config", "chromium")
	put(t, "x", root, "Default", "Cookies")
	if err := os.Mkdir(filepath.Join(root, "Local State"), 0o700); err != nil {
		t.Fatal(err)
	}
	if got := found(t, home); !slices.Equal(got, []string{"chromium Default=:1"}) {
		t.Errorf("%q", got)
	}
}

func FuzzProfilesINI(f *testing.F) {
	f.Add("[Profile0]\nName=a\nIsRelative=1\nPath=abc\n[InstallF]\nDefault=abc\n")
	f.Add("[Profile\nPath=\x00\n=\n[]\n")
	f.Fuzz(func(t *testing.T, text string) {
		all := parseProfilesINI(text)
		for i, one := range all {
			if one.folder == "" || strings.ContainsRune(one.folder, 0) || strings.ContainsAny(one.folder, "\n") {
				t.Errorf("%q: %+v", text, one)
			}
			if slices.ContainsFunc(all[:i], func(l listed) bool { return l.folder == one.folder }) {
				t.Errorf("%q is listed twice", one.folder)
			}
		}
	})
}

func FuzzLocalState(f *testing.F) {
	f.Add([]byte(localStateText))
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, one := range parseLocalState(text) {
			if path := filepath.Join("/root", one.folder); filepath.Dir(path) != "/root" {
				t.Errorf("%q leads to %s", one.folder, path)
			}
			if name := shownName(one.name); strings.ContainsAny(name, "\x1b\n\x00") {
				t.Errorf("%q", name)
			}
		}
	})
}
