package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Mode says who decides between light and dark.
type Mode string

// The modes; ModeSystem follows the variant the system reports.
const (
	ModeSystem Mode = "system"
	ModeLight  Mode = "light"
	ModeDark   Mode = "dark"
)

// Appearance is what a person can choose about the look. The zero value follows the system without high contrast.
type Appearance struct {
	Mode         Mode
	HighContrast bool
}

// Sizes beyond Fyne's own names.
const (
	// SizeRing is the width of the keyboard ring: 2, and 3 in high contrast.
	SizeRing fyne.ThemeSizeName = "latchkeyRing"
	// SizeTintEdge is the edge of tinted parts (pill, banner, avatar): 0, and 1 in high contrast.
	SizeTintEdge fyne.ThemeSizeName = "latchkeyTintEdge"
	// SizeCode is the text size of a code a person copies by eye.
	SizeCode fyne.ThemeSizeName = "latchkeyCode"
)

// Theme is the look of the window. Fonts and the few icons Fyne's own widgets need stay Fyne's.
type Theme struct {
	base       fyne.Theme
	appearance Appearance
	colors     [4]map[Token]color.Color
}

// NewTheme builds the theme for one appearance; set it again when the appearance changes.
func NewTheme(a Appearance) fyne.Theme {
	t := &Theme{base: theme.DefaultTheme(), appearance: a}
	for s := range t.colors {
		t.colors[s] = map[Token]color.Color{
			theme.ColorNameScrollBarBackground: color.Transparent,
			theme.ColorNameShadow:              color.Transparent,
		}
		for token, row := range paletteTable() {
			t.colors[s][token] = row[s].color()
		}
		for name, token := range aliasTable() {
			t.colors[s][name] = t.colors[s][token]
		}
	}
	return t
}

// Color gives the color of a token; variant counts only in ModeSystem.
func (t *Theme) Color(token Token, variant fyne.ThemeVariant) color.Color {
	s := t.shade(variant)
	if c, ok := t.colors[s][token]; ok {
		return c
	}
	if s == shadeDark || s == shadeContrastDark {
		return t.base.Color(token, theme.VariantDark)
	}
	return t.base.Color(token, theme.VariantLight)
}

func (t *Theme) shade(variant fyne.ThemeVariant) shade {
	dark := variant == theme.VariantDark
	switch t.appearance.Mode {
	case ModeLight:
		dark = false
	case ModeDark:
		dark = true
	}
	s := shadeLight
	if dark {
		s = shadeDark
	}
	if t.appearance.HighContrast {
		s += shadeContrastLight
	}
	return s
}

// Font gives Fyne's bundled Noto Sans, or DejaVu Sans Mono for monospace.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource { return t.base.Font(style) }

// Icon gives Fyne's own icon; the parts of this package draw the icons of package assets instead.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return t.base.Icon(name) }

// Size gives the design's sizes in Fyne units.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if t.appearance.HighContrast {
		switch name {
		case SizeRing:
			return 3
		case SizeTintEdge:
			return 1
		}
	}
	if size, ok := sizeTable()[name]; ok {
		return size
	}
	return t.base.Size(name)
}

func sizeTable() map[fyne.ThemeSizeName]float32 {
	return map[fyne.ThemeSizeName]float32{
		theme.SizeNamePadding:            4,
		theme.SizeNameInnerPadding:       8,
		theme.SizeNameLineSpacing:        4,
		theme.SizeNameInlineIcon:         20,
		theme.SizeNameText:               14,
		theme.SizeNameHeadingText:        22,
		theme.SizeNameSubHeadingText:     16,
		theme.SizeNameCaptionText:        12,
		theme.SizeNameButtonRadius:       8,
		theme.SizeNameInputRadius:        8,
		theme.SizeNameCardRadius:         12,
		theme.SizeNameDialogRadius:       14,
		theme.SizeNamePopupRadius:        8,
		theme.SizeNameMenuRadius:         8,
		theme.SizeNameSelectionRadius:    8,
		theme.SizeNameScrollBar:          4,
		theme.SizeNameScrollBarSmall:     4,
		theme.SizeNameScrollBarRadius:    2,
		theme.SizeNameSeparatorThickness: 1,
		theme.SizeNameInputBorder:        1,
		theme.SizeNameModalBlurRadius:    0,
		SizeRing:                         2,
		SizeTintEdge:                     0,
		SizeCode:                         36,
	}
}

// col is the color of a token in the theme the program runs with.
func col(token Token) color.Color { return theme.Color(token) }

// highContrast says whether the running theme draws edges around tints.
func highContrast() bool { return theme.Size(SizeTintEdge) > 0 }
