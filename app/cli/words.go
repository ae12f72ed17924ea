package cli

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// lowerFirst puts a title into the middle of a line. A name (Latchkey, an
// abbreviation) stays as it is.
func lowerFirst(text string) string {
	first, width := utf8.DecodeRuneInString(text)
	second, _ := utf8.DecodeRuneInString(text[width:])
	if text == "" || strings.HasPrefix(text, "Latchkey") || unicode.IsUpper(second) {
		return text
	}
	return string(unicode.ToLower(first)) + text[width:]
}

// asReason makes a sentence the end of an error line: no capital, and no full
// stop when it is the only sentence.
func asReason(detail string) string {
	detail = lowerFirst(strings.TrimSpace(detail))
	if short := strings.TrimSuffix(detail, "."); !strings.Contains(short, ". ") {
		return short
	}
	return detail
}
