package atomicfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// MakeFolder creates the folder, and what is missing above it, with mode 0700. A folder that is there already keeps its
// mode; it is refused with a *RefusedError when it is not a folder, is foreign, or when others may write into it, because
// whoever can rename in a folder decides what a file name means.
func MakeFolder(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		// A network folder that went away is there and cannot be looked at; why not, says more than that it is there.
		if _, looked := os.Stat(folder); errors.Is(err, fs.ErrExist) && looked != nil {
			err = looked
		}
		return fmt.Errorf("create the folder: %w", err)
	}
	return CheckFolder(folder)
}

// CheckFolder is the looking half of MakeFolder; it changes nothing. The folder itself may be reached through a link.
func CheckFolder(folder string) error {
	info, err := os.Stat(folder)
	if err != nil {
		return err
	}
	if reason := checkFolder(info); reason != "" {
		return &RefusedError{Path: folder, Reason: reason}
	}
	return nil
}

// Reasons of a RefusedError about a folder.
const (
	FolderForeign  Reason = "the folder belongs to another user"
	FolderWritable Reason = "others may write into the folder (its mode must be 0700)"
	FolderIsLink   Reason = "the folder is a link"
	NotFolder      Reason = "it is not a folder"
)
