package apps_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"latchkey/session/apps"
)

func TestRunningProgramsBelongToTheirVersion(t *testing.T) {
	home := t.TempDir()
	for _, year := range []int{2020, 2021} {
		plant(t, home, fmt.Sprintf("AppData/Roaming/SketchUp/SketchUp %d/login_session.dat", year))
	}
	cases := []struct{ name, path, want string }{
		{"SketchUp.exe", `C:\Program Files\SketchUp\SketchUp 2021\SketchUp.exe`, "2021"},
		{"sketchup_webhelper.exe", `C:\Program Files\SketchUp\SketchUp 2020\SketchUp\sketchup_webhelper.exe`, "2020"},
		{"SKETCHUP", "", "2020 2021"},
		{"SketchUp", "/opt/things/SketchUp", "2020 2021"},
		{"SketchUp", "/opt/2021/SketchUp", "2020 2021"},
		{"SketchUp", "/Applications/SketchUp 2023/SketchUp.app/Contents/MacOS/SketchUp", ""},
		{"LayOut", "/Applications/SketchUp 2021/LayOut.app/Contents/MacOS/LayOut", "2021"},
		{"SketchUp Viewer", `C:\Program Files\SketchUp\SketchUp 2021\x.exe`, ""},
		{"notepad.exe", `C:\SketchUp 2021\notepad.exe`, ""},
	}
	for _, c := range cases {
		t.Run(c.name+" "+c.path, func(t *testing.T) {
			all := lookWith(t, builtIn(t), apps.FinderOptions{
				Places: []apps.Places{windowsAt(home)},
				Processes: func(context.Context) ([]apps.Process, error) {
					return []apps.Process{{PID: 7, Name: c.name, Path: c.path}}, nil
				},
			})
			var versions []string
			for _, found := range all {
				if len(found.Running) == 1 && found.Running[0].PID == 7 {
					versions = append(versions, found.Version)
				}
			}
			if got := strings.Join(versions, " "); got != c.want {
				t.Errorf("belongs to %q, want %q", got, c.want)
			}
		})
	}
}

func TestWhatIsFoundSurvivesAnUnknownProcessList(t *testing.T) {
	home := t.TempDir()
	plant(t, home, ".labcad/Lab CAD 4.2/login_session.dat")
	trouble := errors.New("no process list")
	finder := apps.NewFinder(apps.FinderOptions{
		Places:    []apps.Places{{System: apps.Linux, Home: home}},
		Processes: func(context.Context) ([]apps.Process, error) { return nil, trouble },
		Locked:    func(string) (bool, error) { return false, fs.ErrInvalid },
	})
	all, err := finder.Find(t.Context(), apps.Load(person(labcad)))
	if !errors.Is(err, trouble) || len(all) != 1 || len(all[0].SignIns()) != 1 {
		t.Errorf("%v, %+v", err, all)
	}
}

func TestFindEndsWithItsContext(t *testing.T) {
	over, cancel := context.WithCancel(t.Context())
	cancel()
	finder := apps.NewFinder(apps.FinderOptions{Places: []apps.Places{{System: apps.Linux, Home: t.TempDir()}}})
	if _, err := finder.Find(over, builtIn(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	// A disk that does not answer keeps the look, not the caller.
	release := make(chan struct{})
	defer close(release)
	soon, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	finder = apps.NewFinder(apps.FinderOptions{Processes: func(context.Context) ([]apps.Process, error) { <-release; return nil, nil }})
	if _, err := finder.Find(soon, apps.Catalogue{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}
