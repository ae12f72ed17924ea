package apps

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"time"
)

// What a walk has seen, so that no folder is read twice and no name is asked for twice.
type seenInfo struct {
	info fs.FileInfo
	err  error
}

type seenList struct {
	entries []fs.DirEntry
	whole   bool
	err     error
}

// child finds a name in a folder: inside a prefix as Windows does, the exact one before one that differs in case only.
func (w *walk) child(folder, name string) (string, fs.FileInfo, error) {
	path := join(folder, name)
	info, err := w.look(path)
	if w.at.Prefix == "" || !isAbsent(err) {
		return path, info, err
	}
	for _, entry := range w.list(folder).entries {
		if strings.EqualFold(entry.Name(), name) {
			other := join(folder, entry.Name())
			info, err := w.look(other)
			return other, info, err
		}
	}
	return path, nil, err
}

// spelled is the path of a file that is there, with the name as it stands in the folder: where the system finds names without
// regard to case, undo would otherwise put LOGIN_SESSION.DAT back in the pattern's spelling.
func (w *walk) spelled(folder, path, name string) string {
	if !foldsNames(w.at) || w.at.Prefix != "" {
		return path
	}
	other := path
	for _, entry := range w.list(folder).entries {
		if entry.Name() == name {
			return path
		}
		if strings.EqualFold(entry.Name(), name) {
			other = join(folder, entry.Name())
		}
	}
	return other
}

func (w *walk) look(path string) (fs.FileInfo, error) {
	known, ok := w.infos[path]
	if !ok {
		known.info, known.err = os.Lstat(path)
		w.infos[path] = known
	}
	return known.info, known.err
}

func (w *walk) list(folder string) seenList {
	known, ok := w.lists[folder]
	if !ok {
		known.entries, known.whole, known.err = readNames(w.ctx, folder)
		w.lists[folder] = known
	}
	return known
}

// isAbsent: nothing is there, which is not the same as not to be told.
func isAbsent(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// mayBeFolder: a folder, or a link or junction that may lead to one.
func mayBeFolder(entry fs.DirEntry) bool {
	return entry.IsDir() || entry.Type()&(fs.ModeSymlink|fs.ModeIrregular) != 0
}

func firstOf(first, second string) string {
	if first != "" {
		return first
	}
	return second
}

// modified is the time of a file in UTC.
func modified(info fs.FileInfo) time.Time { return info.ModTime().UTC() }
