package activity

import (
	"reflect"
	"testing"
)

// Whatever lies in the file: reading it ends, gives only events of the alphabets,
// and these can be written and come back the same.
func FuzzDecodeLines(f *testing.F) {
	f.Add([]byte(`{"format":1,"at":"2026-11-23T12:00:00Z","what":"sign_in","result":"ok","facts":{"proxy":"http://p:1","apps":["rhino@8"]}}` + "\n" +
		`{"format":1,"at":"2026-11-23T12:00:01+02:00","what":"renewed","result":"ok","facts_same":true,"seconds":1.25}` + "\nx\n"))
	f.Add([]byte(`{"format":1,"at":"9999-12-31T23:59:59-23:59","what":"x","result":"failed","counts":{"a":-1}}`))
	f.Add([]byte("\n\n{\n[]\nnull\n\"facts\":{\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		events, damaged := decodeLines(text)
		if damaged < 0 {
			t.Fatal(damaged)
		}
		if facts := lastFacts(text); !facts.valid() {
			t.Fatalf("facts of another alphabet: %+v", facts)
		}
		if last, ok := lastEvent(text); ok && len(events) == 0 {
			t.Fatalf("a last event of none: %+v", last)
		}
		for _, e := range events {
			if !e.valid() {
				t.Fatalf("an event of another alphabet: %+v", e)
			}
			e = e.cleaned()
			data, err := encodeLine(e, false)
			if err != nil {
				continue // longer than a line may be, once its letters are written out
			}
			if again, none := decodeLines(data); none != 0 || len(again) != 1 || !reflect.DeepEqual(again[0].cleaned(), e) {
				t.Fatalf("came back as %+v, was %+v", again, e)
			}
		}
	})
}
