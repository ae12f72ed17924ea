package formats

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

const errTooMany = flaw("there are too many entries")

// each hands the entries of a list on one by one, so that a hundred thousand are never held in two forms, and a list of millions
// of empty ones is given up early.
type each[T any] struct {
	take    func(*T) error
	count   int
	isThere bool // as a list, not as null
}

// UnmarshalJSONFrom reads the list.
func (e *each[T]) UnmarshalJSONFrom(decoder *jsontext.Decoder) error {
	kind := decoder.PeekKind()
	if kind != jsontext.KindBeginArray && kind != jsontext.KindNull {
		return flaw("a list is none")
	}
	if _, err := decoder.ReadToken(); err != nil || kind == jsontext.KindNull {
		return err
	}
	e.isThere = true
	var zero, entry T
	for decoder.PeekKind() != jsontext.KindEndArray {
		if e.count++; e.count > maxRights {
			return errTooMany
		}
		entry = zero
		if err := json.UnmarshalDecode(decoder, &entry); err != nil {
			return err
		}
		if err := e.take(&entry); err != nil {
			return err
		}
	}
	_, err := decoder.ReadToken()
	return err
}

// texts is a list of texts, of a bounded number.
type texts []string

// UnmarshalJSONFrom reads the list.
func (t *texts) UnmarshalJSONFrom(decoder *jsontext.Decoder) error {
	*t = nil
	list := each[string]{take: func(text *string) error {
		*t = append(*t, *text)
		return nil
	}}
	return list.UnmarshalJSONFrom(decoder)
}
