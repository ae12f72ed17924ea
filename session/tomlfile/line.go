package tomlfile

import "strings"

// LineOf finds the line that sets a key; the library reports none for unknown
// keys. It looks for the last part of the dotted name at the start of a line; 0 when there is none.
func LineOf(content []byte, key string) int {
	name := key[strings.LastIndex(key, ".")+1:]
	if name == "" {
		return 0
	}
	for i, line := range strings.Split(string(content), "\n") {
		if sets(line, name) || sets(line, key) {
			return i + 1
		}
	}
	return 0
}

// LineIn finds the line that sets a key inside the table [[table]] that comes index-th, from 0. A key that is missing there
// gives the line of the table; a table that is missing gives 0.
func LineIn(content []byte, table string, index int, key string) int {
	found := 0
	for i, line := range strings.Split(string(content), "\n") {
		line = strings.TrimSpace(line)
		switch {
		case isTable(line, table):
			if index < 0 {
				return found
			}
			if index == 0 {
				found = i + 1
			}
			index--
		case strings.HasPrefix(line, "["):
			if found > 0 {
				return found
			}
		case found > 0 && sets(line, key):
			return i + 1
		}
	}
	return found
}

// isTable: the line opens [[table]], whatever spaces and comment it has.
func isTable(line, table string) bool {
	inside, isArray := strings.CutPrefix(line, "[[")
	name, _, closed := strings.Cut(inside, "]]")
	return isArray && closed && strings.TrimSpace(name) == table
}

// sets: the line begins with the name, and the name ends there.
func sets(line, name string) bool {
	rest, found := strings.CutPrefix(strings.TrimLeft(line, " \t[\"'"), name)
	return found && (rest == "" || strings.ContainsAny(rest[:1], " \t.=]\"'\r"))
}
