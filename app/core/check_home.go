package core

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"latchkey/app/doctor"
	"latchkey/session"
)

// How little room is too little, in bytes. What Latchkey keeps takes less than
// one megabyte; a backup of an app's state may take some.
const (
	leastRoom  = 1 << 20
	littleRoom = 50 << 20
)

// lookAtHome looks at the folders where everything lies: whether they can be
// written to, belong to the person alone, and have room. It makes none of them.
func (d *diagnosis) lookAtHome(ctx context.Context) doctor.Finding {
	var warning *doctor.Finding
	for _, folder := range d.homeFolders() {
		finding := lookAtFolder(folder)
		switch {
		case finding.Verdict == doctor.Fail:
			return finding
		case finding.Verdict == doctor.Warn && warning == nil:
			warning = &finding
		}
	}
	if err := d.tryLock(ctx); err != nil {
		return fault(err, doctor.Saw("folder_bad", "folder", doctor.Path(d.core.Deps.Paths.LockFolder)))
	}
	if warning != nil {
		return *warning
	}
	return doctor.Passed("home", "folder", doctor.Path(d.core.Deps.Paths.State))
}

// tryLock takes a lock where that may fail: on a network folder in which
// something lies already. Who holds it shows that locks work.
func (d *diagnosis) tryLock(ctx context.Context) error {
	folder := d.core.Deps.Paths.LockFolder
	place, err := session.PlaceOf(folder)
	if _, missing := os.Stat(folder); missing != nil || err != nil || !place.Network {
		return nil
	}
	lock, err := d.core.SessionFile.LockSignIn(ctx, false)
	if err != nil && !errors.Is(err, session.ErrBusy) {
		return err
	}
	if lock != nil {
		return lock.Unlock()
	}
	return nil
}

// homeFolders are the folders of Latchkey's own, that of the session first.
func (d *diagnosis) homeFolders() []string {
	paths := d.core.Deps.Paths
	var folders []string
	for _, folder := range []string{paths.State, paths.LockFolder, paths.Config, paths.Cache} {
		if folder != "" && !slices.Contains(folders, folder) {
			folders = append(folders, folder)
		}
	}
	return folders
}

// lookAtFolder judges one folder: what makes it useless first.
func lookAtFolder(folder string) doctor.Finding {
	info, err := os.Stat(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return lookAtMissing(folder)
	}
	if err != nil {
		return fault(err, doctor.Saw("folder_bad", "folder", doctor.Path(folder)))
	}
	if !info.IsDir() {
		err := fmt.Errorf("use folder: %w", &fs.PathError{Op: "open", Path: folder, Err: errNotFolder})
		return doctor.Failed(Code(err), doctor.Fix{ID: MendOwnFolder, Argument: folder}, doctor.Saw("folder_is_file", "file", doctor.Path(folder))).Because(err)
	}
	place, _ := session.PlaceOf(folder) // what the system does not tell is left out
	if err := tryFolder(folder, place); err != nil {
		saw := doctor.Saw("folder_bad", "folder", doctor.Path(folder))
		if place.Kind != "" {
			saw = doctor.Saw("folder_bad_kind", "folder", doctor.Path(folder), "kind", doctor.Name(place.Kind))
		}
		return fault(err, saw)
	}
	return judgeFolder(folder, info, place)
}

// lookAtMissing judges by the folder in which a missing one would be made.
func lookAtMissing(folder string) doctor.Finding {
	above := filepath.Dir(folder)
	if _, err := os.Stat(above); errors.Is(err, fs.ErrNotExist) && above != folder {
		return lookAtMissing(above)
	}
	place, _ := session.PlaceOf(above)
	err := mayWrite(above)
	if err == nil && place.ReadOnly {
		err = &fs.PathError{Op: "mkdir", Path: above, Err: errReadOnly}
	}
	if err != nil {
		return fault(err, doctor.Saw("folder_bad", "folder", doctor.Path(above)))
	}
	return judgeRoom(above, place)
}

// judgeFolder looks at what others may do there, and at the room.
func judgeFolder(folder string, info fs.FileInfo, place session.Place) doctor.Finding {
	if !isOwn(info) {
		return doctor.Failed("home_refused", doctor.Fix{ID: MendOwnFolder, Argument: folder}, doctor.Saw("folder_foreign", "folder", doctor.Path(folder)))
	}
	found := judgeRoom(folder, place)
	if found.Verdict == doctor.Fail {
		return found
	}
	if open := info.Mode().Perm() & othersBits; open != 0 {
		shared := doctor.Warned("home_shared", doctor.Fix{ID: MendTighten, Argument: folder},
			doctor.Saw("folder_open", "folder", doctor.Path(folder), "mode", doctor.Name(modeText(info))))
		if open&othersWrite != 0 {
			shared.Verdict = doctor.Fail // nothing in it is believed then
		}
		return shared
	}
	return found
}

// judgeRoom looks at the disk.
func judgeRoom(folder string, place session.Place) doctor.Finding {
	room, known := roomAt(folder)
	saw := func(code string) doctor.Evidence {
		return doctor.Saw(code, "folder", doctor.Path(folder), "megabytes", doctor.Number(int(room>>20)))
	}
	free := doctor.Fix{ID: MendFreeDisk, Argument: folder}
	switch {
	case known && room < leastRoom:
		return doctor.Failed("disk_full", free, saw("room"))
	case known && room < littleRoom:
		return doctor.Warned("disk_nearly_full", free, saw("room"))
	case place.Network:
		on := doctor.Saw("folder_on_network", "folder", doctor.Path(folder), "kind", doctor.Name(place.Kind))
		return doctor.Warned("home_on_network", doctor.Fix{ID: MendOwnFolder, Argument: folder}, on)
	}
	return doctor.Passed("home", "folder", doctor.Path(folder))
}

// tryFolder writes a small file and removes it. Its name is that of a temporary
// one, which any later writer clears away.
func tryFolder(folder string, place session.Place) error {
	if place.ReadOnly {
		return &fs.PathError{Op: "create", Path: folder, Err: errReadOnly}
	}
	file, err := os.CreateTemp(folder, ".latchkey-"+strconv.Itoa(os.Getpid())+"-*.tmp")
	if err != nil {
		return fmt.Errorf("write to folder: %w", err)
	}
	_, err = file.Write(make([]byte, 4096))
	if err == nil && !place.Network {
		err = file.Sync() // where the room is promised before it is there
	}
	if err := errors.Join(err, file.Close(), os.Remove(file.Name())); err != nil {
		return fmt.Errorf("write to folder: %w", err)
	}
	return nil
}

func modeText(info fs.FileInfo) string { return "0" + strconv.FormatInt(int64(info.Mode().Perm()), 8) }
