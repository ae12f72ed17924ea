package cli

import (
	"strings"

	"rsc.io/qr"
)

// quietZone is the margin around a QR code in modules (ISO/IEC 18004 asks for 4).
const quietZone = 4

// qrPicture draws a QR code with half blocks, two rows of modules to a line. The
// colors are set, black on white: many cameras do not read a code of a terminal
// with light letters on dark. Empty for a text that is empty or too long.
func qrPicture(text string) string {
	if text == "" {
		return ""
	}
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		return ""
	}
	var picture strings.Builder
	for y := -quietZone; y < code.Size+quietZone; y += 2 {
		picture.WriteString("\x1b[30;107m")
		for x := -quietZone; x < code.Size+quietZone; x++ {
			picture.WriteString(halfBlock(code.Black(x, y), code.Black(x, y+1)))
		}
		picture.WriteString("\x1b[0m\n")
	}
	return strings.TrimSuffix(picture.String(), "\n")
}

func halfBlock(upper, lower bool) string {
	switch {
	case upper && lower:
		return "█"
	case upper:
		return "▀"
	case lower:
		return "▄"
	}
	return " "
}
