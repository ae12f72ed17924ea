package browsers

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// maxPlistDepth bounds how deep a property list is nested.
const maxPlistDepth = 32

var errPlist = errors.New("no property list")

// parsePlist reads a property list of macOS, in either of the forms that are in use; dates and data in it mean nothing here and
// come out as empty texts. False when it is none, or no dictionary.
func parsePlist(text []byte) (map[string]any, bool) {
	var value any
	var err error
	if bytes.HasPrefix(text, []byte(binaryPlistMagic)) {
		value, err = parseBinaryPlist(text)
	} else {
		value, err = parseXMLPlist(text)
	}
	values, ok := value.(map[string]any)
	return values, ok && err == nil
}

func parseXMLPlist(text []byte) (any, error) {
	decoder := xml.NewDecoder(bytes.NewReader(text))
	for {
		start, err := nextStart(decoder)
		if err != nil || start == nil {
			return nil, errPlist
		}
		if start.Name.Local != "plist" {
			return plistValue(decoder, *start, 0)
		}
	}
}

// nextStart goes on to the next element; nil at the end of the one around it.
func nextStart(decoder *xml.Decoder) (*xml.StartElement, error) {
	for {
		token, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			return &token, nil
		case xml.EndElement:
			return nil, nil //nolint:nilnil // the end is neither an element nor an error
		}
	}
}

func plistValue(decoder *xml.Decoder, start xml.StartElement, depth int) (any, error) {
	if depth > maxPlistDepth {
		return nil, errPlist
	}
	switch start.Name.Local {
	case "dict":
		return plistDict(decoder, depth)
	case "array":
		list := []any{}
		for {
			next, err := nextStart(decoder)
			if err != nil || next == nil {
				return list, err
			}
			value, err := plistValue(decoder, *next, depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
	case "true", "false":
		return start.Name.Local == "true", decoder.Skip()
	}
	text, err := plistText(decoder)
	if err != nil {
		return nil, err
	}
	switch start.Name.Local {
	case "string":
		return text, nil
	case "integer", "real":
		number, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		return number, err
	}
	return "", nil
}

func plistDict(decoder *xml.Decoder, depth int) (any, error) {
	values := map[string]any{}
	for {
		key, err := nextStart(decoder)
		if err != nil || key == nil {
			return values, err
		}
		if key.Name.Local != "key" {
			return nil, errPlist
		}
		name, err := plistText(decoder)
		if err != nil {
			return nil, err
		}
		start, err := nextStart(decoder)
		if err != nil || start == nil {
			return nil, errors.Join(errPlist, err)
		}
		if values[name], err = plistValue(decoder, *start, depth+1); err != nil {
			return nil, err
		}
	}
}

// plistText is what stands in an element that holds nothing but text.
func plistText(decoder *xml.Decoder) (string, error) {
	var text strings.Builder
	for {
		token, err := decoder.Token()
		if err != nil {
			return "", errors.Join(io.ErrUnexpectedEOF, err)
		}
		switch token := token.(type) {
		case xml.CharData:
			text.Write(token)
		case xml.EndElement:
			return text.String(), nil
		case xml.StartElement:
			return "", errPlist
		}
	}
}
