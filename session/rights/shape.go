package rights

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"unicode"
)

const maxDepth = 16

// checkShape walks the JSON before it is decoded, for what the decoder lets pass: names that are doubled (the last one would win,
// and names are matched without case) and deep nesting.
func checkShape(body []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if err := walkValue(decoder, 0); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the JSON document")
	}
	return nil
}

func walkValue(decoder *json.Decoder, depth int) error {
	token, err := decoder.Token()
	if err != nil {
		return errors.New("it is not JSON")
	}
	delimiter, isDelimiter := token.(json.Delim)
	switch {
	case !isDelimiter:
		return nil
	case depth >= maxDepth:
		return errors.New("it is nested too deeply")
	}
	seen := map[string]bool{}
	for decoder.More() {
		if delimiter == '{' {
			if err := walkName(decoder, seen); err != nil {
				return err
			}
		}
		if err := walkValue(decoder, depth+1); err != nil {
			return err
		}
	}
	if _, err := decoder.Token(); err != nil {
		return errors.New("it is not JSON")
	}
	return nil
}

func walkName(decoder *json.Decoder, seen map[string]bool) error {
	token, err := decoder.Token()
	name, isName := token.(string)
	if err != nil || !isName {
		return errors.New("it is not JSON")
	}
	folded := fold(name)
	if seen[folded] {
		return errors.New("a name is doubled")
	}
	seen[folded] = true
	return nil
}

// fold gives names the same form exactly when the JSON decoder takes them for the same field.
func fold(name string) string {
	runes := []rune(name)
	for i, r := range runes {
		for next := unicode.SimpleFold(r); ; next = unicode.SimpleFold(next) {
			if next <= r {
				runes[i] = next
				break
			}
			r = next
		}
	}
	return string(runes)
}
