package app

import (
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/app/widgets"
)

func TestAMissingPartIsNamed(t *testing.T) {
	defer func() {
		if said, _ := recover().(string); !strings.Contains(said, "Deps.Jobs") {
			t.Errorf("panic says %q", said)
		}
	}()
	New(Deps{}, nil)
}

func TestAChangeOnDiskIsShown(t *testing.T) {
	jobs := signedOutJobs()
	b := newBench(t, jobs)
	b.says(t, "You’re signed out")
	jobs.status = milaSignedIn()
	jobs.changes = make(chan struct{}, 1)
	jobs.changes <- struct{}{}
	close(jobs.changes)
	b.watch()
	b.says(t, "You’re signed in")
}

func TestAgesGrow(t *testing.T) {
	b := newBench(t, signedInJobs())
	b.clock.Move(30 * 60e9)
	found := false
	for _, text := range b.texts() {
		found = found || text == "Checked 42 min ago"
	}
	if !found {
		t.Errorf("the age stands still: %q", b.texts())
	}
}

func TestAnEndThatPassesIsNoticed(t *testing.T) {
	jobs := signedInJobs()
	jobs.status.Accounts[0].AccessExpiresAt = core.At(morning(10, 41, 20))
	b := newBench(t, jobs)
	jobs.status.State = core.StateExpired
	b.clock.Move(30e9)
	b.says(t, "Your session has ended")
}

func TestAnUnlockedKeyringIsNoticed(t *testing.T) {
	jobs := signedInJobs()
	jobs.status.State = core.StateStorageLocked
	b := newBench(t, jobs)
	b.says(t, "Secure storage is locked")
	jobs.status.State = core.StateSignedIn
	b.clock.Move(30e9)
	b.says(t, "You’re signed in")
}

func TestOfTenThousandRightsOnlyTheVisibleAreDrawn(t *testing.T) {
	jobs := signedInJobs()
	for i := range 10_000 {
		right := jobs.rights.Rights[i%len(jobs.rights.Rights)]
		right.ID += strconv.Itoa(i)
		jobs.rights.Rights = append(jobs.rights.Rights, right)
	}
	b := newBench(t, jobs)
	b.goTo(present.PageRights)
	began := time.Now()
	for _, typed := range []string{"q", "qu", "qua", "quay"} {
		b.rights.filter = typed
		b.render()
	}
	t.Logf("a letter takes %v", time.Since(began)/4)
	if objects := len(visible(b.drawn.page)); objects > 2000 {
		t.Errorf("%d objects for what is visible", objects)
	}
}

func TestWhatCannotBeReadIsSaid(t *testing.T) {
	jobs := signedInJobs()
	jobs.statusErr = errors.New("disk on fire")
	b := newBench(t, jobs)
	if b.attention() == nil {
		t.Error("nothing is said")
	}
}

func TestAClosedWindowStaysStill(t *testing.T) {
	jobs := signedInJobs()
	b := newBench(t, jobs)
	b.Close()
	jobs.status = core.StatusAnswer{State: core.StateSignedOut}
	b.reload()
	b.clock.Move(60e9)
	b.says(t, "You’re signed in")
}

// Every control of every page can be reached with Tab, beginning at the page's
// primary button.
func TestTheKeyboardReachesEverything(t *testing.T) {
	for _, page := range allPages {
		t.Run(page, func(t *testing.T) {
			b := newBench(t, signedInJobs())
			if page != present.PageHome {
				b.goTo(page)
			}
			c := b.window.Canvas()
			if primary := b.drawn.page.Header().Primary(); c.Focused() != primary {
				t.Errorf("first focus is %T", c.Focused())
			}
			reached := map[fyne.Focusable]bool{}
			for range 60 {
				reached[c.Focused()] = true
				c.FocusNext()
			}
			for _, name := range b.drawn.parts.order {
				if control := b.drawn.parts.find(name); !reached[control] && !disabled(control) {
					t.Errorf("%s is out of reach", name)
				}
			}
			if !reached[b.rail.Item(0)] {
				t.Error("the rail is out of reach")
			}
		})
	}
}

func disabled(control fyne.Focusable) bool {
	d, ok := control.(fyne.Disableable)
	return ok && d.Disabled()
}

// Whatever is shown, in both languages and every dress: all words are there, no
// command of the command line, no button outside the window, and no text of ours cut.
func TestEveryStateIsReadable(t *testing.T) {
	for _, s := range scenes() {
		for _, l := range looks() {
			if l.suffix == "dark" || l.suffix == "contrast" {
				continue // other colors, the same places
			}
			t.Run(s.name+"-"+l.suffix, func(t *testing.T) {
				inScene(t, s, l, func(b *bench) { checkReadable(t, b, l.size) })
			})
		}
	}
}

func checkReadable(t *testing.T, b *bench, size fyne.Size) {
	t.Helper()
	root := b.window.Canvas().Content()
	if top := b.window.Canvas().Overlays().Top(); top != nil {
		root = top
	}
	for _, o := range visible(root) {
		switch x := o.(type) {
		case *canvas.Text:
			checkText(t, b, x)
		case *widgets.Button:
			right := fyne.CurrentApp().Driver().AbsolutePositionForObject(x).X + x.Size().Width
			if right > size.Width || x.Size().Width < x.MinSize().Width-0.5 {
				t.Errorf("button %q is cut", x.Label())
			}
		}
	}
}

// visible are the objects that are drawn: none that is hidden or inside something hidden.
func visible(o fyne.CanvasObject) []fyne.CanvasObject {
	if !o.Visible() {
		return nil
	}
	found := []fyne.CanvasObject{o}
	var inside []fyne.CanvasObject
	switch x := o.(type) {
	case *fyne.Container:
		inside = x.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(x).Objects()
	}
	for _, child := range inside {
		found = append(found, visible(child)...)
	}
	return found
}

func checkText(t *testing.T, b *bench, text *canvas.Text) {
	t.Helper()
	for _, bad := range []string{"present.", "window.", "problem.", "{", "`"} {
		if strings.Contains(text.Text, bad) {
			t.Errorf("%q is shown", text.Text)
		}
	}
	cut := strings.HasSuffix(text.Text, "…") || strings.HasPrefix(text.Text, "…")
	if !cut || text.TextStyle.Monospace {
		return
	}
	for _, whole := range append(b.texts(), dialogTexts(b)...) {
		if whole == text.Text {
			return // it ends so, because a dialog follows
		}
	}
	for _, theirs := range []string{"Harbor", "Tekla", "Northquay", "mila.vos"} {
		if strings.HasPrefix(text.Text, theirs) {
			return // words of a server may be cut
		}
	}
	t.Errorf("cut to %q", text.Text)
}

func dialogTexts(b *bench) []string {
	var found []string
	if top := b.window.Canvas().Overlays().Top(); top != nil {
		for _, o := range test.LaidOutObjects(top) {
			if text, ok := o.(*widgets.Text); ok {
				found = append(found, text.String())
			}
		}
	}
	return found
}
