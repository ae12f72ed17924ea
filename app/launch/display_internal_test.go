package launch

import (
	"errors"
	"net"
	"path/filepath"
	"testing"
)

func TestAMissingDisplayIsSaidBeforehand(t *testing.T) {
	screen := filepath.Join(t.TempDir(), "screen")
	listener, err := net.Listen("unix", screen)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	for _, c := range []struct {
		name, goos string
		env        map[string]string
		want       error
	}{
		{"nothing set", "linux", nil, ErrNoDisplay},
		{"X11 over a network", "linux", map[string]string{"DISPLAY": "far.example:0"}, nil},
		{"X11, nothing answers", "linux", map[string]string{"DISPLAY": ":54321"}, ErrNoDisplay},
		{"Wayland", "linux", map[string]string{"WAYLAND_DISPLAY": screen}, nil},
		{"Wayland, by name", "linux", map[string]string{"WAYLAND_DISPLAY": "screen", "XDG_RUNTIME_DIR": filepath.Dir(screen)}, nil},
		{"Wayland, nothing answers", "linux", map[string]string{"WAYLAND_DISPLAY": "/nowhere"}, ErrNoDisplay},
		{"another Unix", "freebsd", nil, ErrNoDisplay},
		{"Windows always has one", "windows", nil, nil},
		{"macOS always has one", "darwin", nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := checkDisplay(func(name string) string { return c.env[name] }, c.goos)
			if !errors.Is(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}
