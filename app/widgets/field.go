package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Field takes a line of text: 36 high (search on its own: 40), an icon at the left if asked for. It shows focus as an
// accent edge of 2. Enter calls OnSubmitted; Esc and F5 go on to the window.
type Field struct {
	widget.BaseWidget
	entry  *fieldEntry
	themed *container.ThemeOverride
	box    *box
	glyph  *glyph
	icon   string
	height float32
}

// NewField makes a field with a placeholder; changed gets every new text and may be nil.
func NewField(placeholder string, changed func(text string)) *Field {
	return newField("", placeholder, 36, changed)
}

// NewSearchField is a Field with the search icon. height is 36, or 40 where it stands alone.
func NewSearchField(placeholder string, height float32, changed func(text string)) *Field {
	return newField("search", placeholder, height, changed)
}

// NewSecretField is a Field that shows a dot for every character.
func NewSecretField(placeholder string, changed func(text string)) *Field {
	f := newField("", placeholder, 36, changed)
	f.entry.Password = true
	return f
}

func newField(icon, placeholder string, height float32, changed func(string)) *Field {
	f := &Field{icon: icon, height: height, box: newBox(), glyph: newGlyph()}
	f.entry = &fieldEntry{field: f}
	f.entry.ExtendBaseWidget(f.entry)
	f.entry.Icon = fyne.NewStaticResource("blank.svg", []byte(blankSVG))
	f.entry.PlaceHolder = placeholder
	f.entry.OnChanged = changed
	lead := float32(5)
	if icon != "" {
		lead = 31
	}
	f.themed = container.NewThemeOverride(f.entry, fieldTheme{lead: lead, above: (height - 36) / 2})
	f.ExtendBaseWidget(f)
	return f
}

// blankSVG keeps the entry's icon place free; the field draws its own icon there.
const blankSVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`

// Text is what the field holds.
func (f *Field) Text() string { return f.entry.Text }

// SetText replaces what the field holds; changed is called as if a person had typed it.
func (f *Field) SetText(text string) { f.entry.SetText(text) }

// SelectAll selects what the field holds, so that typing replaces it.
func (f *Field) SelectAll() { f.entry.TypedShortcut(&fyne.ShortcutSelectAll{}) }

// SetPlaceholder changes the words shown while the field is empty.
func (f *Field) SetPlaceholder(text string) { f.entry.SetPlaceHolder(text) }

// OnSubmitted sets what Enter does.
func (f *Field) OnSubmitted(submit func(text string)) { f.entry.OnSubmitted = submit }

// Focus is the object to give to Canvas.Focus.
func (f *Field) Focus() fyne.Focusable { return f.entry }

// CreateRenderer is for Fyne.
func (f *Field) CreateRenderer() fyne.WidgetRenderer { return newRenderer(f) }

func (f *Field) children() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.box.Container, f.glyph.img, f.themed}
}

func (f *Field) min() fyne.Size { return fyne.NewSize(96, f.height) }

func (f *Field) paint() {
	edge := TokenEdge
	if f.entry.focused {
		edge = ""
	}
	f.box.paint(TokenCard, edge, theme.Size(theme.SizeNameInputRadius))
	f.glyph.set(f.icon, TokenText2)
}

func (f *Field) arrange(size fyne.Size) {
	place(f.box, 0, 0, size.Width, size.Height)
	place(f.glyph.img, 13, (size.Height-18)/2, 18, 18)
	place(f.themed, 0, 0, size.Width, size.Height)
}

// fieldEntry is Fyne's entry with the keys of the window passed on.
type fieldEntry struct {
	widget.Entry
	field   *Field
	focused bool
}

// FocusGained shows the accent edge and brings the field into view.
func (e *fieldEntry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
	e.field.Refresh()
	reveal(e)
}

// FocusLost takes the accent edge away.
func (e *fieldEntry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
	e.field.Refresh()
}

// TypedKey keeps what an entry needs and hands Esc and the function keys to the window.
func (e *fieldEntry) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF5:
		passKey(e, k)
	default:
		e.Entry.TypedKey(k)
	}
}

// fieldTheme makes Fyne's entry draw text, cursor and the accent edge, and nothing else.
type fieldTheme struct{ lead, above float32 }

func (fieldTheme) base() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

// Color hides the entry's own box and the bar under a long text; selected text stays readable on the press overlay.
func (t fieldTheme) Color(name Token, v fyne.ThemeVariant) color.Color {
	switch name {
	case theme.ColorNameInputBackground, theme.ColorNameInputBorder,
		theme.ColorNameScrollBar, theme.ColorNameScrollBarBackground:
		return color.Transparent
	case theme.ColorNameSelection:
		return t.base().Color(TokenPress, v)
	}
	return t.base().Color(name, v)
}

// Font is the window's.
func (t fieldTheme) Font(s fyne.TextStyle) fyne.Resource { return t.base().Font(s) }

// Icon is the window's.
func (t fieldTheme) Icon(n fyne.ThemeIconName) fyne.Resource { return t.base().Icon(n) }

// Size moves the text to where the design has it: the entry insets it by an icon and a line space.
func (t fieldTheme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameInputBorder:
		return t.base().Size(SizeRing)
	case theme.SizeNameInlineIcon:
		return t.lead - 4
	case theme.SizeNameLineSpacing:
		return 4
	case theme.SizeNameInnerPadding:
		return t.base().Size(name) + t.above
	}
	return t.base().Size(name)
}
