package checked_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"latchkey/session/internal/checked"
)

type document struct {
	Name     string `json:"name"`
	Count    int    `json:"count"`
	Checksum string `json:"checksum"`
}

func encoded(t *testing.T) []byte {
	t.Helper()
	doc := document{Name: "<müller>", Count: 3}
	data, err := checked.Encode(&doc, &doc.Checksum)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestDecodeGivesBackWhatWasEncoded(t *testing.T) {
	var doc document
	if err := checked.Decode(encoded(t), &doc, &doc.Checksum); err != nil {
		t.Fatal(err)
	}
	if doc.Name != "<müller>" || doc.Count != 3 || len(doc.Checksum) != 64 {
		t.Fatalf("got %+v", doc)
	}
}

func TestDecodeToleratesOnlyOtherSpace(t *testing.T) {
	var compact bytes.Buffer
	if err := json.Compact(&compact, encoded(t)); err != nil {
		t.Fatal(err)
	}
	var doc document
	if err := checked.Decode(compact.Bytes(), &doc, &doc.Checksum); err != nil {
		t.Fatal(err)
	}
}

func TestDecodeRejectsEveryOtherChange(t *testing.T) {
	whole := string(encoded(t))
	cases := map[string]struct {
		text string
		want error
	}{
		"value":         {strings.Replace(whole, ": 3", ": 4", 1), checked.ErrChecksum},
		"checksum":      {strings.Replace(whole, `"checksum": "`, `"checksum": "0`, 1), checked.ErrChecksum},
		"unknown field": {strings.Replace(whole, `{`, `{"more":1,`, 1), checked.ErrCanonical},
		"doubled field": {strings.Replace(whole, `{`, `{"count":9,`, 1), checked.ErrCanonical},
		"other case":    {strings.Replace(whole, `"count"`, `"Count"`, 1), checked.ErrCanonical},
		"missing field": {strings.Replace(whole, `"count": 3,`, ``, 1), checked.ErrCanonical},
		"number form":   {strings.Replace(whole, ": 3", ": 3e0", 1), checked.ErrNotJSON},
		"trailing data": {whole + "{}", checked.ErrNotJSON},
		"truncated":     {whole[:len(whole)/2], checked.ErrNotJSON},
		"empty":         {"", checked.ErrNotJSON},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var doc document
			if err := checked.Decode([]byte(c.text), &doc, &doc.Checksum); !errors.Is(err, c.want) {
				t.Fatalf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestIntactKnowsALaterDocumentFromADamagedOne(t *testing.T) {
	later := struct {
		document
		More     []string `json:"more"`
		Checksum string   `json:"checksum"`
	}{document{Name: `a "checksum":"" inside`, Count: 3}, []string{"x"}, ""}
	data, err := checked.Encode(&later, &later.Checksum)
	if err != nil {
		t.Fatal(err)
	}
	var doc document
	if err := checked.Decode(data, &doc, &doc.Checksum); !errors.Is(err, checked.ErrCanonical) || !checked.Intact(data) {
		t.Fatalf("decode: %v, intact: %v", err, checked.Intact(data))
	}
	if !checked.Intact(encoded(t)) {
		t.Error("a document of this version is not intact")
	}
	for _, damaged := range []string{
		strings.Replace(string(data), ": 3", ": 4", 1), strings.Replace(string(data), `"x"`, `"y"`, 1), string(data[:len(data)-4]),
		"", "{}", `{"checksum":""}`, `{"checksum":7}`, `[]`,
	} {
		if checked.Intact([]byte(damaged)) {
			t.Errorf("intact: %s", damaged)
		}
	}
}
