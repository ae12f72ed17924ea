//go:build linux

package apps

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// fakeProcess is one folder of a made-up /proc.
type fakeProcess struct {
	pid                              int
	status, exe, args, environ, maps string
}

const statusOf = "Name:\t%s\nUmask:\t0022\nState:\t%s\nUid:\t%d\t0\t0\t0\nThreads:\t%d\n"

func fakeProc(t *testing.T, all ...fakeProcess) string {
	t.Helper()
	proc := t.TempDir()
	for _, one := range all {
		folder := filepath.Join(proc, fmt.Sprint(one.pid))
		err := os.Mkdir(folder, 0o700)
		for name, text := range map[string]string{"status": one.status, "cmdline": one.args, "environ": one.environ, "maps": one.maps} {
			err = errors.Join(err, os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600))
		}
		if one.exe != "" {
			err = errors.Join(err, os.Symlink(one.exe, filepath.Join(folder, "exe")))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return proc
}

func TestWhichProcessesAreShown(t *testing.T) {
	proc := fakeProc(t,
		fakeProcess{pid: 1, status: fmt.Sprintf(statusOf, "init", "S (sleeping)", 0, 1), exe: "/sbin/init", args: "/sbin/init\x00"},
		fakeProcess{pid: 10, status: fmt.Sprintf(statusOf, "own", "R (running)", 1000, 1), exe: "/bin/own", args: "own\x00"},
		fakeProcess{pid: 11, status: fmt.Sprintf(statusOf, "mine", "S (sleeping)", 1000, 4), exe: "/bin/mine (deleted)", args: "mine\x00"},
		fakeProcess{pid: 12, status: fmt.Sprintf(statusOf, "ended", "Z (zombie)", 1000, 1)},
		fakeProcess{pid: 13, status: fmt.Sprintf(statusOf, "headless", "Z (zombie)", 1000, 3)},
		fakeProcess{pid: 14, status: fmt.Sprintf(statusOf, "kworker/0:1", "I (idle)", 1000, 1)},
		fakeProcess{pid: 15, status: "nonsense"},
		fakeProcess{pid: 16, status: fmt.Sprintf(statusOf, `a\\b\nc`, "T (stopped)", 1000, 1), args: "\x00\x00"},
		fakeProcess{pid: 17, status: fmt.Sprintf(statusOf, "stopped", "T (stopped)", 1000, 1), args: "stopped\x00"},
	)
	if err := os.Mkdir(filepath.Join(proc, "sys"), 0o700); err != nil {
		t.Fatal(err)
	}
	list, err := processesIn(t.Context(), proc, 1000, 10)
	var got []string
	for _, p := range list {
		got = append(got, fmt.Sprint(p.PID, " ", p.Name, " ", p.Path))
	}
	slices.Sort(got)
	want := []string{"11 mine /bin/mine", "13 headless ", "17 stopped "}
	if err != nil || !slices.Equal(got, want) {
		t.Fatalf("%q, %v", got, err)
	}
}

func TestAProgramUnderWineHasItsPathOnThisMachine(t *testing.T) {
	prefix := t.TempDir()
	err := os.Mkdir(filepath.Join(prefix, "dosdevices"), 0o700)
	for drive, target := range map[string]string{"c:": "../drive_c", "z:": "/"} {
		err = errors.Join(err, os.Symlink(target, filepath.Join(prefix, "dosdevices", drive)))
	}
	if err != nil {
		t.Fatal(err)
	}
	status := fmt.Sprintf(statusOf, "SketchUp.exe", "S (sleeping)", 1000, 9)
	for called, want := range map[string]string{
		`C:\Program Files\SketchUp\SketchUp 2021\SketchUp.exe`: prefix + "/drive_c/Program Files/SketchUp/SketchUp 2021/SketchUp.exe",
		`Z:\opt\SketchUp.exe`: "/opt/SketchUp.exe", `q:\SketchUp.exe`: "", "SketchUp.exe": "", "/srv/SketchUp.exe": "/srv/SketchUp.exe",
	} {
		for _, environ := range []string{"A=b\x00WINEPREFIX=" + prefix + "\x00", "HOME=" + prefix + "\x00"} {
			proc := fakeProc(t, fakeProcess{pid: 7, status: status, exe: "/usr/lib/wine/wine64", args: called + strings.Repeat("\x00", 20), environ: environ})
			list, err := processesIn(t.Context(), proc, 1000, 1)
			if err != nil || len(list) != 1 || list[0].Name != "SketchUp.exe" || len(list[0].Aliases) != 0 {
				t.Fatalf("%+v, %v", list, err)
			}
			if strings.HasPrefix(environ, "HOME") { // only drive c has a place that is known without asking
				want = strings.Replace(want, prefix, prefix+"/.wine", 1)
				if strings.HasPrefix(called, "Z") {
					want = ""
				}
			}
			if list[0].Path != want {
				t.Errorf("%s lies at %q, want %q", called, list[0].Path, want)
			}
		}
	}
}

func TestAProgramUnderWineIsWhereItWasMappedFrom(t *testing.T) {
	const maps = `140000000-140001000 r--p 00000000 fe:00 105 /usr/lib/wine/wine64
140000000-140001000 r--p 00000000 fe:00 106                         /srv/Wine Bottle/drive_c/2021/SketchUp.exe (deleted)
140001000-140002000 r--p 00000000 00:00 0
7f0000000000-7f0000001000 r--p 00000000 fe:00 107 /elsewhere/sketchup.exe
`
	status := fmt.Sprintf(statusOf, "sketchup.exe", "S (sleeping)", 1000, 9)
	proc := fakeProc(t, fakeProcess{pid: 7, status: status, exe: "/usr/lib/wine/wine64-preloader", args: `c:\2021\sketchup.exe`, maps: maps})
	list, err := processesIn(t.Context(), proc, 1000, 1)
	if err != nil || len(list) != 1 || list[0].Path != "/srv/Wine Bottle/drive_c/2021/SketchUp.exe" || !list[0].Is("SketchUp") {
		t.Fatalf("%+v, %v", list, err)
	}
}

func TestLookingIntoManyProcessesCanBeCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	proc := fakeProc(t, fakeProcess{pid: 7, status: fmt.Sprintf(statusOf, "x", "S", 1000, 1), args: "x\x00"})
	if _, err := processesIn(ctx, proc, 1000, 1); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	if _, err := processesIn(t.Context(), filepath.Join(proc, "none"), 1000, 1); err == nil {
		t.Fatal("without /proc there is an answer")
	}
}

