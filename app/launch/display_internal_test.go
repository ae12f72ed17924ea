package launch

import (
	"errors"
	"testing"
)

func TestAMissingDisplayIsSaidBeforehand(t *testing.T) {
	for _, c := range []struct {
		name, goos string
		env        map[string]string
		want       error
	}{
		{"nothing set", "linux", nil, ErrNoDisplay},
		{"X11", "linux", map[string]string{"DISPLAY": ":0"}, nil},
		{"Wayland", "linux", map[string]string{"WAYLAND_DISPLAY": "wayland-0"}, nil},
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
