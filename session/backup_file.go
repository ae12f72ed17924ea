package session

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"latchkey/session/internal/atomicfile"
)

// describe fills size, mode, time and hash from what lies at path: a regular file, or a link as itself. A file that cannot be
// read still has a size and a time: what is put aside need not be readable.
func describe(path string, item BackupItem) (BackupItem, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return item, err
	}
	item.Size, item.ModifiedAt, item.Mode, item.SHA256 = info.Size(), info.ModTime().UTC(), info.Mode().String(), ""
	switch mode := info.Mode(); {
	case mode&fs.ModeSymlink != 0:
		target, err := os.Readlink(path)
		if err != nil {
			return item, err
		}
		item.SHA256 = hashOf([]byte(target))
	case mode.IsRegular():
		item.SHA256, err = hashFile(path)
		if err != nil && !errors.Is(err, fs.ErrPermission) {
			return item, err
		}
	default:
		return item, atomicfile.CheckTarget(path)
	}
	return item, nil
}

func hashOf(data []byte) string {
	digest := sha256.Sum256(data)
	return hex.EncodeToString(digest[:])
}

func hashFile(path string) (string, error) {
	file, err := atomicfile.OpenNoFollow(path)
	if err != nil {
		return "", err
	}
	defer func() { _ = file.Close() }()
	hash := sha256.New()
	if _, err := io.Copy(hash, file); err != nil {
		return "", err
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}

// sameContent compares what two descriptions say of the bytes; without a hash, size and time must do.
func sameContent(a, b BackupItem) bool {
	if a.SHA256 == "" || b.SHA256 == "" {
		return a.SHA256 == b.SHA256 && a.Size == b.Size && a.ModifiedAt.Equal(b.ModifiedAt)
	}
	return a.SHA256 == b.SHA256 && a.Size == b.Size && isLinkMode(a.Mode) == isLinkMode(b.Mode)
}

func isLinkMode(mode string) bool { return len(mode) > 0 && mode[0] == 'L' }

// copyVerified makes a copy of a regular file under a partial name, with mode and time, flushes it and reads it back.
func copyVerified(from, partial string) error {
	info, err := os.Lstat(from)
	if err != nil {
		return err
	}
	if err := os.Remove(partial); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err // what an interrupted copy left
	}
	want, err := writeCopy(from, partial)
	if err == nil {
		err = os.Chmod(partial, info.Mode().Perm())
	}
	if err == nil {
		err = os.Chtimes(partial, info.ModTime(), info.ModTime())
	}
	if err == nil {
		err = verifyCopy(from, partial, info, want)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("copy to another file system: %w", err), os.Remove(partial))
	}
	return nil
}

func writeCopy(from, partial string) (hash string, err error) {
	source, err := atomicfile.OpenNoFollow(from)
	if err != nil {
		return "", err
	}
	defer func() { _ = source.Close() }()
	target, err := os.OpenFile(partial, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // the name is ours
	if err != nil {
		return "", err
	}
	digest := sha256.New()
	_, err = io.Copy(io.MultiWriter(target, digest), source)
	if err == nil {
		err = target.Sync()
	}
	return hex.EncodeToString(digest.Sum(nil)), errors.Join(err, target.Close())
}

var errChangedInCopy = errors.New("the file changed while it was copied")

// verifyCopy also finds a source that was written to while it was copied.
func verifyCopy(from, partial string, before fs.FileInfo, want string) error {
	got, err := hashFile(partial)
	if err != nil {
		return err
	}
	if got != want {
		return errors.New("the copy differs")
	}
	return unchanged(from, before)
}
