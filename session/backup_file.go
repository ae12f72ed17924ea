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

// smallFile is read twice without a thought; see settled.
const smallFile = 1 << 20

// settled says that a large file that has moved to path need not be read again to be described: it is the one that was planned,
// and its size and time are the same.
func settled(path string, planned fs.FileInfo) bool {
	now, err := atomicfile.Look(path)
	return err == nil && planned != nil && planned.Size() > smallFile && os.SameFile(planned, now) &&
		planned.Size() == now.Size() && planned.ModTime().Equal(now.ModTime()) && planned.Mode() == now.Mode()
}

func hashOf(data []byte) string {
	digest := sha256.Sum256(data)
	return hex.EncodeToString(digest[:])
}

func hashFile(path string) (string, error) {
	file, _, err := atomicfile.Open(path)
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

// copyVerified makes a copy of the regular file that before describes, under a partial name, with everything that belongs to it;
// it flushes the copy and reads it back. lost is as atomicfile.Keep gives it.
func copyVerified(from, partial string, before fs.FileInfo) (lost []string, err error) {
	if err := removeFile(partial); err != nil {
		return nil, err // what an interrupted copy left
	}
	want, lost, err := writeCopy(from, partial, before)
	if err == nil {
		err = verifyCopy(from, partial, before, want)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("copy to another file system: %w", err), removeFile(partial))
	}
	return lost, nil
}

func writeCopy(from, partial string, before fs.FileInfo) (hash string, lost []string, err error) {
	source, opened, err := atomicfile.Open(from)
	if err != nil {
		return "", nil, err
	}
	defer func() { _ = source.Close() }()
	if !os.SameFile(before, opened) {
		return "", nil, errSwapped
	}
	target, err := os.OpenFile(partial, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // the name is ours
	if err != nil {
		return "", nil, err
	}
	digest := sha256.New()
	_, err = io.Copy(io.MultiWriter(target, digest), source)
	if err == nil {
		lost, err = atomicfile.Keep(source, target, before)
	}
	if err == nil {
		err = target.Sync()
	}
	return hex.EncodeToString(digest.Sum(nil)), lost, errors.Join(err, target.Close())
}

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
