package widgets_test

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2/theme"

	w "latchkey/app/widgets"
)

// luminance and ratio are WCAG 2.2, "relative luminance" and "contrast ratio".
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	line := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*line(r) + 0.7152*line(g) + 0.0722*line(b)
}

func ratio(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// over lays an overlay on an opaque color.
func over(base, overlay color.Color) color.Color {
	br, bg, bb, _ := base.RGBA()
	or, og, ob, oa := overlay.RGBA() // premultiplied
	mix := func(b, o uint32) uint16 { return uint16(o + b*(0xffff-oa)/0xffff) }
	return color.RGBA64{R: mix(br, or), G: mix(bg, og), B: mix(bb, ob), A: 0xffff}
}

type backed struct {
	text    w.Token
	on      []w.Token
	overlay []w.Token // same length as on, "" for none
	want    [4][]float64
}

// contrastTable is the table "Contrast" of the design: light, dark, high contrast light and dark.
func contrastTable() []backed {
	return []backed{
		{
			w.TokenText,
			[]w.Token{w.TokenPage, w.TokenRail, w.TokenCard, w.TokenButton, w.TokenButton, w.TokenButton, w.TokenCard, w.TokenTint, w.TokenNoneTint, w.TokenGoodTint, w.TokenWarnTint, w.TokenBadTint},
			[]w.Token{"", "", "", "", w.TokenHover, w.TokenPress, w.TokenHover, "", "", "", "", ""},
			[4][]float64{
				{15.6, 14.5, 16.8, 13.8, 12.4, 10.9, 15.0, 13.9, 14.1, 14.6, 14.8, 14.1},
				{15.0, 15.7, 13.6, 10.7, 8.6, 6.8, 11.0, 11.3, 11.2, 11.7, 11.9, 12.5},
				{21, 21, 21, 21, 15.9, 13.0, 15.9, 21, 21, 21, 21, 21},
				{21, 21, 21, 21, 14.5, 10.8, 14.5, 21, 21, 21, 21, 21},
			},
		},
		{
			w.TokenText2,
			[]w.Token{w.TokenPage, w.TokenRail, w.TokenCard, w.TokenCard, w.TokenTint, w.TokenNoneTint, w.TokenGoodTint, w.TokenWarnTint, w.TokenBadTint},
			[]w.Token{"", "", "", w.TokenHover, "", "", "", "", ""},
			[4][]float64{
				{6.5, 6.0, 7.0, 6.3, 5.8, 5.9, 6.1, 6.2, 5.9},
				{8.6, 9.0, 7.9, 6.4, 6.5, 6.5, 6.8, 6.8, 7.2},
				{17, 17, 17, 12.9, 17, 17, 17, 17, 17},
				{17.1, 17.1, 17.1, 11.8, 17.1, 17.1, 17.1, 17.1, 17.1},
			},
		},
		{
			w.TokenText3,
			[]w.Token{w.TokenPage, w.TokenCard},
			[]w.Token{"", ""},
			[4][]float64{{5.0, 5.4}, {6.6, 6.0}, {12.6, 12.6}, {13.4, 13.4}},
		},
		{
			w.TokenOnAccent,
			[]w.Token{w.TokenAccent, w.TokenAccent, w.TokenAccent},
			[]w.Token{"", w.TokenHover, w.TokenPress},
			[4][]float64{{7.2, 7.7, 8.1}, {8.0, 8.5, 9.1}, {12.9, 14.1, 14.9}, {12.4, 13.6, 14.2}},
		},
		{
			w.TokenOnTint,
			[]w.Token{w.TokenTint, w.TokenCard, w.TokenPage, w.TokenCard},
			[]w.Token{"", "", "", w.TokenHover},
			[4][]float64{{7.5, 9.1, 8.4, 8.1}, {8.0, 9.7, 10.6, 7.8}, {12.9, 12.9, 12.9, 9.7}, {12.4, 12.4, 12.4, 8.6}},
		},
		{w.TokenOnSelect, []w.Token{w.TokenSelect}, []w.Token{""}, [4][]float64{{7.1}, {7.9}, {12.9}, {12.4}}},
		{
			w.TokenOnOff,
			[]w.Token{w.TokenOff, w.TokenCard, w.TokenPage},
			[]w.Token{"", "", ""},
			[4][]float64{{4.8, 5.6, 5.1}, {5.5, 6.0, 6.6}, {7, 7, 7}, {8.6, 8.6, 8.6}},
		},
		{
			w.TokenGood,
			[]w.Token{w.TokenCard, w.TokenPage, w.TokenGoodTint},
			[]w.Token{"", "", ""},
			[4][]float64{{6.7, 6.2, 5.8}, {8.9, 9.7, 7.6}, {10.7, 10.7, 10.7}, {15.5, 15.5, 15.5}},
		},
		{
			w.TokenWarn,
			[]w.Token{w.TokenCard, w.TokenPage, w.TokenWarnTint},
			[]w.Token{"", "", ""},
			[4][]float64{{6.6, 6.1, 5.8}, {9.3, 10.2, 8.1}, {10.7, 10.7, 10.7}, {14.7, 14.7, 14.7}},
		},
		{
			w.TokenBad,
			[]w.Token{w.TokenCard, w.TokenPage, w.TokenBadTint},
			[]w.Token{"", "", ""},
			[4][]float64{{6.6, 6.1, 5.5}, {7.8, 8.5, 7.1}, {9.7, 9.7, 9.7}, {12.3, 12.3, 12.3}},
		},
	}
}

func TestTextContrastIsWhatTheDesignSays(t *testing.T) {
	for i, l := range looks() {
		th := w.NewTheme(l.of)
		for _, row := range contrastTable() {
			for n, on := range row.on {
				base := th.Color(on, theme.VariantLight)
				if row.overlay[n] != "" {
					base = over(base, th.Color(row.overlay[n], theme.VariantLight))
				}
				got := ratio(th.Color(row.text, theme.VariantLight), base)
				if math.Abs(got-row.want[i][n]) > 0.12 { // overlays have 8 bit, the table was computed without rounding
					t.Errorf("%s: %s on %s %s is %.2f, want %.1f", l.name, row.text, on, row.overlay[n], got, row.want[i][n])
				}
				if got < 4.5 {
					t.Errorf("%s: %s on %s is %.2f, text needs 4.5", l.name, row.text, on, got)
				}
			}
		}
	}
}

func TestSignsAndEdgesStandOut(t *testing.T) {
	pairs := map[w.Token][]w.Token{
		w.TokenGoodSign: {w.TokenCard, w.TokenPage, w.TokenGoodTint},
		w.TokenWarnSign: {w.TokenCard, w.TokenPage, w.TokenWarnTint},
		w.TokenBadSign:  {w.TokenCard, w.TokenPage, w.TokenBadTint},
		w.TokenAccent:   {w.TokenCard, w.TokenPage, w.TokenRail, w.TokenTint},
		w.TokenEdge:     {w.TokenCard, w.TokenPage},
		w.TokenText3:    {w.TokenCard, w.TokenPage},
	}
	for _, l := range looks() {
		th := w.NewTheme(l.of)
		for sign, grounds := range pairs {
			for _, on := range grounds {
				if got := ratio(th.Color(sign, 0), th.Color(on, 0)); got < 2.99 {
					t.Errorf("%s: %s on %s is %.2f, signs need 3.0", l.name, sign, on, got)
				}
			}
		}
	}
}

func TestModeDecidesBetweenLightAndDark(t *testing.T) {
	light := w.NewTheme(w.Appearance{Mode: w.ModeLight}).Color(w.TokenPage, theme.VariantDark)
	dark := w.NewTheme(w.Appearance{Mode: w.ModeDark}).Color(w.TokenPage, theme.VariantLight)
	if luminance(light) < luminance(dark) {
		t.Error("a chosen mode does not win over the system's variant")
	}
	system := w.NewTheme(w.Appearance{})
	if system.Color(w.TokenPage, theme.VariantLight) != light || system.Color(w.TokenPage, theme.VariantDark) != dark {
		t.Error("without a mode the system's variant does not count")
	}
}

func TestSizesAreTheDesigns(t *testing.T) {
	th := w.NewTheme(w.Appearance{})
	if got := th.Size(theme.SizeNameModalBlurRadius); got != 0 {
		t.Errorf("modal blur is %v, the design is flat", got)
	}
	if got := th.Size(theme.SizeNameHeadingText); got != 22 {
		t.Errorf("heading text is %v, want 22", got)
	}
	if got := w.NewTheme(w.Appearance{HighContrast: true}).Size(w.SizeRing); got != 3 {
		t.Errorf("the ring in high contrast is %v, want 3", got)
	}
}