func FuzzProcessStatus(f *testing.F) {
	f.Add([]byte(fmt.Sprintf(statusOf, "x", "S (sleeping)", 1000, 1)), []byte("x\x00y\x00"))
	f.Add([]byte("Name:\t\nState:\t\nUid:\t-1\n"), []byte{})
	f.Fuzz(func(t *testing.T, text, args []byte) {
		status, ok := parseStatus(text)
		if ok && (status.uid < 0 || status.state == 0) {
			t.Fatalf("%+v", status)
		}
		p := sight{comm: status.comm, whole: commSize, args: splitArgs(args), locate: func(string) string { return "" }}.process()
		if p.Name != "" && !p.Is(p.Name) {
			t.Fatalf("%+v is not itself", p)
		}
	})
}

func TestParseBootTime(t *testing.T) {
	for text, want := range map[string]int64{
		"cpu 1 2\nbtime 1763800000\nprocesses 5\n": 1763800000, "btime 5": 5, "xbtime 5\n": 0, "btime -5\n": 0, "btime x\n": 0, "": 0,
	} {
		at, err := parseBootTime([]byte(text))
		if (err == nil) != (want > 0) || want > 0 && at.Unix() != want {
			t.Errorf("%q: %v, %v", text, at, err)
		}
	}
}

func FuzzBootTime(f *testing.F) {
	f.Add([]byte("cpu 1\nbtime 1763800000\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if at, err := parseBootTime(text); (err == nil) != (at.Unix() > 0) {
			t.Fatalf("%v, %v", at, err)
		}
	})
}
