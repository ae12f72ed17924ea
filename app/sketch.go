package app

import (
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"latchkey/app/present"
	"latchkey/app/widgets"
)

// sketch turns parts of view states into widgets and remembers every control by
// a name made of its action, for the keyboard focus and for tests.
type sketch struct {
	act   func(present.Action, string)
	after func(d time.Duration, work func())
	names map[string]fyne.Focusable
	order []string
}

func newSketch(act func(present.Action, string), after func(time.Duration, func())) *sketch {
	return &sketch{act: act, after: after, names: map[string]fyne.Focusable{}}
}

// name registers a control; a second one of the same name gets "#2".
func (s *sketch) name(name string, control fyne.Focusable) {
	unique := name
	for i := 2; s.names[unique] != nil; i++ {
		unique = name + "#" + strconv.Itoa(i)
	}
	s.names[unique] = control
	s.order = append(s.order, unique)
}

// anew draws a part once more whose controls had these names, and gives the names
// that they have now.
func (s *sketch) anew(names []string, draw func()) []string {
	for _, name := range names {
		delete(s.names, name)
	}
	s.order = slices.DeleteFunc(s.order, func(name string) bool { return slices.Contains(names, name) })
	before := len(s.order)
	draw()
	return slices.Clone(s.order[before:])
}

// find gives the control of a name, or nil.
func (s *sketch) find(name string) fyne.Focusable {
	if s == nil || name == "" {
		return nil
	}
	return s.names[name]
}

// nameOf is the name of a control, or "".
func (s *sketch) nameOf(control fyne.Focusable) string {
	for _, name := range s.order {
		if s.names[name] == control {
			return name
		}
	}
	return ""
}

// button makes a button of a page; banner buttons have a look of their own.
func (s *sketch) button(b present.Button, size widgets.ButtonSize) *widgets.Button {
	kinds := map[present.ButtonKind]widgets.ButtonKind{
		present.KindAccent: widgets.ButtonAccent, present.KindText: widgets.ButtonText,
	}
	return s.buttonOf(b, kinds[b.Kind], size)
}

func (s *sketch) buttonOf(b present.Button, kind widgets.ButtonKind, size widgets.ButtonSize) *widgets.Button {
	button := widgets.NewButton(b.Text, kind, size, nil)
	s.wire(button, b)
	if b.Icon != "" {
		button.WithIcon(b.Icon)
	}
	if b.Disabled {
		button.Disable()
	}
	name := string(b.Action)
	if b.Argument != "" && b.Action != present.DoCopy {
		name += ":" + b.Argument
	}
	s.name(name, button)
	return button
}

// wire makes a press of the button do what b says; one that copies shows that it did.
func (s *sketch) wire(button *widgets.Button, b present.Button) {
	button.OnTapped(func() {
		s.act(b.Action, b.Argument)
		if b.Action == present.DoCopy {
			button.WithIcon("check")
			s.after(2*time.Second, func() { button.WithIcon(b.Icon) })
		}
	})
}

func (s *sketch) buttons(buttons []present.Button, size widgets.ButtonSize) []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, 0, len(buttons))
	for _, b := range buttons {
		objects = append(objects, s.button(b, size))
	}
	return objects
}

// header makes the top of a page.
func (s *sketch) header(h present.Header) *widgets.PageHeader {
	header := widgets.NewPageHeader(h.Title, h.Sentence, s.buttons(h.Buttons, widgets.Large)...)
	if h.Sign != nil {
		header.WithSign(sign(*h.Sign))
	}
	return header
}

// banner makes the banner, or nothing.
func (s *sketch) banner(b *present.Banner) *widgets.Banner {
	if b == nil {
		return nil
	}
	text := widgets.BannerText{Sign: widgets.Sign{Icon: b.Icon, Tone: tone(b.Tone)}, Start: b.Strong, Rest: b.Text}
	if b.After != "" {
		text.Runs = []widgets.Run{
			{Text: b.Strong + " ", Style: widgets.StyleStrong},
			{Text: b.Text + " "},
			{Text: b.After, Style: widgets.StyleStrong},
		}
	}
	var button *widgets.Button
	if b.Button != nil {
		button = s.buttonOf(*b.Button, widgets.ButtonOnBanner, widgets.Small)
	}
	return widgets.NewBanner(text, button)
}

// link makes a row that leads somewhere, or says something beside its button.
func (s *sketch) link(l present.Link) fyne.CanvasObject {
	if l.Button != nil {
		return s.linkWithButton(l)
	}
	row := widgets.NewLinkRow(l.Icon, l.Text, l.Caption, func() { s.act(l.Action, l.Argument) })
	s.name(string(l.Action)+":"+l.Argument, row)
	return row
}

// linkWithButton puts the button under the words where both would be cramped.
func (s *sketch) linkWithButton(l present.Link) fyne.CanvasObject {
	words := widgets.Column(0, widgets.NewText(l.Text, widgets.StyleBody).Wrapped())
	if l.Caption != "" {
		words.Add(widgets.NewText(l.Caption, widgets.StyleCaption).Wrapped())
	}
	line := widgets.Beside(widgets.Sized(leastWords, 0, words), s.button(*l.Button, widgets.Small))
	objects := []fyne.CanvasObject{widgets.Grow(widgets.Inset(6, 0, 6, 0, line))}
	if l.Icon != "" {
		objects = append([]fyne.CanvasObject{widgets.NewIcon(l.Icon, widgets.TokenText2, 20)}, objects...)
	}
	return widgets.CellRow(56, objects...)
}

// leastWords is the width below which a button goes under its words.
const leastWords float32 = 180

func (s *sketch) linkCard(card *present.LinkCard) fyne.CanvasObject {
	rows := make([]fyne.CanvasObject, 0, len(card.Links))
	for _, l := range card.Links {
		rows = append(rows, s.link(l))
	}
	if card.Title == "" {
		return widgets.NewCard(widgets.Rows(rows...))
	}
	return widgets.NewCard(widgets.GroupHead(card.Title), widgets.Rows(rows...))
}

// empty makes the card that stands instead of a list.
func (s *sketch) empty(e present.Empty) fyne.CanvasObject {
	return widgets.NewCard(widgets.Rows(s.emptyState(e)))
}

// emptyState is what stands in that card.
func (s *sketch) emptyState(e present.Empty) fyne.CanvasObject {
	var button *widgets.Button
	if e.Button != nil {
		button = s.button(*e.Button, widgets.Small)
	}
	return widgets.NewEmptyState(sign(e.Sign), e.Title, e.Text, button)
}

// page puts a page that scrolls together.
func (s *sketch) page(h present.Header, b *present.Banner, content ...fyne.CanvasObject) drawn {
	return drawn{page: widgets.NewPage(s.header(h), s.banner(b), widgets.Stack(content...))}
}

func sign(from present.Sign) widgets.Sign {
	return widgets.Sign{Icon: from.Icon, Tone: tone(from.Tone)}
}

func tone(from present.Tone) widgets.Tone {
	switch from {
	case present.ToneGood:
		return widgets.ToneGood
	case present.ToneWarn:
		return widgets.ToneWarn
	case present.ToneBad:
		return widgets.ToneBad
	case present.ToneInfo:
		return widgets.ToneInfo
	}
	return widgets.ToneNone
}
