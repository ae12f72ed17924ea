package documents

import (
	"errors"

	"latchkey/session/internal/checked"
)

const (
	schema  = "latchkey.document/1"
	maxFile = 2 << 20 // bytes
)

// ErrTooLarge is returned for a document whose file would be over 2 MiB.
var ErrTooLarge = errors.New("the document is too large to be kept")

var errForeign = errors.New("the file belongs to another name or version")

// file is the content of one file. It holds its name, so that a renamed file is not taken for another document.
type file struct {
	Schema   string `json:"schema"`
	Name     string `json:"name"`
	Data     []byte `json:"data"`
	Checksum string `json:"checksum"`
}

func encode(name string, data []byte) ([]byte, error) {
	if data == nil {
		data = []byte{} // null would not come back as it was
	}
	f := file{Schema: schema, Name: name, Data: data}
	text, err := checked.Encode(&f, &f.Checksum)
	if err == nil && len(text) > maxFile {
		err = ErrTooLarge
	}
	return text, err
}

func decode(name string, text []byte) ([]byte, error) {
	var f file
	if err := checked.Decode(text, &f, &f.Checksum); err != nil {
		return nil, err
	}
	if f.Schema != schema || f.Name != name {
		return nil, errForeign
	}
	return f.Data, nil
}
