package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// pretendApps leaves what two versions of SketchUp would leave of a sign-in in
// the home of the demo's person, so that there is something to reset. On Linux,
// for which SketchUp is not made, it lies in a Wine prefix. What is there from
// before stays.
func pretendApps(person, goos string) error {
	root := map[string]string{
		"windows": filepath.Join(person, "AppData", "Roaming", "SketchUp"),
		"darwin":  filepath.Join(person, "Library", "Application Support"),
	}[goos]
	if root == "" {
		root = filepath.Join(person, ".wine", "drive_c", "users", "demo", "AppData", "Roaming", "SketchUp")
	}
	for _, year := range []string{"2020", "2021"} {
		folder := filepath.Join(root, "SketchUp "+year)
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return fmt.Errorf("pretend that SketchUp was used: %w", err)
		}
		file, err := os.OpenFile(filepath.Join(folder, "login_session.dat"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // below the demo's own folder
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err == nil {
			_, err = file.WriteString("a pretended sign-in of the demo\n")
			err = errors.Join(err, file.Close())
		}
		if err != nil {
			return fmt.Errorf("pretend that SketchUp was used: %w", err)
		}
	}
	return nil
}
