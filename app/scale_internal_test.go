package app

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
)

// At twice the size everything doubles and nothing moves: all that can be pressed
// is where it is at scale 1, in the smallest window and in Dutch.
func TestScaleTwoDoublesThePages(t *testing.T) {
	for _, name := range []string{"apps", "apps-every-state", "apps-reset-result", "apps-steps", "settings-storage"} {
		for _, s := range scenes() {
			if s.name != name {
				continue
			}
			t.Run(name, func(t *testing.T) {
				inScene(t, s, look{language: "nl", appearance: "light", size: fyne.NewSize(760, 520)}, func(b *bench) {
					before := b.places()
					b.window.Canvas().(software.WindowlessCanvas).SetScale(2)
					checkReadable(t, b, fyne.NewSize(760, 520))
					for name, place := range b.places() {
						if place != before[name] {
							t.Errorf("%s is at %v, was at %v", name, place, before[name])
						}
					}
					if got := b.window.Canvas().Capture().Bounds().Size(); got.X != 1520 || got.Y != 1040 {
						t.Errorf("the picture is %v", got)
					}
				})
			})
		}
	}
}

// places says where every control of the page is.
func (b *bench) places() map[string]fyne.Position {
	found := map[string]fyne.Position{}
	for _, name := range b.drawn.parts.order {
		if object, ok := b.drawn.parts.find(name).(fyne.CanvasObject); ok {
			found[name] = fyne.CurrentApp().Driver().AbsolutePositionForObject(object)
		}
	}
	return found
}
