package session

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"latchkey/session/internal/atomicfile"
)

// journey is the way of one file from one place to another.
type journey struct {
	from, to string
	tag      string      // names the unfinished copy
	planned  fs.FileInfo // of a strict item: the very file that is to move; nil: whatever lies there
}

var (
	errSwapped       = errors.New("something else took its place while it was to be moved")
	errChangedInCopy = errors.New("it changed while it was copied")
)

// carry moves one file without ever overwriting. Between two file systems it copies, verifies, and removes the original last, so
// that at every moment one whole file exists. The move is durable once dirty has been flushed. lost names what a copy could not keep.
func (b *Backups) carry(j journey, dirty *folders) (lost []string, err error) {
	if err := stillPlanned(j); err != nil {
		return nil, err
	}
	dirty.add(filepath.Dir(j.to), filepath.Dir(j.from))
	err = b.rename(j.from, j.to)
	if atomicfile.IsOtherDevice(err) {
		return b.carryAcross(j)
	}
	if err != nil {
		return nil, err
	}
	b.step("moved " + j.tag)
	if err := arrivedAsPlanned(j); err != nil {
		// Somebody was faster. What they put there goes back, unless its place is taken again; then it stays, whole.
		return nil, errors.Join(err, b.rename(j.to, j.from))
	}
	return nil, nil
}

// stillPlanned looks once more, right before the move: at the file and at everything above it.
func stillPlanned(j journey) error {
	if j.planned == nil {
		return nil
	}
	now, err := atomicfile.CheckOwn(j.from)
	if err == nil && !os.SameFile(j.planned, now) {
		err = errSwapped
	}
	return err
}

func arrivedAsPlanned(j journey) error {
	if j.planned == nil {
		return nil
	}
	now, err := atomicfile.Look(j.to)
	if err == nil && !os.SameFile(j.planned, now) {
		err = errSwapped
	}
	return err
}

func (b *Backups) carryAcross(j journey) (lost []string, err error) {
	before, err := atomicfile.Look(j.from)
	if err != nil {
		return nil, err
	}
	if j.planned != nil && !os.SameFile(j.planned, before) {
		return nil, errSwapped
	}
	if before.Mode()&fs.ModeSymlink != 0 {
		err = copyLink(j.from, j.to, before)
	} else {
		lost, err = b.copyInto(j, before)
	}
	if err != nil {
		return nil, err
	}
	if err := atomicfile.SyncFolder(filepath.Dir(j.to)); err != nil {
		return nil, errors.Join(err, os.Remove(j.to))
	}
	b.step("copied " + filepath.Base(j.to))
	err = unchanged(j.from, before)
	if err == nil {
		err = os.Remove(j.from)
	}
	if err != nil {
		// The original stays, so the copy must not: there is to be one of each.
		return nil, errors.Join(fmt.Errorf("remove the original: %w", err), os.Remove(j.to))
	}
	b.step("original removed")
	return lost, nil
}

// unchanged finds what was written to the original, or put in its place, after it was copied.
func unchanged(path string, before fs.FileInfo) error {
	now, err := atomicfile.Look(path)
	if err != nil {
		return err
	}
	if !os.SameFile(before, now) || now.Size() != before.Size() || !now.ModTime().Equal(before.ModTime()) {
		return errChangedInCopy
	}
	return nil
}

func copyLink(from, to string, info fs.FileInfo) error {
	target, err := os.Readlink(from)
	if err != nil {
		return err
	}
	if err := os.Symlink(target, to); err != nil {
		return err
	}
	atomicfile.KeepLink(to, info)
	return nil
}

func (b *Backups) copyInto(j journey, before fs.FileInfo) (lost []string, err error) {
	partial := partialPath(j.to, j.tag)
	lost, err = copyVerified(j.from, partial, before)
	if err != nil {
		return nil, err
	}
	b.step("partial copy")
	if err := atomicfile.MoveNew(partial, j.to); err != nil {
		return nil, errors.Join(err, os.Remove(partial))
	}
	return lost, nil
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

// dropStoredTwin is dropTwin for the file in the backup, which also must have nothing that the one in its place lacks.
func dropStoredTwin(place, stored string) (bool, error) {
	if !atomicfile.SameAttributes(place, stored) {
		return false, nil
	}
	return dropTwin(place, stored)
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
