package apps

import (
	"context"
	"io/fs"
	"os"

	"latchkey/session/internal/atomicfile"
)

// A hit is what stands where a pattern leads: a file, the place where it is missing, or why nothing can be said.
type hit struct {
	path    string // of the file, or of the folder that bars the way; empty: only the version's folder is there
	version string
	info    fs.FileInfo // nil: there is no such file, or it cannot be looked at
	refused string      // why the file, or the way to it, is left alone
}

// Bounds of a look.
const (
	maxVersions = 500  // versions of one pattern
	maxFolders  = 2000 // folders that {folder} stands for
)

// A walk follows patterns in one place. It goes to the names that a pattern holds and reads a folder only where a placeholder
// stands, or where a prefix has to be searched without regard to case; each folder once.
type walk struct {
	ctx   context.Context // of one call of Find
	at    Places
	infos map[string]seenInfo
	lists map[string]seenList
}

func newWalk(ctx context.Context, at Places) *walk {
	return &walk{ctx: ctx, at: at, infos: map[string]seenInfo{}, lists: map[string]seenList{}}
}

// way is how far a walk has come.
type way struct {
	folder   string
	version  string
	refused  string // the first thing that is wrong with the folders so far
	inFolder bool   // {folder} was passed: what is missing below it says nothing
}

// hits returns what stands where a catalogue's path leads; nothing for one that is meant for another system.
func (w *walk) hits(system System, path string, purpose use) []hit {
	p, reason := parsePattern(system, path, purpose)
	if reason != "" || system != w.at.System {
		return nil
	}
	return w.follow(p)
}

// follow returns what stands where the pattern leads.
func (w *walk) follow(p pattern) []hit {
	start := p.start(w.at)
	if start == "" {
		return nil
	}
	info, err := os.Stat(start) // the root may be a link, or lie on a share: it is the person's own decision
	if err != nil || !info.IsDir() {
		return nil
	}
	begin := way{folder: start}
	if p.root != "" && p.root != "%ProgramData%" {
		begin.refused = refuseFolder(info)
	}
	return w.down(p.segments, begin)
}

func (w *walk) down(rest []segment, at way) []hit {
	switch {
	case w.ctx.Err() != nil:
		return nil
	case rest[0].hole != "":
		return w.through(rest, at)
	case len(rest) == 1:
		return w.arrive(rest[0], at)
	}
	path, info, err := w.child(at.folder, rest[0].before)
	switch {
	case isAbsent(err):
		return w.absent(rest, at)
	case err != nil:
		return []hit{{path: path, version: at.version, refused: string(atomicfile.Unreadable)}}
	}
	return w.enter(path, info, rest[1:], at)
}

// enter goes into a folder. A link to a folder of this person is followed in order to see, so that a junction that somebody put
// there does not hide a stuck session, but what lies behind it is refused: it may be another place by the time it is moved, and
// undo could not know which of the two to restore. In a prefix, and to what others own, a link is not followed at all.
func (w *walk) enter(path string, info fs.FileInfo, rest []segment, at way) []hit {
	if isLinkFolder(info) {
		target, err := os.Stat(path)
		switch {
		case err == nil && !target.IsDir():
			return nil
		case err != nil || w.at.Prefix != "" || !isOwn(target):
			return []hit{{path: path, version: at.version, refused: whyLinkFolder}}
		}
		info = target
		at.refused = firstOf(at.refused, whyLinkFolder)
	}
	if !info.IsDir() {
		return nil
	}
	at.folder, at.refused = path, firstOf(at.refused, refuseFolder(info))
	return w.down(rest, at)
}

// through reads the folder and goes on with each name that fits the placeholder.
func (w *walk) through(rest []segment, at way) []hit {
	list := w.list(at.folder)
	if list.err != nil && !isAbsent(list.err) {
		return []hit{{path: at.folder, version: at.version, refused: whyNoFolder}}
	}
	isFolder := rest[0].hole == folderHole
	limit := maxVersions
	if isFolder {
		limit, at.inFolder = maxFolders, true
	}
	names, isWhole := w.fitting(list, rest[0], at.inFolder, limit)
	var found []hit
	for _, name := range names {
		next := at
		if version, _ := rest[0].match(name, foldsNames(w.at)); version != "" {
			next.version = version
		}
		found = append(found, w.onward(join(at.folder, name), rest[1:], next)...)
	}
	if !isWhole {
		found = append(found, hit{path: at.folder, version: at.version, refused: whyTooMany})
	}
	if isFolder && at.version != "" {
		found = append(found, hit{version: at.version})
	}
	return found
}

// fitting returns the names of folders that fit a placeholder. Below {folder}, which may stand for anything, a link is nothing that
// belongs to the app.
func (w *walk) fitting(list seenList, s segment, inFolder bool, limit int) (names []string, isWhole bool) {
	for _, entry := range list.entries {
		if _, fits := s.match(entry.Name(), foldsNames(w.at)); !fits || !mayBeFolder(entry) || inFolder && !entry.IsDir() {
			continue
		}
		if len(names) == limit {
			return names, false
		}
		names = append(names, entry.Name())
	}
	return names, list.whole
}

// onward goes on from a folder that a placeholder stood for.
func (w *walk) onward(path string, rest []segment, at way) []hit {
	info, err := w.look(path)
	switch {
	case err != nil:
		return nil // it went away
	case len(rest) == 0:
		return []hit{{path: path, version: at.version, info: info, refused: at.refused}}
	}
	return w.enter(path, info, rest, at)
}

// arrive looks at the last name.
func (w *walk) arrive(last segment, at way) []hit {
	path, info, err := w.child(at.folder, last.before)
	switch {
	case isAbsent(err):
		return w.absent([]segment{last}, at)
	case err != nil:
		return []hit{{path: path, version: at.version, refused: string(atomicfile.Unreadable)}}
	}
	return []hit{{path: w.spelled(at.folder, path, last.before), version: at.version, info: info, refused: at.refused}}
}

// absent is a hit when the app's own folder is there: one that names a version, or the last folder above the file.
func (w *walk) absent(rest []segment, at way) []hit {
	isApps := at.version != "" || len(rest) == 1 && !isRoot(at.folder, w.at)
	if at.inFolder || !isApps {
		return nil
	}
	return []hit{{path: spell(at.folder, rest, at.version), version: at.version}}
}

// spell writes the rest of a way down, for a person to read.
func spell(folder string, rest []segment, version string) string {
	for _, s := range rest {
		folder = join(folder, s.name(version))
	}
	return folder
}

// isRoot: the folder is one that a pattern begins with, and so says nothing about an app.
func isRoot(folder string, at Places) bool {
	for _, known := range roots {
		if known.folder(at) == folder {
			return true
		}
	}
	return false
}
