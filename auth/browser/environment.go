package browser

import "strings"

// childEnvironment is what an opener gets of our variables: all but those that
// load foreign code into it or configure a Go program, and our own. A bundle
// that carries its own libraries points LD_LIBRARY_PATH at them; the person's
// browser must not load those.
//
// Without a display the desktop's opener would look for a browser for the
// terminal; an empty list of browsers makes it fail instead.
func childEnvironment(environ []string, display bool) []string {
	var kept []string
	for _, pair := range environ {
		name, _, _ := strings.Cut(pair, "=")
		switch {
		case strings.HasPrefix(name, "LD_"), strings.HasPrefix(name, "DYLD_"), strings.HasPrefix(name, "LATCHKEY_"):
		case name == "GODEBUG", name == "GOTRACEBACK":
		case name == "BROWSER":
		default:
			kept = append(kept, pair)
		}
	}
	if !display {
		kept = append(kept, "BROWSER=:")
	}
	return kept
}
