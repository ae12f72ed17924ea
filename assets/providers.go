package assets

import (
	"embed"
	"io/fs"
	"path"
	"strings"
)

//go:embed providers/*.toml
var providers embed.FS

// ProviderFiles gives the embedded identity providers: id -> TOML, in the format
// of a person's own provider files.
func ProviderFiles() map[string][]byte {
	files := map[string][]byte{}
	names, _ := fs.Glob(providers, "providers/*.toml")
	for _, name := range names {
		if content, err := providers.ReadFile(name); err == nil {
			files[strings.TrimSuffix(path.Base(name), ".toml")] = content
		}
	}
	return files
}
