package core

import (
	"bytes"
	"context"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// displayPatience bounds the wait for a screen that is on this computer.
const displayPatience = time.Second

// answersDisplay says whether a screen answers where the environment says that
// there is one (X(7), DISPLAY NAMES; wl_display_connect). An X server that is
// reached over a network is not asked.
func answersDisplay(ctx context.Context, display, wayland, runtimeFolder string) bool {
	if wayland != "" {
		if !filepath.IsAbs(wayland) {
			wayland = filepath.Join(runtimeFolder, wayland)
		}
		if answersSocket(ctx, wayland) {
			return true
		}
	}
	host, number, named := strings.Cut(display, ":")
	if !named || host != "" && host != "unix" {
		return display != ""
	}
	number, _, _ = strings.Cut(number, ".")
	socket := "/tmp/.X11-unix/X" + number
	return answersSocket(ctx, socket) || answersSocket(ctx, "@"+socket)
}

func answersSocket(ctx context.Context, socket string) bool {
	ctx, cancel := context.WithTimeout(ctx, displayPatience)
	defer cancel()
	connection, err := (&net.Dialer{}).DialContext(ctx, "unix", socket)
	if err != nil {
		return false
	}
	_ = connection.Close()
	return true
}

// hasLibrary says whether the loader would find a library: in its own cache, or in
// one of the folders, which may be patterns.
func hasLibrary(name, cache string, folders []string) bool {
	if known, err := os.ReadFile(cache); err == nil && bytes.Contains(known, []byte(name)) { //nolint:gosec // G304: a file of the system
		return true
	}
	for _, folder := range folders {
		if found, err := filepath.Glob(filepath.Join(folder, name)); err == nil && len(found) > 0 {
			return true
		}
	}
	return false
}
