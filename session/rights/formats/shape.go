package formats

// checkShape counts brackets and commas outside of texts, before the decoder comes: that one bears ten thousand levels, and remembers
// every name of an object, of which 32 MiB hold millions. Of bytes that are not JSON it says something arbitrary; the decoder
// refuses those.
func checkShape(body []byte) error {
	var names [maxDepth + 1]int // in the object at each level; negative in a list
	depth, inText := 0, false
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case inText && c == '\\':
			i++
		case c == '"':
			inText = !inText
		case inText:
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return flaw("it is nested too deeply")
			}
			names[depth] = 1
			if c == '[' {
				names[depth] = -len(body) // never gets to be positive
			}
		case c == '}' || c == ']':
			depth = max(depth-1, 0)
		case c == ',':
			if names[depth]++; names[depth] > maxNames {
				return flaw("an object has too many names")
			}
		}
	}
	return nil
}
