package widgets

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2/theme"
)

// shade is the place of a palette column in paletteTable.
type shade int

const (
	shadeLight shade = iota
	shadeDark
	shadeContrastLight
	shadeContrastDark
)

// paint is 0xRRGGBB and an opacity in percent; percent 0 is transparent.
type paint struct {
	rgb     uint32
	percent float64
}

func (p paint) color() color.NRGBA {
	return color.NRGBA{
		R: uint8(p.rgb >> 16 & 0xff), G: uint8(p.rgb >> 8 & 0xff), B: uint8(p.rgb & 0xff),
		A: uint8(math.Round(255 * p.percent / 100)),
	}
}

// solid is a row of four opaque colors: light, dark, high contrast light, high contrast dark.
func solid(light, dark, contrastLight, contrastDark uint32) [4]paint {
	return [4]paint{{light, 100}, {dark, 100}, {contrastLight, 100}, {contrastDark, 100}}
}

// paletteTable is the table "Colors" of the design, one row a token.
func paletteTable() map[Token][4]paint {
	return map[Token][4]paint{
		TokenPage:       solid(0xF5F6F8, 0x15171C, 0xFFFFFF, 0x000000),
		TokenRail:       solid(0xECEEF2, 0x101216, 0xFFFFFF, 0x000000),
		TokenCard:       solid(0xFFFFFF, 0x1D2027, 0xFFFFFF, 0x000000),
		TokenLine:       solid(0xDCE0E6, 0x31363F, 0x000000, 0xFFFFFF),
		TokenEdge:       solid(0x858D9B, 0x7A8292, 0x000000, 0xFFFFFF),
		TokenText:       solid(0x1A1D23, 0xE9EBEF, 0x000000, 0xFFFFFF),
		TokenText2:      solid(0x515966, 0xAEB5C1, 0x1C1C1C, 0xE8E8E8),
		TokenText3:      solid(0x636A77, 0x979EAC, 0x333333, 0xCFCFCF),
		TokenAccent:     solid(0x3549C2, 0x97A7FF, 0x10208F, 0xB9C5FF),
		TokenOnAccent:   solid(0xFFFFFF, 0x0E1330, 0xFFFFFF, 0x000000),
		TokenTint:       solid(0xE4E9FB, 0x252C4D, 0xFFFFFF, 0x000000),
		TokenOnTint:     solid(0x2A3BA8, 0xBAC5FF, 0x10208F, 0xB9C5FF),
		TokenSelect:     solid(0xDDE3F9, 0x262D4F, 0x10208F, 0xB9C5FF),
		TokenOnSelect:   solid(0x2A3BA8, 0xBAC5FF, 0xFFFFFF, 0x000000),
		TokenButton:     solid(0xE6E9EF, 0x2D323C, 0xFFFFFF, 0x000000),
		TokenButtonLine: {{}, {}, {0x000000, 100}, {0xFFFFFF, 100}},
		TokenOff:        solid(0xECEEF1, 0x23272F, 0xFFFFFF, 0x000000),
		TokenOnOff:      solid(0x616875, 0x979EAC, 0x595959, 0xA6A6A6),
		TokenNoneTint:   solid(0xE9EBF0, 0x2A2F38, 0xFFFFFF, 0x000000),
		TokenGood:       solid(0x17693A, 0x76D29C, 0x00481F, 0x8EF2B4),
		TokenGoodSign:   solid(0x1B8548, 0x5FC98B, 0x00481F, 0x8EF2B4),
		TokenGoodTint:   solid(0xE2F3E8, 0x17311F, 0xFFFFFF, 0x000000),
		TokenWarn:       solid(0x875000, 0xF0BB63, 0x5C3400, 0xFFD27A),
		TokenWarnSign:   solid(0xC07400, 0xEDB04A, 0x5C3400, 0xFFD27A),
		TokenWarnTint:   solid(0xFBEFD8, 0x352910, 0xFFFFFF, 0x000000),
		TokenBad:        solid(0xB0271F, 0xFF978E, 0x8A0F0A, 0xFFB4AC),
		TokenBadSign:    solid(0xCC372E, 0xFF8A80, 0x8A0F0A, 0xFFB4AC),
		TokenBadTint:    solid(0xFBE7E5, 0x3D1E1C, 0xFFFFFF, 0x000000),
		TokenHover:      {{0x1A1D23, 6}, {0xFFFFFF, 7}, {0x000000, 12}, {0xFFFFFF, 16}},
		TokenPress:      {{0x1A1D23, 12}, {0xFFFFFF, 14}, {0x000000, 20}, {0xFFFFFF, 24}},
		TokenScrim:      {{0x14161B, 60}, {0x000000, 65}, {0x000000, 80}, {0x000000, 80}},
	}
}

// aliasTable says which token stands in for the names only Fyne's own widgets ask for.
func aliasTable() map[Token]Token {
	return map[Token]Token{
		theme.ColorNameOverlayBackground:   TokenCard,
		theme.ColorNameMenuBackground:      TokenCard,
		theme.ColorNameHeaderBackground:    TokenPage,
		theme.ColorNameFocus:               TokenAccent,
		theme.ColorNameScrollBar:           TokenEdge,
		theme.ColorNameForegroundOnError:   TokenCard,
		theme.ColorNameForegroundOnSuccess: TokenCard,
		theme.ColorNameForegroundOnWarning: TokenCard,
		theme.ColorNameInnerWindowBorder:   TokenLine,
	}
}
