package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"latchkey/app/core"
)

// appRehearsals are about the pretended SketchUp in the home of the demo's person.
func appRehearsals() []rehearsal {
	scope := core.ScopeAppPrefix + "sketchup@" + oldApp
	return []rehearsal{
		{name: "app_state_old", finds: "app_state_old", fix: core.MendResetApp, apps: true, stage: stageOldApp},
		{name: "app_running", finds: "app_running_old", fix: core.MendCloseApp, apps: true, systems: onUnix, stage: stageRunningApp},
		{name: "app_state_refused", finds: "app_state_refused", fix: core.MendGuide, apps: true, systems: onUnix, stage: stageLinkedApp},
		{name: "app_state_suspect", finds: "app_state_suspect", fix: core.MendResetApp, apps: true, subject: scope},
	}
}

// The versions of the pretended app: of one, something is wrong.
const (
	oldApp = "2021"
	newApp = "2020"
)

// stageOldApp leaves the sign-in of an app from before somebody signed out.
func stageOldApp(ctx context.Context, s *demoScene) error {
	if err := errors.Join(stageSignOut(ctx, s), s.signIn(ctx, tourPerson)); err != nil {
		return err
	}
	now := time.Now()
	return errors.Join(s.home.appWritten(oldApp, now.Add(-time.Hour)), s.home.appWritten(newApp, now))
}

// stageRunningApp lets that app run, too: a program that waits for its input to
// end, as it does with the demo, and is called as the app is.
func stageRunningApp(ctx context.Context, s *demoScene) error {
	if err := stageOldApp(ctx, s); err != nil {
		return err
	}
	shell, err := exec.LookPath("sh")
	if err != nil {
		return fmt.Errorf("pretend that SketchUp runs: %w", err)
	}
	pretended := &exec.Cmd{Path: shell, Args: []string{"SketchUp", "-c", "read -r end; exit"}, Dir: s.home.folder}
	input, err := pretended.StdinPipe()
	if err == nil {
		err = pretended.Start()
	}
	if err != nil {
		return fmt.Errorf("pretend that SketchUp runs: %w", err)
	}
	s.ends = append(s.ends, func() { _ = input.Close(); _ = pretended.Wait() })
	return nil
}

// stageLinkedApp puts a link where the app's sign-in was.
func stageLinkedApp(_ context.Context, s *demoScene) error {
	file := s.home.appFile(oldApp)
	if err := os.Rename(file, file+".elsewhere"); err != nil {
		return fmt.Errorf("move the app's sign-in: %w", err)
	}
	if err := os.Symlink(file+".elsewhere", file); err != nil {
		return fmt.Errorf("link the app's sign-in: %w", err)
	}
	return nil
}

// appWritten says when the pretended app saved its sign-in.
func (h demoHome) appWritten(version string, at time.Time) error {
	if err := os.Chtimes(h.appFile(version), at, at); err != nil {
		return fmt.Errorf("date the app's sign-in: %w", err)
	}
	return nil
}

// forgetApps takes the pretended sign-ins of the apps away, not the apps.
func (h demoHome) forgetApps() error {
	for _, version := range []string{newApp, oldApp} {
		if err := os.Remove(h.appFile(version)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("forget the app's sign-in: %w", err)
		}
	}
	return nil
}

// appFile is the pretended sign-in of one version of the app.
func (h demoHome) appFile(version string) string {
	return filepath.Join(h.apps(), "SketchUp "+version, "login_session.dat")
}
