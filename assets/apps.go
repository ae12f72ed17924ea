package assets

import (
	"embed"
	"io/fs"
	"path"
)

//go:embed apps/*.toml
var apps embed.FS

// AppFiles gives the embedded entries of the app catalogue: file name -> TOML, in the format of a person's own entries.
func AppFiles() map[string][]byte {
	files := map[string][]byte{}
	names, _ := fs.Glob(apps, "apps/*.toml")
	for _, name := range names {
		if content, err := apps.ReadFile(name); err == nil {
			files[path.Base(name)] = content
		}
	}
	return files
}
