package core

import (
	"fmt"
	"io/fs"
	"os"
)

// tighten is offered nowhere on a system whose modes say nothing; see isWide.
func tighten(path string) error {
	return fmt.Errorf("tighten: %w", &fs.PathError{Op: "chmod", Path: path, Err: os.ErrInvalid})
}
