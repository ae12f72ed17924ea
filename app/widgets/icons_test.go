package widgets_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	w "latchkey/app/widgets"
	"latchkey/assets"
)

// Fyne recolors fills only and drops what it does not understand, so every icon is drawn and looked at.
func TestEveryIconIsDrawnInAThemeColor(t *testing.T) {
	names := assets.IconNames()
	for _, side := range []float32{40, 20, 16} {
		t.Run(fmt.Sprint(side), func(t *testing.T) {
			width := side * float32(len(names))
			img := render(t, w.Appearance{Mode: w.ModeLight}, width, side, func(fyne.Canvas) fyne.CanvasObject {
				var parts []at
				for i, name := range names {
					parts = append(parts, at{side * float32(i), 0, side, side, w.NewIcon(name, w.TokenBad, side)})
				}
				return board(parts...)
			})
			for i, name := range names {
				inked := 0
				for x := range int(side) {
					for y := range int(side) {
						r, g, _, _ := img.At(i*int(side)+x, y).RGBA()
						if r>>8 > 140 && g>>8 < 110 {
							inked++
						}
					}
				}
				if least := int(side * side / 40); inked < least && name != "latchkey" {
					t.Errorf("%s at %v has %d red pixels, want %d", name, side, inked, least)
				}
			}
		})
	}
}

func TestUnknownIconGivesNothing(t *testing.T) {
	if w.IconResource("no-such-icon", w.TokenText) != nil {
		t.Error("an unknown icon has a resource")
	}
}
