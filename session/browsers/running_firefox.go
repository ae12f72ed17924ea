package browsers

import (
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

var firefoxWords = []string{"firefox", "librewolf", "waterfox", "floorp"}

// firefoxRuns asks for the locks in the profile, and for programs that were told to use it.
func (d desk) firefoxRuns(p Profile, running []program) string {
	for _, name := range []string{".parentlock", "parent.lock"} {
		held, err := isHeldOpen(filepath.Join(p.Path, name))
		if err != nil {
			return whyUnseen
		}
		if held {
			return whyRunning
		}
	}
	if why := d.linkRuns(filepath.Join(p.Path, "lock"), running); why != "" {
		return why
	}
	uses := func(one program) bool {
		folder := one.folder("profile")
		return folder != "" && !one.isPart() && one.looksLike(firefoxWords) && sameFolder(folder, p.Path)
	}
	if slices.ContainsFunc(running, uses) {
		return whyRunning
	}
	return ""
}

// linkRuns judges the link "lock" to "address:+pid". With the plus, the browser held .parentlock as well, which was free: it has
// ended, and the link was left behind. Without it, the file system kept no locks, and address and number are all there is.
func (d desk) linkRuns(path string, running []program) string {
	link, err := os.Readlink(path)
	if err != nil {
		return "" // there is none, or it is no link, which Firefox does not take for a lock either
	}
	address, pid, plus, ok := parseFirefoxLock(link)
	switch {
	case !ok:
		return whyUnseen
	case plus:
		return ""
	case !isOwnAddress(address):
		return whyElsewhere + ": " + shownName(address)
	case d.confined:
		return whyConfined
	}
	owns := func(one program) bool { return (one.pid == pid || one.inner == pid) && one.looksLike(firefoxWords) }
	if slices.ContainsFunc(running, owns) {
		return whyRunning
	}
	return ""
}

// parseFirefoxLock reads "127.0.0.1:+4711".
func parseFirefoxLock(link string) (address string, pid int, plus, ok bool) {
	colon := strings.LastIndexByte(link, ':')
	if colon < 1 {
		return "", 0, false, false
	}
	digits, plus := strings.CutPrefix(link[colon+1:], "+")
	number, err := strconv.ParseUint(digits, 10, 31)
	return link[:colon], int(number), plus, err == nil && number > 0
}

// isOwnAddress: one of this computer's, also one that only it knows itself by.
func isOwnAddress(text string) bool {
	address, err := netip.ParseAddr(text)
	if err != nil {
		return false
	}
	if address.IsLoopback() || address.IsUnspecified() {
		return true
	}
	known, _ := net.InterfaceAddrs()
	return slices.ContainsFunc(known, func(one net.Addr) bool {
		prefix, err := netip.ParsePrefix(one.String())
		return err == nil && prefix.Addr() == address
	})
}
