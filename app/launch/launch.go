//go:build !nogui

package launch

import (
	"context"
	"log/slog"
	"os"
	"sync"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"latchkey/app"
	"latchkey/assets"
)

// HasWindow says whether this build can open a window.
const HasWindow = true

// appID is the id in FyneApp.toml: preferences are kept under it.
const appID = "internal.latchkey.desktop"

// Window opens the window and returns when it was closed or ctx has ended. It
// must be called on the main goroutine. Errors: ErrNoDisplay.
func Window(ctx context.Context, o Options) error {
	if err := checkDisplay(o.Env, o.GOOS); err != nil {
		return err
	}
	makeCacheFolder()
	application := fyneapp.NewWithID(appID)
	icon := fyne.NewStaticResource("latchkey.svg", assets.Icon("latchkey"))
	application.SetIcon(icon)
	window := application.NewWindow("Latchkey")
	window.SetIcon(icon)
	window.SetMaster()

	stopped := make(chan struct{})
	content := app.New(o.deps(application, onUI(stopped)), window)
	// What could still come back to the window ends before its loop does: after
	// it, Fyne would run such work on the goroutine that hands it in.
	end := sync.OnceFunc(func() {
		content.Close()
		close(stopped)
	})
	window.SetCloseIntercept(func() {
		rememberSize(application.Preferences(), window)
		end()
		window.Close()
	})
	restoreSize(application.Preferences(), window)
	running := make(chan struct{})
	go func() {
		select {
		case <-ctx.Done():
			fyne.Do(func() {
				end()
				application.Quit()
			})
		case <-running:
		}
	}()
	window.ShowAndRun()
	close(running)
	return nil
}

// onUI brings work to the window's thread until the window has ended.
func onUI(stopped <-chan struct{}) func(func()) {
	return func(work func()) {
		select {
		case <-stopped:
		default:
			fyne.Do(work)
		}
	}
}

// makeCacheFolder makes the person's cache folder, because Fyne makes only its
// own in it and complains when there is none.
func makeCacheFolder() {
	folder, err := os.UserCacheDir()
	if err == nil {
		err = os.MkdirAll(folder, 0o700)
	}
	if err != nil {
		slog.Debug("make cache folder", "problem", err.Error())
	}
}
