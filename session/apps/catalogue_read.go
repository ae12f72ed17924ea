package apps

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"latchkey/session/internal/atomicfile"
	"latchkey/session/tomlfile"
)

// maxFiles bounds the entries of one source.
const maxFiles = 500

// whyTwice is the reason when two files of one source name the same app.
const whyTwice = "another file of this folder has the same id"

// entry is one file, read and checked.
type entry struct {
	app    App
	forbid bool
}

// read returns the entries of a source by the names of their files. A folder that is missing is one without files; one that
// cannot be read is a problem.
func (s Source) read() (all []entry, problems []error) {
	names, err := s.names()
	if err != nil {
		return nil, []error{problem(s.Folder, whyNoFolder)}
	}
	if len(names) > maxFiles {
		problems = append(problems, problem(s.Folder, whyMany))
		names = names[:maxFiles]
	}
	seen := map[string]bool{}
	for _, name := range names {
		one, err := s.readOne(name)
		if err == nil && seen[one.app.ID] {
			err = problem(one.app.File, whyTwice)
		}
		if err != nil {
			problems = append(problems, err)
			continue
		}
		seen[one.app.ID] = true
		all = append(all, one)
	}
	return all, problems
}

func (s Source) names() ([]string, error) {
	var names []string
	for name := range s.Files {
		names = append(names, name)
	}
	slices.Sort(names)
	if s.Folder == "" {
		return names, nil
	}
	entries, _, err := readNames(context.Background(), s.Folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, entry := range entries {
		if name := entry.Name(); strings.HasSuffix(name, ".toml") && !strings.HasPrefix(name, ".") {
			names = append(names, name)
		}
	}
	return names, nil
}

// readOne reads and checks a file. Errors: *tomlfile.Error.
func (s Source) readOne(name string) (entry, error) {
	var raw entryFile
	content, ok := s.Files[name]
	file, err := s.Origin+" "+name, error(nil)
	if ok {
		err = tomlfile.Decode(file, content, &raw)
	} else {
		file = filepath.Join(s.Folder, name)
		content, err = tomlfile.Read(file, &raw)
	}
	var known *tomlfile.Error
	switch {
	case errors.As(err, &known):
		return entry{}, known
	case err != nil:
		return entry{}, problem(file, string(atomicfile.Unreadable))
	}
	one, err := parseEntry(raw, checker{file: file, content: content})
	one.app.Origin, one.app.File = s.Origin, file
	return one, err
}
