package vault

import (
	"bytes"
	"errors"
	"testing"
)

func FuzzParseChunk(f *testing.F) {
	entries, err := splitChunks(mila, 7, bundle(3000, 1), maxEntry)
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(entries[0]))
	f.Add([]byte(entries[1]))
	f.Add([]byte(chunkMagic + " 1 0 1 0 \n"))
	f.Fuzz(func(t *testing.T, entry []byte) {
		c, err := parseChunk(entry)
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Fatal(err)
			}
			return
		}
		if again := append([]byte(c.header()), c.piece...); !bytes.Equal(again, entry) {
			t.Fatalf("%q is read as %q", entry, again)
		}
		if _, err := joinChunks(mila, 7, []secret{entry, entries[0]}); err == nil && c.digest != digestOf(mila, 7, bundle(3000, 1)) {
			t.Fatal("a foreign chunk was joined")
		}
	})
}

func FuzzParseHead(f *testing.F) {
	entry, err := head{current: 5}.with(generationMark{5, 2, markWhole}).encode(mila, maxEntry)
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(entry))
	f.Add([]byte(headMagic + " 0 0 0\n"))
	f.Fuzz(func(t *testing.T, entry []byte) {
		// The checksum stops nearly everything; without it the rest is reached too.
		body := string(entry)
		for _, e := range [][]byte{entry, []byte(headMagic + " " + checksum(mila, body) + " " + body)} {
			h, err := parseHead(mila, e)
			if err != nil {
				if !errors.Is(err, ErrDamaged) {
					t.Fatal(err)
				}
				continue
			}
			again, err := h.encode(mila, len(e))
			if err != nil || !bytes.Equal(again, e) {
				t.Fatalf("%q is read as %q, %v", e, again, err)
			}
		}
	})
}

func FuzzParseIndex(f *testing.F) {
	f.Add([]byte(mila + "\n" + piet))
	f.Fuzz(func(t *testing.T, body []byte) {
		entry := secret(indexMagic + " " + checksum(indexName, string(body)) + "\n" + string(body))
		accounts, err := parseIndex(entry)
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Fatal(err)
			}
			return
		}
		if again, err := encodeIndex(accounts, len(entry)); err != nil || !bytes.Equal(again, entry) {
			t.Fatalf("%q is read as %q, %v", entry, again, err)
		}
	})
}

func FuzzParseSealed(f *testing.F) {
	d := derivation{method: fromKeyFile}
	file, err := seal(d, keys{}, [nonceSize]byte{}, "latchkey", indexName, secret("plain"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(file)
	f.Add(file[:sealedHeader])
	f.Fuzz(func(t *testing.T, other []byte) {
		if _, _, err := parseSealed(other); err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Fatal(err)
			}
			return
		}
		plain, err := unseal(keys{}, "latchkey", indexName, other)
		if err == nil && string(plain) != "plain" && !bytes.Equal(other, file) {
			t.Skip("sealed with the key that the test gives away")
		}
	})
}
