package session

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"latchkey/session/internal/atomicfile"
)

// ErrReadable means that a backup is not damaged, so that RemoveDamaged is not for it.
var ErrReadable = errors.New("the backup can be read")

// Remove deletes the files that the backup's manifest names, the manifest, and the folder when nothing else is in it; a file that
// somebody else put there stays, with the folder, and is named in the error. Errors: ErrNoBackup, *DamagedError, ErrNewer,
// *RefusedError.
func (b *Backups) Remove(id string) error {
	m, err := b.load(id)
	if err != nil {
		return fmt.Errorf("remove backup: %w", err)
	}
	m.Phase = phaseRemoving
	if err := b.save(&m); err != nil {
		return fmt.Errorf("remove backup: %w", err)
	}
	if err := b.discard(&m); err != nil {
		return fmt.Errorf("remove backup: %w", err)
	}
	return nil
}

// RemoveDamaged deletes a backup that nobody can put back any more, for a person who says so: its manifest is damaged, gone, or
// refused. It removes only files that lie where this program puts its own: numbered ones, the manifest, unfinished ones, and the folder
// when nothing else is in it. A folder that is a link, foreign or open to others is left alone, and so is a backup of a newer version. Errors:
// ErrReadable (use Remove), ErrNoBackup, ErrNewer, *RefusedError.
func (b *Backups) RemoveDamaged(id string) error {
	_, err := b.load(id)
	switch {
	case err == nil:
		err = ErrReadable
	case errors.Is(err, ErrDamaged), errors.Is(err, ErrRefused), errors.Is(err, ErrNoBackup) && len(b.numbered(id)) > 0:
		err = b.removeNumbered(id)
	}
	if err != nil {
		return fmt.Errorf("remove damaged backup: %w", err)
	}
	return nil
}

// removeNumbered removes the manifest last, so that an interrupted removal is still listed.
func (b *Backups) removeNumbered(id string) error {
	folder := filepath.Join(b.folder, id)
	for _, place := range []string{b.folder, folder} {
		if err := atomicfile.CheckFolderItself(place); err != nil {
			return asBackup(err, "look at the folder")
		}
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		name := entry.Name()
		unfinished := strings.HasPrefix(name, ".latchkey-") && filepath.Ext(name) == ".tmp" && entry.Type().IsRegular()
		if !unfinished && !isNumbered(entry) {
			continue
		}
		if err := removeFile(filepath.Join(folder, name)); err != nil {
			return err
		}
		b.step("removed " + name)
	}
	if info, err := os.Lstat(filepath.Join(folder, manifestName)); err == nil && info.IsDir() {
		return fmt.Errorf("%s holds a folder in the place of its manifest", folder)
	}
	return b.dropFolder(folder)
}

// numbered names what lies in a backup under a number.
func (b *Backups) numbered(id string) []string {
	var names []string
	if !isBackupID(id) || atomicfile.CheckFolderItself(filepath.Join(b.folder, id)) != nil {
		return nil
	}
	entries, _ := os.ReadDir(filepath.Join(b.folder, id))
	for _, entry := range entries {
		if isNumbered(entry) {
			names = append(names, entry.Name())
		}
	}
	return names
}

// isNumbered knows what stored gives out: four digits, or more beyond the 9999th; a file or a link.
func isNumbered(entry fs.DirEntry) bool {
	name := entry.Name()
	kind := entry.Type()
	return len(name) >= 4 && strings.Trim(name, "0123456789") == "" && (kind.IsRegular() || kind&fs.ModeSymlink != 0)
}

// discard removes the files first and the manifest last, so that an interrupted removal is still known.
func (b *Backups) discard(m *manifest) error {
	for i := range m.Items {
		if err := removeFile(b.stored(m.ID, i)); err != nil {
			return err
		}
		b.step("removed " + itemTag(m.ID, i))
	}
	return b.dropFolder(filepath.Join(b.folder, m.ID))
}

func (b *Backups) dropFolder(folder string) error {
	if err := removeFile(filepath.Join(folder, manifestName)); err != nil {
		return err
	}
	b.step("manifest removed")
	if err := os.Remove(folder); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s holds files that do not belong to the backup: %w", folder, err)
	}
	return atomicfile.SyncFolder(b.folder)
}

func removeFile(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
