package launch

import (
	"fmt"
	"net"
	"path/filepath"
	"regexp"
	"time"
)

// checkDisplay tells beforehand that no window can be opened, because Fyne would
// end the program with a stack trace, or never.
func checkDisplay(env func(string) string, goos string) error {
	switch goos {
	case "windows", "darwin":
		return nil
	}
	display, wayland := env("DISPLAY"), env("WAYLAND_DISPLAY")
	if display == "" && wayland == "" {
		return ErrNoDisplay
	}
	if wayland != "" && answers(waylandSocket(wayland, env("XDG_RUNTIME_DIR"))) {
		return nil
	}
	if socket := x11Socket(display); display != "" && (socket == "" || answers(socket) || answers("@"+socket)) {
		return nil
	}
	return fmt.Errorf("%w: nothing answers at DISPLAY=%q WAYLAND_DISPLAY=%q", ErrNoDisplay, display, wayland)
}

// localDisplay matches the displays of this computer: ":0", "unix:0", ":1.0".
var localDisplay = regexp.MustCompile(`^(?:unix)?:(\d+)(?:\.\d+)?$`)

// x11Socket is where a local X server listens (X(7), DISPLAY NAMES), on Linux
// also under the same abstract name; "" for a
// display reached over a network, which is left to Fyne to try.
func x11Socket(display string) string {
	found := localDisplay.FindStringSubmatch(display)
	if found == nil {
		return ""
	}
	return "/tmp/.X11-unix/X" + found[1]
}

// waylandSocket follows wl_display_connect: a name is looked for in the runtime
// folder, an absolute path is itself.
func waylandSocket(name, runtime string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(runtime, name)
}

func answers(socket string) bool {
	connection, err := net.DialTimeout("unix", socket, 2*time.Second) //nolint:noctx // it has a limit of its own
	if err != nil {
		return false
	}
	_ = connection.Close()
	return true
}
