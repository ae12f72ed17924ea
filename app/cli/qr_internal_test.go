package cli

import (
	"image"
	"image/color"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// A reader that nobody here wrote takes the picture off the terminal.
func TestTheCodeInTheTerminalCanBeScanned(t *testing.T) {
	t.Parallel()
	for _, address := range []string{
		"https://id.example.com/device?user_code=KQZM-XRDB",
		"http://127.0.0.1:43127/device?user_code=KQZM-XRDB",
		"https://login.example.com/" + strings.Repeat("a", 200) + "?user_code=WXYZ-1234",
	} {
		bits, err := gozxing.NewBinaryBitmapFromImage(photograph(t, qrPicture(address)))
		if err != nil {
			t.Fatal(err)
		}
		read, err := qrcode.NewQRCodeReader().Decode(bits, nil)
		if err != nil || read.GetText() != address {
			t.Errorf("a scan gives %v, %v", read, err)
		}
	}
	if qrPicture("") != "" || qrPicture(strings.Repeat("x", 4000)) != "" {
		t.Error("there is a picture of nothing, or of too much")
	}
}

// photograph turns the lines of half blocks back into an image, eight dots to a
// module.
func photograph(t *testing.T, picture string) image.Image {
	t.Helper()
	const dots = 8
	lines := strings.Split(picture, "\n")
	var photo *image.Gray
	for y, line := range lines {
		line = strings.TrimSuffix(strings.TrimPrefix(line, "\x1b[30;107m"), "\x1b[0m")
		cells := []rune(line)
		if photo == nil {
			photo = image.NewGray(image.Rect(0, 0, len(cells)*dots, len(lines)*2*dots))
		}
		for x, cell := range cells {
			for half, black := range []bool{strings.ContainsRune("█▀", cell), strings.ContainsRune("█▄", cell)} {
				fill(photo, x*dots, (2*y+half)*dots, dots, black)
			}
		}
	}
	return photo
}

func fill(photo *image.Gray, left, top, side int, black bool) {
	shade := color.Gray{Y: 0xFF}
	if black {
		shade.Y = 0
	}
	for y := top; y < top+side; y++ {
		for x := left; x < left+side; x++ {
			photo.SetGray(x, y, shade)
		}
	}
}
