package atomicfile

import (
	"io/fs"
	"os"
	"path/filepath"
)

// Look is os.Lstat whose answer stays comparable by os.SameFile when the file has moved since; on Windows, os.Lstat alone asks for
// the file's number only when it is compared, and then finds another file at the path.
func Look(path string) (fs.FileInfo, error) {
	info, err := os.Lstat(path)
	if err == nil {
		_ = os.SameFile(info, info)
	}
	return info, err
}

// CheckOwn returns a *RefusedError unless path is an ordinary file of this user under one name, in a folder as CheckPlace wants it.
// Unlike ReadRegular, it lets others read or write the file: another program chose its mode. It returns what it looked at.
func CheckOwn(path string) (fs.FileInfo, error) {
	info, err := Look(path)
	if err != nil {
		return nil, err
	}
	if err := refuseKind(path, info); err != nil {
		return info, err
	}
	if reason := checkOwner(path, info); reason != "" {
		return info, &RefusedError{Path: path, Reason: reason}
	}
	return info, CheckPlace(filepath.Dir(path))
}

// CheckPlace returns a *RefusedError when somebody else decides what a name in the folder means: the folder is a link or
// foreign, or others may write into it. A group of which this user is the only member by custom (same number as the user) is nobody else.
// Further up, where folders belong to the system, only a folder in which everybody may rename is refused; links are followed there.
func CheckPlace(folder string) error {
	if err := checkFolderAt(folder, checkPlace); err != nil {
		return err
	}
	return checkAbove(folder)
}

// CheckFolderItself is CheckFolder that refuses a link too.
func CheckFolderItself(folder string) error { return checkFolderAt(folder, checkFolder) }

func checkFolderAt(folder string, check func(fs.FileInfo) Reason) error {
	info, err := os.Lstat(folder)
	if err != nil {
		return err
	}
	reason := check(info)
	switch mode := info.Mode(); {
	case mode.IsDir():
	case mode&(fs.ModeSymlink|fs.ModeIrregular) != 0: // a junction of Windows is irregular
		reason = FolderIsLink
	default:
		reason = NotFolder
	}
	if reason != "" {
		return &RefusedError{Path: folder, Reason: reason}
	}
	return nil
}
