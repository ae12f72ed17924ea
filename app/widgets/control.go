package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// control is the common ground of everything that can be pressed: pointer, keyboard focus, Enter and Space, disabled.
type control struct {
	widget.DisableableWidget
	self    fyne.Widget
	tap     func()
	hovered bool
	pressed bool
	focused bool
}

func (c *control) init(self fyne.Widget, tap func()) {
	c.self, c.tap = self, tap
	c.ExtendBaseWidget(self)
}

// OnTapped replaces what a press does; nil does nothing.
func (c *control) OnTapped(tap func()) { c.tap = tap }

// Press does what a click does, unless the widget is disabled.
func (c *control) Press() {
	if c.tap != nil && !c.Disabled() {
		c.tap()
	}
}

// Tapped is for Fyne.
func (c *control) Tapped(*fyne.PointEvent) { c.Press() }

// MouseIn is for Fyne.
func (c *control) MouseIn(*desktop.MouseEvent) { c.flag(&c.hovered, !c.Disabled()) }

// MouseMoved is for Fyne.
func (c *control) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is for Fyne.
func (c *control) MouseOut() {
	c.pressed = false
	c.flag(&c.hovered, false)
}

// MouseDown is for Fyne.
func (c *control) MouseDown(*desktop.MouseEvent) { c.flag(&c.pressed, !c.Disabled()) }

// MouseUp is for Fyne.
func (c *control) MouseUp(*desktop.MouseEvent) { c.flag(&c.pressed, false) }

// Cursor shows a hand over what can be pressed.
func (c *control) Cursor() desktop.Cursor {
	if c.Disabled() {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// FocusGained is for Fyne.
func (c *control) FocusGained() {
	c.flag(&c.focused, true)
	reveal(c.self)
}

// FocusLost is for Fyne.
func (c *control) FocusLost() { c.flag(&c.focused, false) }

// TypedRune is for Fyne; a letter means nothing to a control.
func (c *control) TypedRune(rune) {}

// TypedKey presses with Enter or Space; every other key goes on to the window.
func (c *control) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.Press()
	default:
		passKey(c.self, e)
	}
}

func (c *control) flag(which *bool, on bool) {
	if *which == on {
		return
	}
	*which = on
	c.Refresh()
}

// Disable makes the widget gray and deaf.
func (c *control) Disable() {
	c.hovered, c.pressed, c.focused = false, false, false
	c.DisableableWidget.Disable()
}

// SetEnabled disables or enables by a condition.
func (c *control) SetEnabled(on bool) {
	if on {
		c.Enable()
		return
	}
	c.Disable()
}

// overlay is the token of the overlay the pointer asks for, "" for none.
func (c *control) overlay() Token {
	switch {
	case c.Disabled():
		return ""
	case c.pressed:
		return TokenPress
	case c.hovered:
		return TokenHover
	}
	return ""
}

// passKey hands a key nobody wanted to the window's own key handler (Esc, F5).
func passKey(o fyne.CanvasObject, e *fyne.KeyEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return
	}
	if handle := c.OnTypedKey(); handle != nil {
		handle(e)
	}
}

// ringGap is the room between a widget and its focus ring.
const ringGap float32 = 2

// placeRing puts the focus ring around a box at x, y: its width and the gap lie outside, its corner is 3 wider.
func placeRing(ring *canvas.Rectangle, x, y, w, h, radius float32) {
	width := theme.Size(SizeRing)
	out := ringGap + width
	ring.StrokeWidth = width
	ring.CornerRadius = radius + 3
	place(ring, x-out, y-out, w+2*out, h+2*out)
}

// placeInnerRing puts the ring on the inside, for rows and rail items.
func placeInnerRing(ring *canvas.Rectangle, size fyne.Size, radius float32) {
	ring.StrokeWidth = theme.Size(SizeRing)
	ring.CornerRadius = radius
	place(ring, 0, 0, size.Width, size.Height)
}

func showRing(ring *canvas.Rectangle, on bool) {
	ring.FillColor = nil
	ring.StrokeColor = col(TokenAccent)
	ring.Hidden = !on
}

// fillOverlay colors the hover or press overlay.
func fillOverlay(r *canvas.Rectangle, token Token) {
	r.Hidden = token == ""
	if token != "" {
		r.FillColor = col(token)
	}
}
