package widgets_test

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"latchkey/app/widgets"
)

// look is one appearance goldens are made in.
type look struct {
	name string
	of   widgets.Appearance
}

func looks() []look {
	return []look{
		{"light", widgets.Appearance{Mode: widgets.ModeLight}},
		{"dark", widgets.Appearance{Mode: widgets.ModeDark}},
		{"contrast-light", widgets.Appearance{Mode: widgets.ModeLight, HighContrast: true}},
		{"contrast-dark", widgets.Appearance{Mode: widgets.ModeDark, HighContrast: true}},
	}
}

// render draws an object in a window of that size.
func render(t *testing.T, a widgets.Appearance, w, h float32, build func(c fyne.Canvas) fyne.CanvasObject) image.Image {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(widgets.NewTheme(a))
	win := test.NewTempWindow(t, nil)
	win.SetPadded(false)
	win.SetContent(build(win.Canvas()))
	win.Resize(fyne.NewSize(w, h))
	return win.Canvas().Capture()
}

// at puts objects at fixed places, as the sheet has them.
type at struct {
	x, y, w, h float32
	o          fyne.CanvasObject
}

func board(parts ...at) fyne.CanvasObject {
	box := container.NewWithoutLayout()
	for _, p := range parts {
		m := p.o.MinSize()
		if p.w > 0 {
			m.Width = p.w
		}
		if p.h > 0 {
			m.Height = p.h
		}
		p.o.Resize(m)
		p.o.Move(fyne.NewPos(p.x, p.y))
		box.Add(p.o)
	}
	return box
}
