package apps

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A pattern is a path of the catalogue, taken apart: a root, which Places knows, and the names below it. It can only lead
// down: a name is never "." or "..", holds no separator, and cannot be spelled in a second way (short names, streams).
type pattern struct {
	system   System
	root     string // as in the list of roots, or "" for an absolute path
	drive    string // "C:" of an absolute Windows path
	segments []segment
}

// A segment is one name, with at most one hole.
type segment struct {
	before, after string // the hole
	hole          string // "", or one of the holes
}

// The holes of a segment.
const (
	yearHole    = "{year}"    // four digits
	versionHole = "{version}" // digits and dots
	folderHole  = "{folder}"  // one folder of any name
)

// use says what a pattern is for, because a state may do less than a licence.
type use int

const (
	forState use = iota
	forLicence
	forTrace
)

// Bounds of a pattern: letters, and names below the root.
const (
	maxPattern = 300
	maxDepth   = 12
)

// Why a pattern is refused.
const (
	whyRootPersonal = "must begin with a folder of the person, such as ~ or %APPDATA%"
	whyRoot         = "must begin with ~, with a folder such as %APPDATA%, or be absolute"
	whyDots         = "must not hold an empty name, . or .."
	whyExact        = "must end with the exact name of a file"
	whyFolder       = "may hold {folder} once, as a whole name"
	whyVersion      = "may hold {year} or {version} once"
	whyPlaceholder  = "holds an unknown placeholder"
	whyLetter       = "holds a letter that a file name here may not hold"
	whySize         = "is too long or too deep"
	whyHomes        = "must not lead into the homes of people"
)

// parsePattern takes a path of the catalogue apart. reason is empty when it may be used.
func parsePattern(system System, text string, purpose use) (p pattern, reason string) {
	p.system = system
	if len(text) > maxPattern || !utf8.ValidString(text) {
		return p, whySize
	}
	if system == Windows {
		text = strings.ReplaceAll(text, `\`, "/")
	}
	rest, reason := p.cutRoot(text, purpose)
	if reason != "" {
		return p, reason
	}
	names := strings.Split(rest, "/")
	if len(names) > maxDepth {
		return p, whySize
	}
	for _, name := range names {
		part, reason := parseSegment(name, system)
		if reason != "" {
			return p, reason
		}
		p.segments = append(p.segments, part)
	}
	return p, p.check(purpose)
}

// cutRoot recognizes what the path begins with, and returns the names below.
func (p *pattern) cutRoot(text string, purpose use) (rest, reason string) {
	first, rest, below := strings.Cut(text, "/")
	root, isKnown := rootNamed(first, p.system)
	switch {
	case below && isKnown && (root.personal || purpose != forState):
		p.root = root.name
	case purpose == forState:
		return "", whyRootPersonal
	case below && p.system == Windows && isDrive(first):
		p.drive = strings.ToUpper(first)
	case !below || p.system == Windows || first != "":
		return "", whyRoot
	}
	return rest, ""
}

// rootNamed finds a root that a system has.
func rootNamed(name string, system System) (knownRoot, bool) {
	for _, known := range roots {
		isIt := name == known.name || system == Windows && strings.EqualFold(name, known.name)
		if isIt && (known.system == "" || known.system == system) {
			return known, true
		}
	}
	return knownRoot{}, false
}

func isDrive(text string) bool { return len(text) == 2 && text[1] == ':' && isLetter(text[0]) }

func parseSegment(name string, system System) (s segment, reason string) {
	if name == "" || name == "." || name == ".." {
		return s, whyDots
	}
	s.before = name
	for _, hole := range []string{yearHole, versionHole, folderHole} {
		if before, after, found := strings.Cut(name, hole); found {
			s = segment{before: before, after: after, hole: hole}
			break
		}
	}
	if s.hole == folderHole && s.before+s.after != "" {
		return s, whyFolder
	}
	return s, refuseText(name, s.before+s.after, system)
}

// refuseText looks at the letters of a name: whole, and without its placeholder.
func refuseText(name, text string, system System) string {
	switch {
	case strings.ContainsAny(text, "{}"):
		return whyPlaceholder
	case strings.ContainsFunc(text, isHidden) || strings.ContainsAny(text, `*?"<>|%$\`):
		return whyLetter
	case strings.Trim(name, " ") != name || strings.HasSuffix(name, "."):
		return whyLetter // Windows drops them, and so the name would be another one
	case system == Windows && (strings.Contains(text, ":") || isShortName(text)):
		return whyLetter
	}
	return ""
}

// check looks at the names together.
func (p pattern) check(purpose use) string {
	versions, folders := 0, 0
	for i, s := range p.segments {
		switch s.hole {
		case yearHole, versionHole:
			versions++
		case folderHole:
			folders++
		}
		if p.root == "" && i < 2 && (s.hole == folderHole || isHomes(s.before)) {
			return whyHomes // /home, /var/home, C:\Users: they hold more than this person
		}
	}
	switch last := p.segments[len(p.segments)-1]; {
	case versions > 1:
		return whyVersion
	case folders > 1:
		return whyFolder
	case purpose != forTrace && last.hole != "":
		return whyExact
	}
	return ""
}

func isHomes(name string) bool {
	for _, homes := range []string{"home", "users", "root", "documents and settings"} {
		if strings.EqualFold(name, homes) {
			return true
		}
	}
	return false
}

// isShortName: "PROGRA~1" is a second spelling of another name.
func isShortName(text string) bool {
	_, after, found := strings.Cut(text, "~")
	return found && after != "" && '0' <= after[0] && after[0] <= '9'
}

// isHidden: letters that do not show, or that turn around what does.
func isHidden(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r)
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
