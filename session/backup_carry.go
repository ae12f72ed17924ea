package session

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"latchkey/session/internal/atomicfile"
)

// carry moves one file from one place to another without ever overwriting, durable when it returns. Between two file systems it
// copies, verifies, and removes the original last, so that at every moment one whole file exists.
func (b *Backups) carry(from, to, tag string) error {
	err := b.rename(from, to)
	if atomicfile.IsOtherDevice(err) {
		return b.carryAcross(from, to, partialPath(to, tag))
	}
	if err != nil {
		return err
	}
	b.step("moved " + tag)
	return syncBoth(from, to)
}

func (b *Backups) carryAcross(from, to, partial string) error {
	info, err := os.Lstat(from)
	if err != nil {
		return err
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		err = copyLink(from, to)
	} else {
		err = b.copyInto(from, to, partial)
	}
	if err != nil {
		return err
	}
	if err := atomicfile.SyncFolder(filepath.Dir(to)); err != nil {
		return err
	}
	b.step("copied " + filepath.Base(to))
	err = unchanged(from, info)
	if err == nil {
		err = os.Remove(from)
	}
	if err != nil {
		// The original stays, so the copy must not: there is to be one of each.
		return errors.Join(fmt.Errorf("remove the original: %w", err), os.Remove(to))
	}
	b.step("original removed")
	return atomicfile.SyncFolder(filepath.Dir(from))
}

// unchanged finds what was written to the original after it was copied.
func unchanged(path string, before fs.FileInfo) error {
	now, err := os.Lstat(path)
	if err != nil {
		return err
	}
	if now.Size() != before.Size() || !now.ModTime().Equal(before.ModTime()) {
		return errChangedInCopy
	}
	return nil
}

func copyLink(from, to string) error {
	target, err := os.Readlink(from)
	if err != nil {
		return err
	}
	return os.Symlink(target, to)
}

func (b *Backups) copyInto(from, to, partial string) error {
	if err := copyVerified(from, partial); err != nil {
		return err
	}
	b.step("partial copy")
	if err := atomicfile.MoveNew(partial, to); err != nil {
		return errors.Join(err, os.Remove(partial))
	}
	return nil
}

// partialPath names the unfinished copy of one item, the same each time, so that whoever comes after a crash finds it.
func partialPath(to, tag string) string {
	return filepath.Join(filepath.Dir(to), ".latchkey-part-"+tag+".tmp")
}

func itemTag(id string, index int) string { return fmt.Sprintf("%s-%04d", id, index+1) }

// dropPartials removes unfinished copies of an item on both sides. They are never the only copy.
func (b *Backups) dropPartials(m *manifest, index int) {
	tag := itemTag(m.ID, index)
	_ = os.Remove(partialPath(b.stored(m.ID, index), tag))
	_ = os.Remove(partialPath(m.Items[index].Path, tag))
}

// dropTwin removes the file at twin when the one at kept has the same bytes, time and mode: that is what a copy between file systems
// leaves when it is interrupted before the original is gone.
func dropTwin(kept, twin string) (bool, error) {
	a, err := describe(kept, BackupItem{})
	if err != nil {
		return false, err
	}
	b, err := describe(twin, BackupItem{})
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, nil //nolint:nilerr // something else than a twin lies there
	}
	if a.SHA256 == "" || !sameContent(a, b) || a.Mode != b.Mode {
		return false, nil
	}
	if !isLinkMode(a.Mode) && !a.ModifiedAt.Equal(b.ModifiedAt) {
		return false, nil
	}
	return true, os.Remove(twin)
}

func syncBoth(from, to string) error {
	return errors.Join(atomicfile.SyncFolder(filepath.Dir(to)), atomicfile.SyncFolder(filepath.Dir(from)))
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
