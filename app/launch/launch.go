//go:build !nogui

package launch

import (
	"context"
	"log/slog"
	"os"
	"sync"
	"time"

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
	keepMemorySmall()
	makeCacheFolder()
	application := fyneapp.NewWithID(appID)
	icon := fyne.NewStaticResource("latchkey.svg", assets.Icon("latchkey"))
	application.SetIcon(icon)
	window := application.NewWindow("Latchkey")
	window.SetIcon(icon)
	window.SetMaster()

	stopped := make(chan struct{})
	stop := sync.OnceFunc(func() { close(stopped) })
	defer hearFyne(stopped)()
	deps := o.deps(application, onUI(stopped))
	attach := o.askInWindow()
	content := app.New(deps, window)
	o.Jobs.AskPassphraseWith(content.AskPassphrase)
	attach(content)
	// What could still come back to the window ends before its loop does: after
	// it, Fyne would run such work on the goroutine that hands it in.
	window.SetCloseIntercept(func() {
		stop()
		content.Close()
		window.Close()
	})
	restoreSize(application.Preferences(), window)
	keepSize(application.Preferences(), window, deps.After)
	ended := make(chan struct{})
	go quitWith(ctx, application, stop, ended)
	window.ShowAndRun()
	close(ended)
	stop()
	content.Close()
	content.Rest()
	return nil
}

// quitPatience is how long Fyne is given to end by itself: it listens to the
// signals that end ctx as well, and must not be told twice, because what it is
// told after its loop has ended it does on the wrong thread.
const quitPatience = 500 * time.Millisecond

// quitWith ends the window when ctx ends.
func quitWith(ctx context.Context, application fyne.App, stop func(), ended <-chan struct{}) {
	select {
	case <-ended:
		return
	case <-ctx.Done():
	}
	stop()
	select {
	case <-ended:
	case <-time.After(quitPatience):
		fyne.Do(application.Quit)
	}
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
