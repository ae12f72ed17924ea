// Package tomlfile reads the TOML files that people and administrators write, strictly: a key that is not in the format is an
// error, because a mistyped key would otherwise be a setting that silently does nothing. It is not for writing files, and it
// knows no format itself.
package tomlfile

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/BurntSushi/toml"
)

// Error says what is wrong in a file that a person or an administrator
// wrote: which file, which line, which key.
type Error struct {
	File   string
	Line   int    // 0 when not known
	Key    string // dotted; "" when the file does not parse at all
	Reason string // for experts, English
}

func (e *Error) Error() string {
	where := e.File
	if e.Line > 0 {
		where = fmt.Sprintf("%s line %d", where, e.Line)
	}
	if e.Key != "" {
		where += " key " + e.Key
	}
	return where + ": " + e.Reason
}

// maxSize bounds a file in bytes.
const maxSize = 1 << 20

// Read decodes a file strictly: a key that is not in the format is an error,
// because a mistyped key would otherwise be a setting that silently does nothing.
// A missing file is fs.ErrNotExist.
func Read(file string, into any) ([]byte, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxSize {
		return nil, &Error{File: file, Reason: "not a regular file of at most 1 MB"}
	}
	content, err := os.ReadFile(file) //nolint:gosec // G304: the path is one of Latchkey's own places
	if err != nil {
		return nil, err
	}
	return content, Decode(file, content, into)
}

// Decode is Read for content that is in memory already; file is only for messages. Errors: *Error.
func Decode(file string, content []byte, into any) error {
	meta, err := toml.NewDecoder(bytes.NewReader(content)).Decode(into)
	var parse toml.ParseError
	switch {
	case errors.As(err, &parse):
		return &Error{File: file, Line: parse.Position.Line, Key: parse.LastKey, Reason: parse.Message}
	case err != nil:
		key := keyIn(err.Error())
		return &Error{File: file, Line: LineOf(content, key), Key: key, Reason: err.Error()}
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		key := unknown[0].String()
		return &Error{File: file, Line: LineOf(content, key), Key: key, Reason: "unknown key"}
	}
	return nil
}

// keyIn finds the key in the library's message for a wrong type:
// `toml: incompatible types: ... (last key "storage.kind")`.
func keyIn(message string) string {
	_, after, found := strings.Cut(message, `last key "`)
	if !found {
		return ""
	}
	key, _, _ := strings.Cut(after, `"`)
	return key
}
