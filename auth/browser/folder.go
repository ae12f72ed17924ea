package browser

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// ErrNoFileManager means that no file manager was found, or that all failed at once.
var ErrNoFileManager = errors.New("no file manager could be opened")

// ShowFolder opens a folder, or the folder of a file, in the person's file
// manager, as carefully as [Open]. The path must be absolute, and nothing but a
// folder is handed over: openers run programs. Errors: [ErrNoFileManager], what
// the system says of the path, the context's.
func ShowFolder(ctx context.Context, path string) error {
	folder, err := folderOf(path)
	if err != nil {
		return fmt.Errorf("show folder: %w", err)
	}
	started, err := first(ctx, folder, folderTries(), time.After)
	switch {
	case err != nil:
		return fmt.Errorf("show folder: %w", err)
	case !started:
		return ErrNoFileManager
	}
	return nil
}

var errNotAbsolute = errors.New("the path is not absolute")

func folderOf(path string) (string, error) {
	if !filepath.IsAbs(path) {
		return "", errNotAbsolute
	}
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		path = filepath.Dir(path)
	}
	info, err := os.Stat(path)
	if err == nil && !info.IsDir() {
		err = os.ErrNotExist
	}
	return filepath.Clean(path), err
}
