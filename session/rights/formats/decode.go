package formats

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"latchkey/session/rights"
)

// flaw is what is wrong with an answer, in words of this package: nothing of the answer itself gets into an error.
type flaw string

func (f flaw) Error() string { return string(f) }

// decode reads one JSON document into out. Doubled names, bytes that are not UTF-8, deep nesting and anything behind the document
// make it rights.ErrMalformed.
func decode(body []byte, out any, options ...json.Options) error {
	if len(body) > MaxBody {
		return fmt.Errorf("%w: larger than %d bytes", rights.ErrMalformed, MaxBody)
	}
	if err := checkShape(body); err != nil {
		return fmt.Errorf("%w: %w", rights.ErrMalformed, err)
	}
	err := json.Unmarshal(body, out, options...)
	var known flaw
	var wrongType *json.SemanticError
	var notJSON *jsontext.SyntacticError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return fmt.Errorf("%w: %w", rights.ErrMalformed, known)
	case errors.Is(err, jsontext.ErrDuplicateName):
		return fmt.Errorf("%w: a name is doubled", rights.ErrMalformed)
	case errors.As(err, &notJSON):
		return fmt.Errorf("%w: byte %d is not JSON", rights.ErrMalformed, notJSON.ByteOffset)
	case errors.As(err, &wrongType):
		return fmt.Errorf("%w: a field before byte %d has a wrong type", rights.ErrMalformed, wrongType.ByteOffset)
	default:
		return fmt.Errorf("%w: a field has a wrong type", rights.ErrMalformed)
	}
}

// checkNames looks at the members of an object that no field took. One that is a field's name but for the case of its letters is
// refused: whoever wrote "Until" meant an end, and a right without one would be more than the server granted.
func checkNames(others jsontext.Value, fields ...string) error {
	if len(others) == 0 {
		return nil
	}
	decoder := jsontext.NewDecoder(bytes.NewBuffer(others), jsontext.AllowDuplicateNames(true)) // those were looked for
	if _, err := decoder.ReadToken(); err != nil {
		return err
	}
	for decoder.PeekKind() == jsontext.KindString {
		name, err := decoder.ReadToken()
		if err != nil {
			return err
		}
		for _, field := range fields {
			if strings.EqualFold(name.String(), field) {
				return flaw("a name is written in other letters")
			}
		}
		if err := decoder.SkipValue(); err != nil {
			return err
		}
	}
	return nil
}
