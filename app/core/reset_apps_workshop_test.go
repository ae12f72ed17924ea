package core_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"latchkey/app/core"

	"latchkey/session/apps"
	"latchkey/session/vault"
)

// labCAD is an entry that a person wrote: two kinds of files that a reset may put
// aside, and a licence.
const labCAD = `id = "labcad"
name = "Lab CAD"
vendor = "Lab"
processes = ["labcad"]
%COMMUNITY%
[[state]]
system = "linux"
path = "~/.labcad/Lab CAD {version}/login_session.dat"
kind = "session"
reset = "file"
source = "test"
confidence = "high"
checked = 2026-11-22
[[state]]
system = "linux"
path = "~/.labcad/Lab CAD {version}/licence.dat"
kind = "licence"
source = "test"
confidence = "high"
checked = 2026-11-22
[[step]]
when = "after"
do = "restart"
en = "Restart the computer"
nl = "Start de computer opnieuw op"
[[step]]
when = "after"
do = "sign_in"
en = "Sign in again"
nl = "Meld u opnieuw aan"
`

const webCAD = `id = "webcad"
name = "Web CAD"
vendor = "Web"
processes = ["webcad"]
[[state]]
system = "linux"
path = "~/.webcad/{version}/settings.dat"
kind = "session"
reset = "in_app"
source = "test"
confidence = "low"
checked = 2026-11-22
[[step]]
when = "instead"
do = "sign_out"
en = "Sign out in the app"
nl = "Meld u af in het programma"
`

// workshop is a home with two versions of Lab CAD and one of Web CAD. Which
// programs run, and when the computer was started, the test says.
type workshop struct {
	*home
	running []apps.Process
	booted  time.Time
}

func newWorkshop(t *testing.T) *workshop {
	t.Helper()
	w := &workshop{home: newHome(t)}
	for name, content := range map[string]string{
		"config/apps/labcad.toml": strings.ReplaceAll(labCAD, "%COMMUNITY%", ""), "config/apps/webcad.toml": webCAD,
		".labcad/Lab CAD 2021/login_session.dat": "twenty-one", ".labcad/Lab CAD 2021/licence.dat": "paid for",
		".labcad/Lab CAD 2022/login_session.dat": "twenty-two", ".webcad/7/settings.dat": "mine",
	} {
		path := filepath.Join(w.folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		w.write(path, content)
	}
	parts := w.open(vault.Memory).Deps
	parts.AppFinder = w
	parts.BootTime = func() (time.Time, error) { return w.booted, nil }
	w.Core = core.New(parts)
	return w
}

// Find looks with the real finder; only the list of processes is the test's.
func (w *workshop) Find(ctx context.Context, catalogue apps.Catalogue) ([]apps.Found, error) {
	native, err := apps.Native(func(string) string { return "" }, w.folder, "linux")
	if err != nil {
		return nil, err
	}
	return apps.NewFinder(apps.FinderOptions{
		Places:    []apps.Places{native},
		Processes: func(context.Context) ([]apps.Process, error) { return w.running, nil },
	}).Find(ctx, catalogue)
}

func (w *workshop) file(version string) string {
	return filepath.Join(w.folder, ".labcad", "Lab CAD "+version, "login_session.dat")
}

func (w *workshop) runs(version string) {
	path := filepath.Join(w.folder, "opt", "Lab CAD "+version, "labcad")
	w.running = append(w.running, apps.Process{PID: 4711, Name: "labcad", Path: path})
}

func (w *workshop) tryReset(request core.ResetRequest) (core.ResetAnswer, error) {
	w.t.Helper()
	plan, err := w.PlanReset(w.t.Context(), request)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.ApplyReset(w.t.Context(), plan)
}

// there says which of the two files are in their place.
func (w *workshop) there() []string {
	var versions []string
	for _, version := range []string{"2021", "2022"} {
		if _, err := os.Lstat(w.file(version)); err == nil {
			versions = append(versions, version)
		}
	}
	return versions
}
