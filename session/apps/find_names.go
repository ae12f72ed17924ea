package apps

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// maxNames is how many names of one folder are looked at. A folder where a version stands holds a few; one with more than this
// is not read to its end, and that is said.
const maxNames = 20_000

// readNames lists a folder, sorted, in pieces, so that a cancelled look ends soon. whole is false when there are more names.
func readNames(ctx context.Context, folder string) (entries []fs.DirEntry, whole bool, err error) {
	handle, err := os.Open(folder) //nolint:gosec // G304: a folder that the catalogue names, below a root of this person
	if err != nil {
		return nil, true, err
	}
	defer func() { _ = handle.Close() }()
	whole = true
	for ctx.Err() == nil {
		piece, err := handle.ReadDir(1000)
		entries = append(entries, piece...)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, true, err
		}
		if len(entries) >= maxNames {
			whole = false
			break
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, whole, ctx.Err()
}
