package vault

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// goldenGeneration is what the files of testdata hold: bundle(300, 1) of mila.
const goldenGeneration = 1_700_000_000_000

// goldenCopy copies a folder of testdata, as this user's own, and returns the
// options that open it.
func goldenCopy(t *testing.T, name string) Options {
	t.Helper()
	o := goldenOptions(t, name)
	for _, path := range sealedFiles(t, filepath.Join("testdata", name)) {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(o.Folder, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(o.Folder, filepath.Base(path)), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return o
}

func goldenOptions(t *testing.T, name string) Options {
	t.Helper()
	o := Options{
		Kind: SealedFile, Namespace: "latchkey", Folder: filepath.Join(t.TempDir(), "sealed"), Passphrase: answering("correct horse"),
		Random: rand.NewChaCha8([32]byte{1}), Now: func() time.Time { return time.UnixMilli(goldenGeneration) },
	}
	if strings.HasSuffix(name, "-key") {
		key := make([]byte, minKey)
		for i := range key {
			key[i] = byte(i * 11)
		}
		o.KeyFile, o.Passphrase = fileWith(t, key), nil
	}
	return o
}

func TestEarlierFormatsAreReadAndRewritten(t *testing.T) {
	for _, name := range []string{"sealed-1-key", "sealed-1-phrase", "sealed-2-key", "sealed-2-phrase"} {
		t.Run(name, func(t *testing.T) {
			o := goldenCopy(t, name)
			v := mustOpen(t, o)
			if got, err := v.Load(t.Context(), mila, goldenGeneration); err != nil || !bytes.Equal(got, bundle(300, 1)) {
				t.Fatal(err)
			}
			if newest, err := v.Newest(t.Context(), mila); err != nil || newest != goldenGeneration {
				t.Errorf("newest %d, %v", newest, err)
			}
			next, err := v.Save(t.Context(), mila, bundle(300, 2))
			if err != nil {
				t.Fatal(err)
			}
			if got, err := v.Load(t.Context(), mila, goldenGeneration); err != nil || !bytes.Equal(got, bundle(300, 1)) {
				t.Errorf("the old generation, before its prune: %v", err)
			}
			if err := v.Prune(t.Context(), mila, next); err != nil {
				t.Fatal(err)
			}
			for _, path := range sealedFiles(t, o.Folder) {
				if content, err := os.ReadFile(path); err != nil || !bytes.HasPrefix(content, []byte(sealedMagic2)) {
					t.Errorf("%s is not in format 2: %v", path, err)
				}
			}
			if got, err := mustOpen(t, o).Load(t.Context(), mila, next); err != nil || !bytes.Equal(got, bundle(300, 2)) {
				t.Errorf("the new generation: %v", err)
			}
		})
	}
}

// TestFormat2IsWrittenAsEver compares with files that a version released: what
// this one writes has to stay readable for it. LATCHKEY_UPDATE=1 writes them.
func TestFormat2IsWrittenAsEver(t *testing.T) {
	for _, name := range []string{"sealed-2-key", "sealed-2-phrase"} {
		t.Run(name, func(t *testing.T) {
			o := goldenOptions(t, name)
			if _, err := mustOpen(t, o).Save(t.Context(), mila, bundle(300, 1)); err != nil {
				t.Fatal(err)
			}
			files := sealedFiles(t, o.Folder)
			if len(files) != 2 {
				t.Fatalf("files %v", files)
			}
			for _, path := range files {
				got, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				golden := filepath.Join("testdata", name, filepath.Base(path))
				if os.Getenv("LATCHKEY_UPDATE") != "" {
					if err := os.MkdirAll(filepath.Dir(golden), 0o755); err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(golden, got, 0o644); err != nil {
						t.Fatal(err)
					}
				}
				if want, err := os.ReadFile(golden); err != nil || !bytes.Equal(got, want) {
					t.Errorf("%s is written in another way: %v", golden, err)
				}
			}
		})
	}
}
