package apps

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"
)

func TestTheNamesOfAProcess(t *testing.T) {
	for _, c := range []struct {
		what  string
		seen  sight
		names []string
		path  string
	}{
		{"ordinary", sight{comm: "blender", exe: "/usr/bin/blender", args: []string{"blender", "x.blend"}}, []string{"blender"}, "/usr/bin/blender"},
		{
			"a cut off name adds nothing",
			sight{comm: "autodesk-identi", exe: "/opt/a/autodesk-identity", args: []string{"./autodesk-identity"}},
			[]string{"autodesk-identity"},
			"/opt/a/autodesk-identity",
		},
		{"exec -a", sight{comm: "real", exe: "/bin/real", args: []string{"Called So"}}, []string{"real", "Called So"}, "/bin/real"},
		{
			"a script",
			sight{comm: "a-script-with-a", exe: "/bin/dash", args: []string{"/bin/sh", "./a-script-with-a-name", "x"}},
			[]string{"dash", "sh", "a-script-with-a-name"},
			"/bin/dash",
		},
		{
			"everything in the first argument",
			sight{comm: "chrome", exe: "/opt/c/chrome", args: []string{"/opt/c/chrome --type=zygote"}},
			[]string{"chrome"},
			"/opt/c/chrome",
		},
		{"a login shell", sight{comm: "bash", exe: "/bin/bash", args: []string{"-bash"}}, []string{"bash"}, "/bin/bash"},
		{
			"Wine",
			sight{comm: "SketchUp.exe", exe: "/usr/lib/wine/wine64", args: []string{`C:\Program Files\SketchUp\SketchUp 2021\SketchUp.exe`}},
			[]string{"SketchUp.exe"},
			"",
		},
		{"Wine without a path", sight{comm: "start.exe", exe: "/usr/lib/wine/wine64", args: []string{"start.exe", "/exec"}}, []string{"start.exe"}, ""},
		{"Wine itself", sight{comm: "wineserver", exe: "/usr/lib/wine/wineserver", args: []string{"wineserver"}}, []string{"wineserver"}, "/usr/lib/wine/wineserver"},
		{"nothing but the short name", sight{comm: "only"}, []string{"only"}, ""},
		{"a name that paints", sight{comm: "a\x1b[2Jb\u202e\xff"}, []string{"a[2Jb"}, ""},
		{"no name", sight{}, nil, ""},
	} {
		c.seen.whole, c.seen.locate = 15, func(string) string { return "" }
		got := c.seen.process()
		names := slices.DeleteFunc(append([]string{got.Name}, got.Aliases...), func(name string) bool { return name == "" })
		if !slices.Equal(names, c.names) || got.Path != c.path {
			t.Errorf("%s: %q at %q", c.what, names, got.Path)
		}
	}
}

func TestNamesAreComparedWithoutCaseAndExe(t *testing.T) {
	p := Process{Name: "SketchUp.EXE", Aliases: []string{"sketchup 2021"}}
	for name, want := range map[string]bool{
		"sketchup": true, "SketchUp.exe": true, "SKETCHUP 2021": true, "sketch": false, "sketchup2": false, "": false, ".exe": false,
	} {
		if p.Is(name) != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
	cut := sight{comm: "autodesk-identi", whole: 15}.process()
	if !cut.Is("Autodesk-Identity") || !cut.Is("autodesk-identi") || cut.Is("autodesk") {
		t.Errorf("a name that may be cut off: %+v", cut)
	}
	if (Process{}).Is("") || (Process{cut: true}).Is("anything") {
		t.Error("a process without a name is something")
	}
}

func TestCutDrive(t *testing.T) {
	for called, want := range map[string][2]string{
		`C:\Windows\x.exe`: {"c", `Windows\x.exe`}, `z:/home/x`: {"z", "home/x"}, `\\?\D:\a`: {"d", "a"}, `\??\D:\a`: {"d", "a"},
		`1:\a`: {}, `C:a`: {}, `\\server\share\a`: {}, "/usr/bin/x": {}, "": {}, "C:": {},
	} {
		if drive, rest := cutDrive(called); drive != want[0] || rest != want[1] {
			t.Errorf("%q: %q %q", called, drive, rest)
		}
	}
}

// procArgs builds an answer of kern.procargs2.
func procArgs(count int32, exe string, parts ...string) []byte {
	raw := binary.NativeEndian.AppendUint32(nil, uint32(count))
	raw = append(raw, exe...)
	raw = append(raw, 0, 0, 0, 0)
	for _, part := range parts {
		raw = append(append(raw, part...), 0)
	}
	return raw
}

func TestParseProcArgs(t *testing.T) {
	const exe = "/Applications/SketchUp 2021/SketchUp.app/Contents/MacOS/SketchUp"
	for _, c := range []struct {
		what          string
		raw           []byte
		args, environ []string
		ok            bool
	}{
		{"ordinary", procArgs(2, exe, exe, "-x", "HOME=/h", "A=b", "", "noise"), []string{exe, "-x"}, []string{"HOME=/h", "A=b"}, true},
		{"an empty argument", procArgs(3, exe, "x", "", "y", "HOME=/h"), []string{"x", "", "y"}, []string{"HOME=/h"}, true},
		{"cut off in an argument", procArgs(2, exe, "x", "y")[:len(procArgs(2, exe, "x"))+1], []string{"x"}, nil, true},
		{"no arguments", procArgs(0, exe), nil, nil, true},
		{"cut off in the path", procArgs(1, exe)[:20], nil, nil, false},
		{"no path", procArgs(1, ""), nil, nil, false},
		{"a negative number", procArgs(-1, exe, "x"), nil, nil, false},
		{"nothing", nil, nil, nil, false},
	} {
		path, args, environ, ok := parseProcArgs(c.raw)
		if ok != c.ok || ok && path != exe || !slices.Equal(args, c.args) || !slices.Equal(environ, c.environ) {
			t.Errorf("%s: %q %q %q %v", c.what, path, args, environ, ok)
		}
	}
}

func FuzzProcArgs(f *testing.F) {
	f.Add(procArgs(2, "/bin/x", "x", "y", "HOME=/h"))
	f.Add([]byte{255, 255, 255, 127, 'x', 0})
	f.Fuzz(func(t *testing.T, raw []byte) {
		exe, args, environ, ok := parseProcArgs(raw)
		if !ok && (exe != "" || args != nil || environ != nil) {
			t.Fatal("something of nothing")
		}
		for _, part := range append(append([]string{exe}, args...), environ...) {
			if strings.Contains(part, "\x00") || !bytes.Contains(raw, []byte(part)) {
				t.Fatalf("%q was made up", part)
			}
		}
		p := sight{comm: "x", whole: 15, exe: exe, args: args, locate: func(called string) string { return unixPath(called, winePrefix(environ)) }}.process()
		if !p.Is(p.Name) || printable(p.Name) != p.Name {
			t.Fatalf("%+v is not itself", p)
		}
	})
}
