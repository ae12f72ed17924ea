package browsers

import "bytes"

// plainJSON takes comments and commas before a closing bracket out of JSON; texts in quotes stay as they are.
func plainJSON(text []byte) []byte {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	plain := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		switch length := quotedLength(text[i:]); {
		case length > 0:
			plain = append(plain, text[i:i+length]...)
			i += length
		case bytes.HasPrefix(text[i:], []byte("//")):
			i += until(text[i:], "\n")
		case bytes.HasPrefix(text[i:], []byte("/*")):
			i += 2 + until(text[i+2:], "*/")
			plain = append(plain, ' ')
		default:
			if text[i] == ']' || text[i] == '}' {
				plain = bytes.TrimSuffix(bytes.TrimRight(plain, " \t\r\n"), []byte(","))
			}
			plain = append(plain, text[i])
			i++
		}
	}
	return plain
}

// until is how many bytes come up to and with the end, or all.
func until(text []byte, end string) int {
	if i := bytes.Index(text, []byte(end)); i >= 0 {
		return i + len(end)
	}
	return len(text)
}

// quotedLength is the length of the text in quotes that begins here; 0: none does.
func quotedLength(text []byte) int {
	if text[0] != '"' {
		return 0
	}
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(text)
}
