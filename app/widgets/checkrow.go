package widgets

import "fyne.io/fyne/v2"

// Check is what a CheckRow shows. A failed check opens by itself.
type Check struct {
	State    StepState
	Name     string
	Evidence string            // a short fact at the right, below the name where there is no room
	Sentence string            // shown when open
	Detail   string            // evidence in full, 12, shown when open
	Fix      fyne.CanvasObject // usually a Button, shown when open
}

// CheckRow is one check: at least 38 high, with a sign of 18, a name, and evidence at the right. With a sentence it can be
// opened and closed.
type CheckRow struct {
	pressRow
	check   Check
	open    bool
	spinner *Spinner
	changed func()
}

// NewCheckRow makes a row. changed is called after the person opened or closed it and may be nil; let it refresh the page.
func NewCheckRow(c Check, changed func()) *CheckRow {
	r := &CheckRow{changed: changed}
	r.initRow(r, 38, Column(0), nil)
	r.Set(c)
	return r
}

// Set replaces what the row shows.
func (r *CheckRow) Set(c Check) {
	if r.check == c && len(r.body.Objects) > 0 {
		return
	}
	if c.State != r.check.State || len(r.body.Objects) == 0 {
		r.open = c.State == StepFailed
	}
	r.check = c
	r.tap = nil
	if r.foldable() {
		r.tap = func() {
			r.open = !r.open
			r.build()
			if r.changed != nil {
				r.changed()
			}
			reveal(r)
		}
	}
	r.build()
}

// Open says whether the details show.
func (r *CheckRow) Open() bool { return r.open }

// Disabled keeps a row that cannot be opened out of the keyboard's way.
func (r *CheckRow) Disabled() bool { return !r.foldable() }

// Stop makes the spinner stand still.
func (r *CheckRow) Stop() {
	if r.spinner != nil {
		r.spinner.Stop()
	}
}

func (r *CheckRow) foldable() bool { return r.check.Sentence != "" || r.check.Detail != "" }

func (r *CheckRow) build() {
	r.Stop()
	c := r.check
	var sign fyne.CanvasObject
	if c.State == StepRunning {
		r.spinner = NewSpinner(18).Start()
		sign = r.spinner
	} else {
		icon, token := c.State.sign()
		sign = NewIcon(icon, token, 18)
	}
	style := StyleBody
	if c.State == StepTodo {
		style = StyleSecond
	}
	if r.open {
		style = StyleStrong
	}
	words := fyne.CanvasObject(NewText(c.Name, style).Wrapped())
	if !r.open && c.Evidence != "" {
		words = fact(words, NewText(c.Evidence, StyleCaption).Wrapped())
	}
	objects := []fyne.CanvasObject{sign, Grow(words)}
	if r.open {
		objects = append(objects, NewIcon("chevron-down", TokenText2, 18))
	}
	const room = (38 - 19) / 2.0
	body := Column(0, Inset(room, 0, room, 0, RowTop(12, objects...)))
	if r.open {
		body.Add(r.details())
	}
	r.body = rowInset(0, 0, body)
	r.Refresh()
}

func (r *CheckRow) details() fyne.CanvasObject {
	words := Column(0)
	if r.check.Sentence != "" {
		words.Add(NewText(r.check.Sentence, StyleBody).Wrapped())
	}
	if r.check.Detail != "" {
		words.Add(NewText(r.check.Detail, StyleCaption).Wrapped())
	}
	if r.check.Fix != nil {
		words.Add(Inset(10, 0, 0, 0, Flow(8, r.check.Fix)))
	}
	return Inset(-5, 0, 12, 30, words)
}

// CreateRenderer is for Fyne.
func (r *CheckRow) CreateRenderer() fyne.WidgetRenderer { return newRenderer(r) }
