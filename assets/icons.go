package assets

import (
	"embed"
	"io/fs"
	"sort"
	"strings"
)

//go:embed icons/*.svg
var iconFiles embed.FS

// Icon returns the SVG bytes of the icon with the given name, without ".svg" (for example "state-good").
// Every icon is one black filled path on a 24 by 24 grid, meant to be recolored; only "latchkey" carries
// its own colors. An unknown name gives nil.
func Icon(name string) []byte {
	if name == "" || strings.ContainsAny(name, "/\\.") {
		return nil
	}
	data, err := iconFiles.ReadFile("icons/" + name + ".svg")
	if err != nil {
		return nil
	}
	return data
}

// IconNames lists the names Icon knows, sorted.
func IconNames() []string {
	files, err := fs.Glob(iconFiles, "icons/*.svg")
	if err != nil {
		return nil
	}
	names := make([]string, 0, len(files))
	for _, file := range files {
		names = append(names, strings.TrimSuffix(strings.TrimPrefix(file, "icons/"), ".svg"))
	}
	sort.Strings(names)
	return names
}
