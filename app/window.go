package app

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/app/widgets"
	"latchkey/assets"
)

// Window is the main window: the rail, the page that is open and the one job
// that runs. All methods belong on the window's thread.
type Window struct {
	deps   Deps
	window fyne.Window
	ctx    context.Context
	stop   context.CancelFunc
	words  assets.Words
	theme  string // the appearance that is shown

	rail  *widgets.Rail
	frame *widgets.Frame
	shown screen // what the frame shows now
	drawn drawn
	ready bool // the first snapshot is there
	slow  bool // it took long enough to say so

	snap    snapshot
	reading bool // a snapshot is being taken
	again   bool // and it is out of date already
	page    string
	work    *work
	ending  *work // cancelled, and not done yet
	closed  bool
	rested  chan struct{} // closed when no token is renewed ahead any more
	offline bool
	problem error           // of the last job, until the next one
	retry   func()          // repeats the job that failed, or nil
	notice  *present.Banner // what the last job wants to say besides
	home    homeState
	rights  rightsState
	apps    appsState
	trouble troubleState
	events  eventsState
	about   bool
	moving  *storageState // the place of the secrets is being chosen
	phrase  phraseState
	dialog  *widgets.Dialog
}

// New builds the window's content and reads the first snapshot. It panics with
// the name of a required part of d that is missing. Close ends it.
func New(d Deps, window fyne.Window) *Window {
	d.check()
	ctx, stop := context.WithCancel(context.Background())
	w := &Window{deps: d.withDefaults(), window: window, ctx: ctx, stop: stop, page: present.PageHome}
	w.rights.sort = byState
	settings, _ := d.Jobs.Settings() // an unreadable file is told by the first snapshot
	w.follow(settings)
	w.rail = w.newRail()
	w.frame = widgets.NewFrame(w.rail, widgets.NewPage(widgets.NewPageHeader("", ""), nil, nil))
	window.SetPadded(false)
	window.SetContent(w.frame)
	w.listenToKeys()
	d.After(slowAfter, func() { w.slow = true; w.render() })
	w.reload()
	w.watch()
	w.tick()
	w.keepFresh()
	return w
}

// slowAfter is how long a page may take to appear before gray bars stand in.
const slowAfter = 300 * time.Millisecond

// Close stops everything that could still come back to the window.
func (w *Window) Close() {
	w.closed = true
	w.stop()
}

// reload takes a new snapshot in the background and shows it. Asking again
// while one is being taken makes it be taken once more.
func (w *Window) reload() {
	if w.closed {
		return
	}
	if w.reading {
		w.again = true
		return
	}
	w.reading = true
	if w.page == present.PageApps {
		w.lookAtApps()
	}
	if w.page == present.PageActivity {
		w.readEvents()
	}
	w.deps.Background(func() {
		snap := read(w.ctx, w.deps.Jobs, w.deps.Now)
		w.deps.OnUI(func() { w.accept(snap) })
	})
}

func (w *Window) accept(snap snapshot) {
	w.reading = false
	if w.closed {
		return
	}
	first := !w.ready
	w.snap, w.ready = snap, true
	w.follow(snap.settings)
	w.render()
	if first {
		w.probeNow()
	}
	if w.again {
		w.again = false
		w.reload()
	}
}

// watch reads everything again whenever something changed on disk, whoever
// changed it.
func (w *Window) watch() {
	w.deps.Background(func() {
		changes, err := w.deps.Jobs.Changed(w.ctx)
		if err != nil || changes == nil {
			return
		}
		for range changes {
			w.deps.OnUI(w.reload)
		}
	})
}

// follow takes over what the settings say about the window itself.
func (w *Window) follow(settings core.Settings) {
	w.words = w.deps.Words(settings.Language)
	if appearance := settings.Appearance; appearance != w.theme || w.rail == nil {
		w.theme = appearance
		fyne.CurrentApp().Settings().SetTheme(widgets.NewTheme(appearanceOf(appearance)))
	}
}

func appearanceOf(setting string) widgets.Appearance {
	switch setting {
	case "light":
		return widgets.Appearance{Mode: widgets.ModeLight}
	case "dark":
		return widgets.Appearance{Mode: widgets.ModeDark}
	case "contrast":
		return widgets.Appearance{HighContrast: true}
	}
	return widgets.Appearance{}
}

// tick draws the page again every half minute, because ages grow, and reads
// again when time alone has changed what is true. A locked keyring is asked again,
// so that the window goes on by itself after it was unlocked.
func (w *Window) tick() {
	w.deps.After(30*time.Second, func() {
		if w.closed {
			return
		}
		if w.snap.status.State == core.StateStorageLocked || w.snap.outdated(w.deps.Now()) {
			w.reload()
		}
		w.render()
		w.tick()
	})
}

// visit is open by the person's own choice: what they went away for is given up.
func (w *Window) visit(page string) {
	w.trouble.from = nil
	w.open(page)
}

// open shows a page from its start. Work that runs goes on, and its page shows
// it again when the person comes back.
func (w *Window) open(page string) {
	w.page, w.about, w.problem, w.notice, w.moving = page, false, nil, nil, nil
	w.home.choosing = false
	w.rights.leave()
	w.apps.leave()
	w.trouble.leave()
	if page == present.PageActivity {
		w.readEvents()
	}
	w.render()
}
