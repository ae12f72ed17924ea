package secretservice

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// Address finds the address of the session bus: DBUS_SESSION_BUS_ADDRESS, else
// the socket $XDG_RUNTIME_DIR/bus where that exists. It starts nothing: a
// library that asks dbus-launch leaves a daemon behind for every run. Errors:
// ErrMissing.
func Address(env func(string) string) (string, error) {
	if address := env("DBUS_SESSION_BUS_ADDRESS"); address != "" {
		return address, nil
	}
	if folder := env("XDG_RUNTIME_DIR"); folder != "" {
		path := filepath.Join(folder, "bus")
		if info, err := os.Stat(path); err == nil && info.Mode()&os.ModeSocket != 0 {
			return "unix:path=" + url.PathEscape(path), nil
		}
	}
	return "", fmt.Errorf("%w: no session bus in this session", ErrMissing)
}

// socketPaths returns the unix sockets that an address names, in order. Other
// transports are left out: "autolaunch:" and "unixexec:" start programs, and
// secrets do not go over "tcp:". See the D-Bus specification, "Server Addresses".
func socketPaths(address string) []string {
	var paths []string
	for part := range strings.SplitSeq(address, ";") {
		keys, ok := strings.CutPrefix(part, "unix:")
		if !ok {
			continue
		}
		for pair := range strings.SplitSeq(keys, ",") {
			key, value, _ := strings.Cut(pair, "=")
			value, err := url.PathUnescape(value)
			switch {
			case err != nil || value == "":
			case key == "path":
				paths = append(paths, value)
			case key == "abstract":
				paths = append(paths, "@"+value)
			}
		}
	}
	return paths
}
