package auth

import (
	"strings"
	"unicode"
)

const descriptionLimit = 200

// cleanText makes words of a server fit for a log, a terminal and a label:
// control, format and bidirectional characters become nothing, white space
// becomes one space, and what is left is capped at limit characters.
func cleanText(s string, limit int) string {
	var b strings.Builder
	count, space := 0, false
	for _, r := range strings.ToValidUTF8(s, "") {
		if unicode.IsSpace(r) {
			space = count > 0
			continue
		}
		if !unicode.IsPrint(r) {
			continue
		}
		if space && count < limit {
			b.WriteByte(' ')
			count++
		}
		space = false
		if count >= limit {
			break
		}
		b.WriteRune(r)
		count++
	}
	return strings.TrimSpace(b.String())
}

// cleanDescription is cleanText for an error description. Some servers echo
// what they were sent: the given secrets, and every run of 32 or more token
// characters, are struck out. That comes after the cleaning, since a character
// that is left out there may stand in the middle of a secret, and before the
// text is capped.
func cleanDescription(s string, secrets ...Secret) string {
	if len(s) > 16<<10 {
		s = s[:16<<10]
	}
	s = cleanText(s, len(s))
	for _, secret := range secrets {
		if !secret.IsZero() {
			s = strings.ReplaceAll(s, secret.Reveal(), redacted)
		}
	}
	return cleanText(strikeTokens(s), descriptionLimit)
}

func strikeTokens(s string) string {
	var b strings.Builder
	start := 0
	flush := func(end int) {
		if end-start >= 32 {
			b.WriteString(redacted)
		} else {
			b.WriteString(s[start:end])
		}
	}
	for i := range len(s) {
		if !isTokenByte(s[i]) {
			flush(i)
			b.WriteByte(s[i])
			start = i + 1
		}
	}
	flush(len(s))
	return b.String()
}

func isTokenByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ||
		strings.IndexByte("-._~+/=%", c) >= 0
}

// cleanCode keeps an error code only when it looks like one (RFC 6749
// section 5.2 allows more, but codes are registered lower-case words).
func cleanCode(s string) string {
	if len(s) > 64 || len(s) == 0 {
		return ""
	}
	for i := range len(s) {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_' && c != '-' && c != '.' {
			return ""
		}
	}
	return strikeTokens(s)
}
