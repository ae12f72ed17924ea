package apps

import (
	"context"
	"os"
	"path/filepath"
	"strings"
)

// isPublic: the folder of drive_c/users that belongs to nobody.
func isPublic(name string) bool {
	return strings.EqualFold(name, "Public") || strings.EqualFold(name, "All Users") || strings.EqualFold(name, "Default")
}

// realFolder goes down from a folder, name by name, as Windows does: the exact name, else one that differs in case only. A link
// on the way is no folder of the prefix.
func realFolder(folder string, names ...string) (path string, ok bool) {
	for _, name := range names {
		next := filepath.Join(folder, name)
		info, err := os.Lstat(next)
		if err != nil {
			if next = foldedChild(folder, name); next == "" {
				return "", false
			}
			info, err = os.Lstat(next)
		}
		if err != nil || !info.IsDir() {
			return "", false
		}
		folder = next
	}
	return folder, true
}

// firstFolder returns the first of the ways down that leads to a folder, or nothing.
func firstFolder(folder string, ways ...[]string) string {
	for _, way := range ways {
		if path, ok := realFolder(folder, way...); ok {
			return path
		}
	}
	return ""
}

// foldedChild finds a name in a folder without regard to case.
func foldedChild(folder, name string) string {
	for _, other := range namesIn(context.Background(), folder) {
		if strings.EqualFold(other, name) {
			return filepath.Join(folder, other)
		}
	}
	return ""
}

// namesIn lists a folder, sorted, at most maxNames of them; nothing when it cannot be read.
func namesIn(ctx context.Context, folder string) []string {
	entries, _, _ := readNames(ctx, folder)
	names := make([]string, 0, len(entries))
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}
