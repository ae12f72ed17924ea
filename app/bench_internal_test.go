package app

import (
	"context"
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"latchkey/app/present"
	"latchkey/app/widgets"
	"latchkey/assets"
)

// bench is a window on the software driver in which everything happens at once.
type bench struct {
	*Window
	jobs   *fakeJobs
	clock  *fakeClock
	copied string
	opened []string
	system string // language tag of the system
}

func newBench(t testing.TB, jobs *fakeJobs, change ...func(*Deps)) *bench {
	t.Helper()
	test.NewTempApp(t)
	b := &bench{jobs: jobs, clock: &fakeClock{now: morning(10, 41, 9)}, system: "en"}
	if jobs.changes == nil {
		jobs.changes = make(chan struct{})
		close(jobs.changes)
	}
	inline := func(work func()) { work() }
	deps := Deps{
		Jobs: jobs, Now: b.clock.Now, Background: inline, OnUI: inline, After: b.clock.After,
		Words: func(language string) assets.Words {
			if language == "" {
				language = b.system
			}
			return assets.In(language)
		},
		OpenURL:    func(_ context.Context, address string) error { b.opened = append(b.opened, address); return nil },
		OpenFolder: func(_ context.Context, path string) error { b.opened = append(b.opened, path); return nil },
		Copy:       func(text string) { b.copied = text }, Version: "0.1.0",
		SaveFolder: func() string { return "/home/mila/Documents" },
	}
	for _, c := range change {
		c(&deps)
	}
	window := test.NewTempWindow(t, nil)
	b.Window = New(deps, window)
	window.Resize(fyne.NewSize(1000, 680))
	t.Cleanup(b.Close)
	return b
}

// tap presses the control of a name and fails when the page has none.
func (b *bench) tap(t *testing.T, name string) {
	t.Helper()
	control := b.drawn.parts.find(name)
	pressable, ok := control.(interface{ Press() })
	if !ok {
		t.Fatalf("page %q has no control %q, only %v", b.shown.name, name, b.drawn.parts.order)
	}
	pressable.Press()
}

// title is what the page says on top.
func (b *bench) title() string { return b.drawn.page.Header().Title() }

func (b *bench) says(t *testing.T, title string) {
	t.Helper()
	if got := b.title(); got != title {
		t.Errorf("title is %q, want %q", got, title)
	}
}

// texts are all words on the screen, cut or not.
func (b *bench) texts() []string {
	var found []string
	for _, o := range test.LaidOutObjects(b.window.Canvas().Content()) {
		switch x := o.(type) {
		case *widgets.Text:
			found = append(found, x.String())
		case *widgets.Button:
			found = append(found, x.Label())
		}
	}
	return found
}

func (b *bench) picture(size fyne.Size) image.Image {
	b.window.Resize(size)
	b.window.Canvas().Unfocus()
	return b.window.Canvas().Capture()
}

func (b *bench) goTo(page string) { b.open(page) }

var allPages = []string{present.PageHome, present.PageRights, present.PageApps, present.PageTroubleshoot, present.PageActivity, present.PageSettings}
