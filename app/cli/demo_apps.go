package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// pretendApps leaves what two versions of SketchUp would leave of a sign-in in
// the home of the demo's person, so that there is something to reset. What is
// there from before stays.
func (h demoHome) pretendApps() error {
	for _, version := range []string{newApp, oldApp} {
		file := h.appFile(version)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			return fmt.Errorf("pretend that SketchUp was used: %w", err)
		}
		written, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // below the demo's own folder
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err == nil {
			_, err = written.WriteString("a pretended sign-in of the demo\n")
			err = errors.Join(err, written.Close())
		}
		if err != nil {
			return fmt.Errorf("pretend that SketchUp was used: %w", err)
		}
	}
	return nil
}

// apps is where SketchUp keeps its files. On Linux, for which it is not made,
// that lies in a Wine prefix.
func (h demoHome) apps() string {
	root := map[string]string{
		"windows": filepath.Join(h.person(), "AppData", "Roaming", "SketchUp"),
		"darwin":  filepath.Join(h.person(), "Library", "Application Support"),
	}[runtime.GOOS]
	if root == "" {
		root = filepath.Join(h.person(), ".wine", "drive_c", "users", "demo", "AppData", "Roaming", "SketchUp")
	}
	return root
}
