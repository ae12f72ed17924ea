package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Token names one color of the palette. Where Fyne has a name for the same job the token is that name, so that Fyne's
// own widgets (entry, scroll bar) fit in.
type Token = fyne.ThemeColorName

// The palette.
const (
	TokenPage       Token = theme.ColorNameBackground          // behind everything, plan-group heads
	TokenRail       Token = "latchkeyRail"                     // left rail
	TokenCard       Token = theme.ColorNameInputBackground     // cards, dialogs, fields, buttons on a banner
	TokenLine       Token = theme.ColorNameSeparator           // card edge, row lines, step connector
	TokenEdge       Token = theme.ColorNameInputBorder         // field, checkbox and radio edge, scroll bar
	TokenText       Token = theme.ColorNameForeground          // text, icons in buttons
	TokenText2      Token = "latchkeyText2"                    // second text, captions, rail icons
	TokenText3      Token = theme.ColorNamePlaceHolder         // placeholder, chevrons, open circles
	TokenAccent     Token = theme.ColorNamePrimary             // primary button, ring, progress
	TokenOnAccent   Token = theme.ColorNameForegroundOnPrimary // on accent
	TokenTint       Token = "latchkeyTint"                     // info banner, avatar
	TokenOnTint     Token = theme.ColorNameHyperlink           // text buttons, initials
	TokenSelect     Token = theme.ColorNameSelection           // selected rail item
	TokenOnSelect   Token = "latchkeyOnSelect"                 // its text and icon
	TokenButton     Token = theme.ColorNameButton              // secondary button
	TokenButtonLine Token = "latchkeyButtonLine"               // edge of a secondary button, high contrast only
	TokenOff        Token = theme.ColorNameDisabledButton      // disabled fill, locked field
	TokenOnOff      Token = theme.ColorNameDisabled            // disabled text
	TokenNoneTint   Token = "latchkeyNoneTint"                 // neutral pill, skeleton, progress track
	TokenGood       Token = theme.ColorNameSuccess             // words
	TokenGoodSign   Token = "latchkeyGoodSign"                 // signs, bars, dots
	TokenGoodTint   Token = "latchkeyGoodTint"                 // fills behind them
	TokenWarn       Token = theme.ColorNameWarning
	TokenWarnSign   Token = "latchkeyWarnSign"
	TokenWarnTint   Token = "latchkeyWarnTint"
	TokenBad        Token = theme.ColorNameError
	TokenBadSign    Token = "latchkeyBadSign"
	TokenBadTint    Token = "latchkeyBadTint"
	TokenHover      Token = theme.ColorNameHover   // overlay
	TokenPress      Token = theme.ColorNamePressed // overlay
	TokenScrim      Token = "latchkeyScrim"        // behind a dialog; Fyne shades scroll edges with its Shadow, so that one is clear
)

// Tone is what a part says about how things are; it picks the text, sign and tint color together.
type Tone int

// The tones. ToneNone says nothing, ToneInfo uses the accent family.
const (
	ToneNone Tone = iota
	ToneInfo
	ToneGood
	ToneWarn
	ToneBad
)

// TextToken is the tone's color for words.
func (t Tone) TextToken() Token {
	switch t {
	case ToneInfo:
		return TokenOnTint
	case ToneGood:
		return TokenGood
	case ToneWarn:
		return TokenWarn
	case ToneBad:
		return TokenBad
	}
	return TokenText2
}

// SignToken is the tone's color for signs, bars and dots.
func (t Tone) SignToken() Token {
	switch t {
	case ToneInfo:
		return TokenOnTint
	case ToneGood:
		return TokenGoodSign
	case ToneWarn:
		return TokenWarnSign
	case ToneBad:
		return TokenBadSign
	}
	return TokenText2
}

// TintToken is the tone's color for the fill behind words and signs.
func (t Tone) TintToken() Token {
	switch t {
	case ToneInfo:
		return TokenTint
	case ToneGood:
		return TokenGoodTint
	case ToneWarn:
		return TokenWarnTint
	case ToneBad:
		return TokenBadTint
	}
	return TokenNoneTint
}
