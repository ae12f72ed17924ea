// Package checked encodes a document as JSON for people with a checksum inside it, and decodes it only when every byte that
// carries meaning is as it was written. It finds damage and careless edits; it is not a signature and keeps nobody out.
package checked

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// Why Decode rejects a document.
var (
	ErrNotJSON   = errors.New("not one JSON document")
	ErrCanonical = errors.New("fields are unknown, missing, doubled or out of order")
	ErrChecksum  = errors.New("the checksum does not match")
)

// Encode fills *sum, which must be a field of the document that doc points to, with the SHA-256 of the document whose
// checksum is empty, and returns the document as indented JSON.
func Encode(doc any, sum *string) ([]byte, error) {
	digest, err := digestOf(doc, sum)
	if err != nil {
		return nil, err
	}
	*sum = digest
	data, err := json.MarshalIndent(doc, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	return append(data, '\n'), nil
}

// Decode fills doc, and checks that encoding it again gives the very same document. That alone rejects unknown and doubled
// fields, other spellings of a name, trailing data and missing fields; the checksum then covers the values.
func Decode(data []byte, doc any, sum *string) error {
	if err := json.Unmarshal(data, doc); err != nil {
		return fmt.Errorf("%w: %w", ErrNotJSON, err)
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, data); err != nil {
		return fmt.Errorf("%w: %w", ErrNotJSON, err)
	}
	again, err := json.Marshal(doc)
	if err != nil || !bytes.Equal(again, compact.Bytes()) {
		return ErrCanonical
	}
	stored := *sum
	digest, err := digestOf(doc, sum)
	*sum = stored
	if err != nil || digest != stored {
		return ErrChecksum
	}
	return nil
}

// Intact reports whether data is a document whose checksum, a field "checksum" as Encode fills it, matches its own bytes, whatever
// its other fields are. A document that is intact and that Decode rejects was written by a version that knows other fields.
func Intact(data []byte) bool {
	var head struct {
		Checksum string `json:"checksum"`
	}
	var compact bytes.Buffer
	if json.Unmarshal(data, &head) != nil || len(head.Checksum) != hex.EncodedLen(sha256.Size) || json.Compact(&compact, data) != nil {
		return false
	}
	field := []byte(`"checksum":"`)
	whole := compact.Bytes()
	at := bytes.LastIndex(whole, append(bytes.Clone(field), head.Checksum+`"`...))
	if at < 0 {
		return false
	}
	at += len(field)
	digest := sha256.Sum256(slices.Concat(whole[:at], whole[at+len(head.Checksum):]))
	return hex.EncodeToString(digest[:]) == head.Checksum
}

func digestOf(doc any, sum *string) (string, error) {
	*sum = ""
	data, err := json.Marshal(doc)
	if err != nil {
		return "", fmt.Errorf("encode: %w", err)
	}
	digest := sha256.Sum256(data)
	return hex.EncodeToString(digest[:]), nil
}
