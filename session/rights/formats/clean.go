package formats

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cleanText makes a server's text fit to be shown: no control characters, nothing that turns the writing direction or hides,
// one line, at most maxText characters.
func cleanText(text string) string {
	if isSimple(text) {
		return text
	}
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case isHidden(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	text = strings.TrimSpace(text)
	if utf8.RuneCountInString(text) > maxText {
		text = strings.TrimSpace(string([]rune(text)[:maxText]))
	}
	return text
}

// isSimple finds most texts clean at a glance: a hundred thousand names are cleaned for each answer.
func isSimple(text string) bool {
	if len(text) > maxText || strings.HasPrefix(text, " ") || strings.HasSuffix(text, " ") {
		return false
	}
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

// isPlain reports whether a text is the same before and after cleaning, so that it can serve as a name for machines.
func isPlain(text string) bool { return cleanText(text) == text }

// isID reports whether a text can name a right. A strange one is refused and not cleaned: cleaned, it might become another right's.
func isID(text string) bool { return text != "" && isPlain(text) }

// isHidden covers the bidirectional controls, zero-width characters and tags (all of Cf), and private ones.
func isHidden(r rune) bool {
	return unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp) ||
		r == utf8.RuneError
}
