package app

import (
	"fyne.io/fyne/v2"

	"latchkey/app/present"
	"latchkey/app/widgets"
)

// devicePage is Home while a code waits for another device, and what of it moves.
type devicePage struct {
	code     *widgets.Text
	left     *widgets.Text
	line     *widgets.ProgressLine
	showsQR  string
	shows    string
	page     *widgets.Page
	address  *fyne.Container
	picture  *fyne.Container
	pictured fyne.CanvasObject
	sketch   *sketch
}

func deviceView(v present.DeviceView, s *sketch) drawn {
	p := &devicePage{
		code: widgets.NewText("", widgets.StyleCode).Aligned(fyne.TextAlignCenter),
		left: widgets.NewText(v.Left, widgets.StyleSecond), line: widgets.NewProgressLine(1),
		address: widgets.Column(0), picture: widgets.Column(14), sketch: s,
	}
	spinner := widgets.NewSpinner(22).Start()
	steps := widgets.Column(22,
		numberedPart("1", v.AddressHead, p.address),
		numberedPart("2", v.CodeHead, widgets.NewPanel(widgets.TokenPage, widgets.TokenLine, 10,
			widgets.Inset(16, 8, 16, 8, p.code))),
		widgets.RowTop(14, spinner, widgets.Grow(widgets.Column(10,
			widgets.Row(12, widgets.Grow(widgets.NewText(v.Waiting, widgets.StyleStrong).Cut(widgets.CutRight)), p.left), p.line))))
	d := s.page(v.Header, nil,
		widgets.NewCard(widgets.Padded(widgets.TwoColumns(384, steps, p.picture))),
		widgets.NewCard(widgets.Rows(
			widgets.NewInfoRow("shield", v.Safety, ""),
			s.link(v.BrowserRow))))
	p.page = d.page
	p.pictured = widgets.NewText(v.QRText, widgets.StyleSecond).Wrapped().Aligned(fyne.TextAlignCenter)
	p.show(v)
	d.update = func(model any) { p.show(model.(present.DeviceView)) }
	d.leave = spinner.Stop
	return d
}

func numberedPart(number, head string, part fyne.CanvasObject) fyne.CanvasObject {
	return widgets.RowTop(12, widgets.NewNumberDot(number),
		widgets.Grow(widgets.Column(8, widgets.Sized(0, 24, widgets.Row(0, widgets.NewText(head, widgets.StyleStrong))), part)))
}

func (p *devicePage) show(v present.DeviceView) {
	p.code.SetText(v.Code)
	p.left.SetText(v.Left)
	p.line.SetValue(float32(v.Fraction))
	if v.Address != p.shows {
		p.shows = v.Address
		p.address.Objects = []fyne.CanvasObject{p.sketch.addressRow(v.Address, v.Copy).row}
	}
	if v.QR != p.showsQR {
		p.showsQR = v.QR
		p.picture.Objects = nil
		if picture := newQR(v.QR); picture != nil {
			p.picture.Objects = []fyne.CanvasObject{picture, p.pictured}
		}
	}
	p.page.Refresh()
}
