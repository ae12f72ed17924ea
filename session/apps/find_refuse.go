package apps

import (
	"errors"
	"io/fs"

	"latchkey/session/internal/atomicfile"
)

// Why a file, or what a folder should hold, is left alone; beside the reasons of atomicfile. Each has a translation under reason.
const (
	whyLinkFolder    = "a folder on the way to it is a link"
	whyForeignFolder = "a folder on the way to it belongs to another user"
	whyOpenFolder    = "others may write into a folder on the way to it"
	whyNoFolder      = "the folder may not be opened"
	whyTooMany       = "the folder holds more names than are looked at"
	whyLicence       = "it is a licence"
)

// refuseFile tells why something is no ordinary file of this person, by the very rules by which it would be moved; empty when it
// is one. It opens nothing for reading.
func refuseFile(path string) string {
	_, err := atomicfile.CheckOwn(path)
	var refused *atomicfile.RefusedError
	switch {
	case errors.As(err, &refused):
		return string(refused.Reason)
	case err != nil:
		return string(atomicfile.Unreadable)
	}
	return ""
}

// isLinkFolder: a symbolic link, or a junction, which Go calls irregular.
func isLinkFolder(info fs.FileInfo) bool { return info.Mode()&(fs.ModeSymlink|fs.ModeIrregular) != 0 }
