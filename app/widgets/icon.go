package widgets

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"latchkey/assets"
)

// IconResource is an icon of package assets that takes the color of a token when it is drawn; an empty token keeps
// the icon's own colors. An unknown name gives nil.
func IconResource(name string, token Token) fyne.Resource {
	data := assets.Icon(name)
	if name == chevronUp {
		data = []byte(chevronUpSVG)
	}
	if data == nil {
		return nil
	}
	static := fyne.NewStaticResource(name+".svg", data)
	if token == "" {
		return static
	}
	return theme.NewColoredResource(static, token)
}

// chevronUp is chevron-down turned over, for a table sorted the other way; only this package needs it.
const (
	chevronUp    = "chevron-up"
	chevronUpSVG = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">` +
		`<path fill="#000000" d="M12 9.91L17.79 15.71C18.18 16.1 18.82 16.1 19.21 15.71C19.39 15.52 19.5 15.27 19.5 15` +
		`C19.5 14.73 19.39 14.48 19.21 14.29L12.71 7.79C12.32 7.4 11.68 7.4 11.29 7.79L4.79 14.29C4.4 14.68 4.4 15.32 ` +
		`4.79 15.71C5.18 16.1 5.82 16.1 6.21 15.71L12 9.91Z"/></svg>`
)

// glyph is an icon as a part of a widget. Its picture is made again only when name or color changed.
type glyph struct {
	img  *canvas.Image
	name string
	fill color.Color
}

func newGlyph() *glyph {
	img := &canvas.Image{FillMode: canvas.ImageFillContain}
	return &glyph{img: img}
}

// set shows an icon in a token's color; an empty name hides it.
func (g *glyph) set(name string, token Token) {
	if name == "" {
		g.name = ""
		g.img.Hide()
		return
	}
	g.img.Show()
	var fill color.Color
	if token != "" {
		fill = col(token)
	}
	if g.name == name && g.fill == fill {
		return
	}
	g.name, g.fill = name, fill
	res := IconResource(name, token)
	if res == nil {
		g.img.Hide()
		return
	}
	if token != "" {
		r, gr, b, a := fill.RGBA()
		key := fmt.Sprintf("%s-%02x%02x%02x%02x.svg", name, r>>8, gr>>8, b>>8, a>>8)
		res = fyne.NewStaticResource(key, res.Content())
	}
	g.img.Resource = res
	g.img.Refresh()
}

// Icon shows one icon at a size, in a token's color.
type Icon struct {
	widget.BaseWidget
	name  string
	token Token
	side  float32
	glyph *glyph
}

// NewIcon makes an icon side units wide and high. An empty token keeps the icon's own colors (only "latchkey" has any).
func NewIcon(name string, token Token, side float32) *Icon {
	i := &Icon{name: name, token: token, side: side, glyph: newGlyph()}
	i.ExtendBaseWidget(i)
	return i
}

// Set shows another icon.
func (i *Icon) Set(name string, token Token) {
	i.name, i.token = name, token
	i.Refresh()
}

// CreateRenderer is for Fyne.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer { return newRenderer(i) }

func (i *Icon) children() []fyne.CanvasObject { return []fyne.CanvasObject{i.glyph.img} }
func (i *Icon) min() fyne.Size                { return fyne.NewSquareSize(i.side) }
func (i *Icon) paint()                        { i.glyph.set(i.name, i.token) }

func (i *Icon) arrange(size fyne.Size) {
	place(i.glyph.img, (size.Width-i.side)/2, (size.Height-i.side)/2, i.side, i.side)
}

// Sign is an icon that says how something is, with the tone that colors it.
type Sign struct {
	Icon string
	Tone Tone
}

// NewSign draws a sign at a size: 26 in a title, 22 in steps, 18 in rows, 16 in tables, 14 in pills.
func NewSign(s Sign, side float32) *Icon { return NewIcon(s.Icon, s.Tone.SignToken(), side) }
