package documents_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"latchkey/session/documents"
)

const name = "https://id.example/.well-known/openid-configuration"

func newStore(t *testing.T) documents.Store {
	t.Helper()
	return documents.Store{Folder: filepath.Join(t.TempDir(), "documents")}
}

// fileOf gives the one file of a store that holds one document.
func fileOf(t *testing.T, s documents.Store) string {
	t.Helper()
	entries, err := os.ReadDir(s.Folder)
	if err != nil || len(entries) != 1 {
		t.Fatalf("the folder holds %v, %v", entries, err)
	}
	return filepath.Join(s.Folder, entries[0].Name())
}

func save(t *testing.T, s documents.Store, name string, data []byte) {
	t.Helper()
	if err := s.Save(name, data); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsSavedIsLoaded(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	if _, ok := s.Load(name); ok {
		t.Fatal("something was there")
	}
	for _, data := range [][]byte{[]byte(`{"a":1}`), {0, 0xff, '\n'}, {}, bytes.Repeat([]byte("x"), 1<<20)} {
		save(t, s, name, data)
		if got, ok := s.Load(name); !ok || !bytes.Equal(got, data) {
			t.Fatalf("%d bytes became %d, %v", len(data), len(got), ok)
		}
	}
	if _, ok := s.Load(name + "/"); ok {
		t.Error("another name has it too")
	}
	if base := filepath.Base(fileOf(t, s)); len(base) != 64+len(".json") {
		t.Errorf("the file is called %s", base)
	}
}

func TestADocumentThatIsTooLargeIsNotKept(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	save(t, s, name, []byte("small"))
	if err := s.Save(name, make([]byte, 2<<20)); !errors.Is(err, documents.ErrTooLarge) {
		t.Fatalf("got %v", err)
	}
	if got, ok := s.Load(name); !ok || string(got) != "small" {
		t.Error("the old document is gone")
	}
}

func TestADamagedFileIsNotThere(t *testing.T) {
	t.Parallel()
	for what, spoil := range map[string]func([]byte) []byte{
		"cut short":     func(b []byte) []byte { return b[:len(b)/2] },
		"empty":         func([]byte) []byte { return nil },
		"other data":    func(b []byte) []byte { return bytes.Replace(b, []byte(`"data": "e`), []byte(`"data": "f`), 1) },
		"other version": func(b []byte) []byte { return bytes.Replace(b, []byte("document/1"), []byte("document/2"), 1) },
		"doubled":       func(b []byte) []byte { return append(b, b...) },
		"too large":     func(b []byte) []byte { return append(b, bytes.Repeat([]byte(" "), 2<<20)...) },
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			s := newStore(t)
			save(t, s, name, []byte(`{"a":1}`))
			path := fileOf(t, s)
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, spoil(text), 0o600); err != nil {
				t.Fatal(err)
			}
			if got, ok := s.Load(name); ok {
				t.Fatalf("loaded %q", got)
			}
			save(t, s, name, []byte("new"))
			if got, ok := s.Load(name); !ok || string(got) != "new" {
				t.Error("it was not replaced")
			}
		})
	}
}

func TestARenamedFileIsNotAnotherDocument(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	save(t, s, name, []byte("one"))
	first := fileOf(t, s)
	save(t, s, "other", []byte("two"))
	entries, err := os.ReadDir(s.Folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if path := filepath.Join(s.Folder, entry.Name()); path != first {
			if err := os.Rename(path, first); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got, ok := s.Load(name); ok {
		t.Fatalf("loaded %q", got)
	}
}

func TestClearRemovesDocumentsAndNothingElse(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	if err := s.Clear(); err != nil {
		t.Fatalf("where nothing is: %v", err)
	}
	save(t, s, name, []byte("one"))
	spoiled := fileOf(t, s)
	save(t, s, "other", []byte("two"))
	if err := os.WriteFile(spoiled, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(s.Folder, "notes.json")
	if err := os.WriteFile(foreign, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Clear(); err != nil {
		t.Fatal(err)
	}
	if left := fileOf(t, s); left != foreign {
		t.Errorf("%s is left", left)
	}
}

func TestWhatNobodySavedForAMonthGoes(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	save(t, s, "old", []byte("one"))
	old := fileOf(t, s)
	s.Now = func() time.Time { return time.Now().Add(29 * 24 * time.Hour) }
	save(t, s, name, []byte("two"))
	if _, ok := s.Load("old"); !ok {
		t.Fatal("gone before its time")
	}
	past := time.Now().Add(-2 * 24 * time.Hour)
	if err := os.Chtimes(old, past, past); err != nil {
		t.Fatal(err)
	}
	save(t, s, name, []byte("three"))
	if _, ok := s.Load("old"); ok {
		t.Error("still there")
	}
	if _, ok := s.Load(name); !ok {
		t.Error("the new one is gone")
	}
}
