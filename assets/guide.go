package assets

import (
	"embed"
	"io/fs"
	"path"
)

//go:embed guide/*.toml
var guide embed.FS

// GuideFiles gives the embedded guide: file name -> TOML. Package guide reads it.
func GuideFiles() map[string][]byte {
	files := map[string][]byte{}
	names, _ := fs.Glob(guide, "guide/*.toml")
	for _, name := range names {
		if content, err := guide.ReadFile(name); err == nil {
			files[path.Base(name)] = content
		}
	}
	return files
}
