package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Dialog confirms a plan: a question, a sentence, content that scrolls when it is long, a note, Cancel, and the accent
// button with the verb of the question. Nothing below can be used while it shows; Esc and Cancel close it.
type Dialog struct {
	widget.BaseWidget
	canvas   fyne.Canvas
	before   func(*fyne.KeyEvent)
	focused  fyne.Focusable
	canceled func()
	scrim    *canvas.Rectangle
	box      *box
	title    *Text
	sentence *Text
	scroll   *Scroller
	note     *Text
	cancel   *Button
	confirm  *Button
}

// DialogText are the words of a dialog; Note stands at the left of the buttons and may be empty.
type DialogText struct {
	Title, Sentence, Note, Cancel, Confirm string
}

// NewDialog makes a dialog; content may be nil. confirmed runs after the dialog closed, canceled as well; both may be nil.
func NewDialog(text DialogText, content fyne.CanvasObject, confirmed, canceled func()) *Dialog {
	d := &Dialog{
		canceled: canceled, scrim: &canvas.Rectangle{}, box: newBox(),
		title: NewText(text.Title, StyleTitle).Wrapped(), sentence: Paragraph(text.Sentence),
		note: NewText(text.Note, StyleSecond).Wrapped(),
	}
	if content != nil {
		d.scroll = NewScroller(content)
	}
	d.cancel = NewButton(text.Cancel, ButtonSecondary, Large, d.Cancel)
	d.confirm = NewButton(text.Confirm, ButtonAccent, Large, func() {
		d.Close()
		if confirmed != nil {
			confirmed()
		}
	})
	d.ExtendBaseWidget(d)
	return d
}

// Confirm is the accent button, for disabling it.
func (d *Dialog) Confirm() *Button { return d.confirm }

// CancelButton is the button that gets the first focus.
func (d *Dialog) CancelButton() *Button { return d.cancel }

// ShowOn shows the dialog over a window's content and focuses Cancel.
func (d *Dialog) ShowOn(c fyne.Canvas) {
	if d.canvas != nil {
		return
	}
	d.canvas, d.before, d.focused = c, c.OnTypedKey(), c.Focused()
	c.SetOnTypedKey(func(e *fyne.KeyEvent) {
		if e.Name == fyne.KeyEscape {
			d.Cancel()
		}
	})
	c.Overlays().Add(d)
	c.Focus(d.cancel)
}

// Close takes the dialog away and gives the keyboard back to what had it.
func (d *Dialog) Close() {
	if d.canvas == nil {
		return
	}
	c := d.canvas
	d.canvas = nil
	c.SetOnTypedKey(d.before)
	c.Overlays().Remove(d)
	if d.focused != nil {
		c.Focus(d.focused)
	}
}

// Cancel closes the dialog as Esc does.
func (d *Dialog) Cancel() {
	if d.canvas == nil {
		return
	}
	d.Close()
	if d.canceled != nil {
		d.canceled()
	}
}

// Tapped swallows clicks beside the dialog: a plan is left by Cancel or Esc only.
func (d *Dialog) Tapped(*fyne.PointEvent) {}

// CreateRenderer is for Fyne.
func (d *Dialog) CreateRenderer() fyne.WidgetRenderer { return newRenderer(d) }

func (d *Dialog) children() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{d.scrim, d.box.Container, d.title, d.sentence}
	if d.scroll != nil {
		objects = append(objects, d.scroll)
	}
	return append(objects, d.note, d.cancel, d.confirm)
}

func (d *Dialog) min() fyne.Size { return fyne.NewSize(320, 240) }

func (d *Dialog) paint() {
	d.scrim.FillColor = col(TokenScrim)
	d.box.paint(TokenCard, TokenLine, theme.Size(theme.SizeNameDialogRadius))
}
