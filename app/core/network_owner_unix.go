//go:build unix

package core

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"latchkey/session/tomlfile"
)

// maxLinks bounds the links on the way to a file.
const maxLinks = 16

// spot is what matters of a file or folder on the way.
type spot struct {
	owner uint32
	mode  fs.FileMode
	link  string // where it leads, for a link
}

// isMachines checks a file and every folder on the way to it, links included:
// all must belong to root, and nobody else may write to one. Errors: *tomlfile.Error.
func isMachines(file string) error { return checkWay(file, lookAt, maxLinks) }

func lookAt(path string) (spot, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return spot{}, err
	}
	seen := spot{owner: ^uint32(0), mode: info.Mode()}
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		seen.owner = stat.Uid
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		seen.link, err = os.Readlink(path)
	}
	return seen, err
}

// checkWay walks from the root, so that each folder is known to be safe before
// what is in it is looked at.
func checkWay(path string, look func(string) (spot, error), links int) error {
	path = filepath.Clean(path)
	if !filepath.IsAbs(path) || links == 0 {
		return notMachines(path)
	}
	way := "/"
	rest := strings.Split(strings.TrimPrefix(path, "/"), "/")
	for i := -1; i < len(rest); i++ {
		if i >= 0 {
			way = filepath.Join(way, rest[i])
		}
		seen, err := look(way)
		switch {
		case err != nil:
			return &tomlfile.Error{File: way, Reason: reasonOf(err)}
		case seen.owner != 0:
			return notMachines(way)
		case seen.mode&fs.ModeSymlink != 0:
			target := seen.link
			if !filepath.IsAbs(target) {
				target = filepath.Join(filepath.Dir(way), target)
			}
			return checkWay(filepath.Join(append([]string{target}, rest[i+1:]...)...), look, links-1)
		case seen.mode.Perm()&0o022 != 0:
			return notMachines(way)
		}
	}
	return nil
}
