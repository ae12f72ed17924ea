package session

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// Standing is what lies in the place of a file that a backup holds. Whatever it is, Restore keeps it in a backup of its own.
type Standing string

// The values of Standing.
const (
	StandingNone  Standing = ""      // nothing, or the item is not in the backup
	StandingSame  Standing = "same"  // the same bytes
	StandingOlder Standing = "older" // a file that was changed before the one in the backup
	StandingNewer Standing = "newer" // a file that was changed later, or of which nobody can say that it is older
	StandingOther Standing = "other" // no ordinary file, or something that may not be looked at
)

// Standing says for each item of a backup, in order, what lies in its place now. It changes nothing. Errors: as Get.
func (b *Backups) Standing(id string) ([]Standing, error) {
	m, err := b.load(id)
	if err != nil {
		return nil, fmt.Errorf("look at what stands in the way: %w", err)
	}
	all := make([]Standing, len(m.Items))
	for i, item := range m.Items {
		if item.State == ItemStored || m.Phase == phaseMoving && exists(b.stored(id, i)) {
			all[i] = standingOf(item)
		}
	}
	return all, nil
}

func standingOf(item BackupItem) Standing {
	info, err := os.Lstat(item.Path)
	switch {
	case isNothing(err):
		return StandingNone
	case err != nil || !info.Mode().IsRegular() && info.Mode()&fs.ModeSymlink == 0:
		return StandingOther
	}
	now, err := describe(item.Path, BackupItem{})
	switch {
	case err != nil:
		return StandingOther
	case sameContent(now, item):
		return StandingSame
	case !info.Mode().IsRegular() || strings.HasPrefix(item.Mode, "L"):
		return StandingOther
	case now.ModifiedAt.Before(item.ModifiedAt):
		return StandingOlder
	default:
		return StandingNewer
	}
}

// isNothing says that a place is free: there is no such file, or not even its folder.
func isNothing(err error) bool { return errors.Is(err, fs.ErrNotExist) }
