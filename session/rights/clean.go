package rights

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cleanText makes a server's text fit to be shown: no control characters, nothing that turns the writing direction or hides,
// one line, at most maxText characters.
func cleanText(text string) string {
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

// isPlain reports whether a text is the same before and after cleaning, so that it can serve as a name for machines.
func isPlain(text string) bool { return cleanText(text) == text }

// isHidden covers the bidirectional controls, zero-width characters and tags (all of Cf), and private or unassigned ones.
func isHidden(r rune) bool {
	return unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp) ||
		r == utf8.RuneError
}

func isPrintableASCII(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' || r == '"' || r == '<' || r == '>' || r == '\\' })
}
