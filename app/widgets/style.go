package widgets

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Style is one step of the type scale: size, weight, line height and usual color.
type Style int

// The type scale.
const (
	StyleBody          Style = iota // 14 / 19
	StyleStrong                     // 14 / 19 bold: buttons, names in rows, the current step
	StyleTitle                      // 22 / 30 bold: page and dialog title, a big number
	StyleSubtitle                   // 16 / 22 bold: card title, a person's name
	StyleSecond                     // 14 / 19 in the second color
	StyleSecondStrong               // 14 / 19 bold in the second color: group heads
	StyleCaption                    // 12 / 16 in the second color: evidence, ages
	StyleCaptionStrong              // 12 / 16 bold in the second color: table heads
	StyleMono                       // 12 / 16 monospace in the second color: paths, addresses
	StyleCode                       // 36 / 42 monospace: a code to copy by eye
)

// font is what Fyne has to know to draw a style.
type font struct {
	size  float32
	line  float32 // line height in units, without anything between lines
	style fyne.TextStyle
	token Token
}

func (s Style) font() font {
	bold := fyne.TextStyle{Bold: true}
	switch s {
	case StyleStrong:
		return newFont(theme.SizeNameText, bold, TokenText)
	case StyleTitle:
		return newFont(theme.SizeNameHeadingText, bold, TokenText)
	case StyleSubtitle:
		return newFont(theme.SizeNameSubHeadingText, bold, TokenText)
	case StyleSecond:
		return newFont(theme.SizeNameText, fyne.TextStyle{}, TokenText2)
	case StyleSecondStrong:
		return newFont(theme.SizeNameText, bold, TokenText2)
	case StyleCaption:
		return newFont(theme.SizeNameCaptionText, fyne.TextStyle{}, TokenText2)
	case StyleCaptionStrong:
		return newFont(theme.SizeNameCaptionText, bold, TokenText2)
	case StyleMono:
		return newFont(theme.SizeNameCaptionText, fyne.TextStyle{Monospace: true}, TokenText2)
	case StyleCode:
		f := newFont(SizeCode, fyne.TextStyle{Monospace: true}, TokenText)
		f.line = float32(math.Round(float64(f.size) * 1.164))
		return f
	}
	return newFont(theme.SizeNameText, fyne.TextStyle{}, TokenText)
}

// linePitch is the bundled font's own line height, in em.
const linePitch = 1.362

func newFont(size fyne.ThemeSizeName, style fyne.TextStyle, token Token) font {
	units := theme.Size(size)
	return font{size: units, line: float32(math.Round(float64(units) * linePitch)), style: style, token: token}
}

func (f font) measure(text string) float32 { return fyne.MeasureText(text, f.size, f.style).Width }
