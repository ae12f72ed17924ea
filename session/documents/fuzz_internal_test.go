package documents

import (
	"bytes"
	"testing"
)

// FuzzDecode: only what encode wrote is read, and it is read as it was.
func FuzzDecode(f *testing.F) {
	for _, data := range []string{"", "{}", `{"issuer":"https://id.example"}`} {
		text, err := encode("name", []byte(data))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte(`{"schema":"latchkey.document/1","name":"name","data":"","checksum":""}`))
	f.Add([]byte(`{"schema":"latchkey.document/1","name":"name","data":null,"checksum":""}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, text []byte) {
		data, err := decode("name", text)
		if err != nil {
			return
		}
		again, err := encode("name", data)
		if err != nil {
			t.Fatal(err)
		}
		back, err := decode("name", again)
		if err != nil || !bytes.Equal(back, data) {
			t.Fatalf("%q became %q, %v", data, back, err)
		}
		if _, err := decode("other", text); err == nil {
			t.Fatal("it has two names")
		}
	})
}
