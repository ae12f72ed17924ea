package app

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"rsc.io/qr"

	"latchkey/app/widgets"
)

// The measures of a QR code: its side with the quiet zone, in units, and the
// zone in modules (ISO/IEC 18004 asks for 4).
const (
	qrSide  = 204
	qrQuiet = 4
)

// newQR draws a QR code, always black on white: cameras read nothing else well.
// Text that is too long for a code gives nil.
func newQR(text string) fyne.CanvasObject {
	code, err := qr.Encode(text, qr.M)
	if text == "" || err != nil {
		return nil
	}
	side := code.Size + 2*qrQuiet
	picture := image.NewGray(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			shade := color.Gray{Y: 0xFF}
			if code.Black(x-qrQuiet, y-qrQuiet) {
				shade.Y = 0
			}
			picture.SetGray(x, y, shade)
		}
	}
	drawn := canvas.NewImageFromImage(picture)
	drawn.ScaleMode = canvas.ImageScalePixels
	drawn.FillMode = canvas.ImageFillContain
	frame := widgets.NewPanel(widgets.TokenCard, widgets.TokenLine, 10, widgets.Inset(6, 6, 6, 6, widgets.Sized(qrSide, qrSide, drawn)))
	return widgets.Row(0, widgets.Spacer(), frame, widgets.Spacer())
}
