package paths

import (
	"path"
	"strings"
	"unicode"
)

// system is whose spelling of a path is meant. The standard library's filepath knows only the machine that runs.
type system string

const (
	linux   system = "linux"
	darwin  system = "darwin"
	windows system = "windows"
)

func (s system) join(parts ...string) string {
	separator := "/"
	if s == windows {
		separator = `\`
	}
	joined := parts[0]
	for _, part := range parts[1:] {
		joined = strings.TrimSuffix(joined, separator) + separator + part
	}
	return joined
}

// usable reports whether a folder named by the environment can be used: absolute, and printable in a message.
func (s system) usable(folder string) bool { return s.isAbs(folder) && !hasControl(folder) }

func (s system) isAbs(folder string) bool {
	if s != windows {
		return strings.HasPrefix(folder, "/")
	}
	volume, rest := splitVolume(strings.ReplaceAll(folder, "/", `\`))
	return volume != "" && strings.HasPrefix(rest, `\`)
}

// clean removes ".", ".." and doubled separators from an absolute path.
func (s system) clean(folder string) string {
	if s != windows {
		return path.Clean(folder)
	}
	volume, rest := splitVolume(strings.ReplaceAll(folder, "/", `\`))
	return volume + strings.ReplaceAll(path.Clean(strings.ReplaceAll(rest, `\`, "/")), "/", `\`)
}

// splitVolume cuts off "C:" or "\\server\share" from a path with backslashes. Device paths ("\\?\", "\\.\") have none, and so are
// not accepted as absolute.
func splitVolume(folder string) (volume, rest string) {
	if len(folder) >= 2 && folder[1] == ':' && isLetter(folder[0]) {
		return folder[:2], folder[2:]
	}
	after, isShare := strings.CutPrefix(folder, `\\`)
	server, share, found := strings.Cut(after, `\`)
	if !isShare || !found || server == "" || server == "?" || server == "." {
		return "", folder
	}
	name, _, _ := strings.Cut(share, `\`)
	if name == "" || name == "." || name == ".." || server == ".." {
		return "", folder
	}
	volume = `\\` + server + `\` + name
	rest = folder[len(volume):]
	if rest == "" {
		rest = `\`
	}
	return volume, rest
}

func isPlainRelative(folder string) bool {
	return !strings.HasPrefix(folder, `\`) && !strings.HasPrefix(folder, "/") && !strings.Contains(folder, ":")
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func hasControl(s string) bool { return strings.ContainsFunc(s, unicode.IsControl) }

// Folder cleans a folder that the environment of a system names. ok is false when it cannot be used: it is not absolute, or
// holds what cannot be printed.
func Folder(folder, goos string) (clean string, ok bool) {
	s := system(goos)
	if !s.usable(folder) {
		return "", false
	}
	return s.clean(folder), true
}
