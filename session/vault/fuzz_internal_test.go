package vault

import (
	"bytes"
	"errors"
	"slices"
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

// FuzzSealedFile alters sealed files of both formats. Whatever comes out is the
// entry itself or ErrDamaged, and never a derivation that is out of bounds.
func FuzzSealedFile(f *testing.F) {
	var key keys // all zero, so that nothing slow is derived for each try
	d := derivation{format: 2, method: fromKeyFile}
	second, err := seal(d, key, [nonceSize]byte{1}, "latchkey", indexName, secret("plain"))
	if err != nil {
		f.Fatal(err)
	}
	first, err := seal1(key, "latchkey", indexName, secret("plain"))
	if err != nil {
		f.Fatal(err)
	}
	other, err := seal(d, key, [nonceSize]byte{1}, "latchkey", "head."+mila, secret("plain"))
	if err != nil {
		f.Fatal(err)
	}
	byPhrase, err := seal(derivation{format: 2, method: fromPassphrase}.current(), key, [nonceSize]byte{2}, "latchkey", indexName, secret("plain"))
	if err != nil {
		f.Fatal(err)
	}
	known := [][]byte{first, second, byPhrase}
	for _, file := range append(known, other, first[:sealedHeader1], second[:sealedHeader], []byte(sealedMagic2), nil) {
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		before := bytes.Clone(file)
		parsed, err := parseSealed(file)
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Fatal(err)
			}
			return
		}
		if !parsed.derivation.inBounds() || len(parsed.header)+len(parsed.body) != len(file) {
			t.Fatalf("accepted: %+v", parsed.derivation)
		}
		plain, err := parsed.unseal(key, "latchkey", indexName)
		if !bytes.Equal(before, file) {
			t.Fatal("the file was changed by reading it")
		}
		isKnown := slices.ContainsFunc(known, func(k []byte) bool { return bytes.Equal(k, file) })
		switch {
		case isKnown && (err != nil || string(plain) != "plain"):
			t.Fatalf("%q, %v", plain, err)
		case !isKnown && !errors.Is(err, ErrDamaged):
			t.Fatalf("an altered file was opened: %q, %v", plain, err)
		}
	})
}

// seal1 writes format 1, which the program itself only reads.
func seal1(k keys, namespace, name string, plain secret) ([]byte, error) {
	aead, err := newAEAD1(k)
	if err != nil {
		return nil, err
	}
	header := make([]byte, sealedHeader1)
	copy(header, sealedMagic1)
	header[len(sealedMagic1)] = fromKeyFile
	return aead.Seal(header, header[sealedHeader1-nonceSize1:], plain, sealedData(header, namespace, name)), nil
}
