package browsers

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// chromiumWords are in the names of Chromium's relatives.
var chromiumWords = []string{"chrom", "edge", "brave", "vivaldi", "opera"}

// chromiumRuns asks for the lock in the folder of user data, and for programs that use that folder.
func (d desk) chromiumRuns(p Profile, running []program) string {
	if why := d.singletonRuns(p.Place, running); why != "" {
		return why
	}
	// The lock of Windows: a file that is deleted with its last handle, and cannot be written by others before.
	if held, err := isHeldOpen(filepath.Join(p.Root, "lockfile")); held || err != nil {
		return whyRunning
	}
	uses := func(one program) bool {
		if one.isPart() || !one.looksLike(chromiumWords) {
			return false
		}
		if folder := one.folder("user-data-dir"); folder != "" {
			return sameFolder(folder, p.Root)
		}
		return one.isOf(p.Place) && one.livesIn(p.Place)
	}
	if slices.ContainsFunc(running, uses) {
		return whyRunning
	}
	return ""
}

// singletonRuns judges SingletonLock, a link to "host-pid". It stays behind when the browser is ended from outside, so it counts only
// while a browser has that number; of another computer nothing is known, so there it always counts.
func (d desk) singletonRuns(place Place, running []program) string {
	link, err := os.Readlink(filepath.Join(place.Root, "SingletonLock"))
	switch {
	case isAbsent(err):
		return ""
	case err != nil && (errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EINVAL)):
		return whyUnseen
	case err != nil: // Windows, where such a name is no link of its own
		return ""
	}
	host, pid, ok := parseSingleton(link)
	switch {
	case !ok:
		return whyUnseen
	case host != d.host:
		return whyElsewhere + ": " + shownName(host)
	case d.confined:
		return whyConfined
	}
	if slices.ContainsFunc(running, func(one program) bool { return one.owns(pid, place) }) {
		return whyRunning
	}
	return ""
}

// owns: the program has the number that a lock names, in the place's sandbox where that has numbers of its own, and is a browser
// that was not told another folder.
func (p program) owns(pid int, place Place) bool {
	number := p.pid
	if place.Package == PackageFlatpak {
		number = p.inner
	}
	folder := p.folder("user-data-dir")
	return number == pid && p.looksLike(chromiumWords) && (folder == "" || place.Package != "" || sameFolder(folder, place.Root))
}

// parseSingleton reads "host-pid"; the name of the host can hold dashes.
func parseSingleton(link string) (host string, pid int, ok bool) {
	dash := strings.LastIndexByte(link, '-')
	if dash < 1 {
		return "", 0, false
	}
	number, err := strconv.ParseUint(link[dash+1:], 10, 31)
	return link[:dash], int(number), err == nil && number > 0
}
