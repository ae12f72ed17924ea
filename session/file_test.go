package session_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"latchkey/session"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func newStore(t *testing.T) *session.Store {
	t.Helper()
	return session.NewStore(filepath.Join(t.TempDir(), "state"), session.StoreOptions{
		Now: func() time.Time { return noon }, Version: "1.2.3", Program: "latchkey",
	})
}

func sampleRecord() session.Record {
	id := session.AccountID("https://id.example", "mila", "client")
	return session.Record{
		Default: id,
		Accounts: []session.Account{{
			ID: id, Provider: "demo", Issuer: "https://id.example", ClientID: "client", Subject: "mila",
			Email: "mila@example.com", EmailVerified: true, Name: "Mila <&> \xff",
			Organization: session.Organization{ID: "o1", Name: "Müller & Co"},
			SignedInAt:   noon.In(time.FixedZone("", 3600)), AccessExpiresAt: noon.Add(time.Hour), HasRefresh: true,
			Generation: 7, State: session.SignedIn, Rights: session.RightsSummary{Count: 3, Granted: 2, CheckedAt: noon},
		}},
	}
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	store := newStore(t)
	if err := store.Write(sampleRecord()); err != nil {
		t.Fatal(err)
	}
	got, err := store.Read()
	if err != nil {
		t.Fatal(err)
	}
	account := got.Accounts[0]
	if got.Schema != session.Schema || got.WrittenBy != "latchkey 1.2.3" || !got.WrittenAt.Equal(noon) || len(got.Checksum) != 64 {
		t.Errorf("head %+v", got)
	}
	if account.Name != "Mila <&> \ufffd" || account.SignedInAt != noon || account.Generation != 7 || account.Rights.Granted != 2 {
		t.Errorf("account %+v", account)
	}
	if state := store.Inspect(); state.State != session.FileOK || state.Size == 0 || state.Path != store.Path() {
		t.Errorf("state %+v", state)
	}
	if err := store.Write(got); err != nil {
		t.Fatal(err)
	}
	again, err := store.Read()
	if err != nil || again.Checksum != got.Checksum {
		t.Errorf("a second write changed the record: %v", err)
	}
}

func TestTheFileIsPrivateAndReadable(t *testing.T) {
	store := newStore(t)
	if err := store.Write(sampleRecord()); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(store.Path())
	if err != nil || !strings.HasPrefix(string(data), "{\n  \"schema\": \"latchkey.session/1\",\n") {
		t.Fatalf("got %.60q, %v", data, err)
	}
	entries, err := os.ReadDir(filepath.Dir(store.Path()))
	if err != nil || len(entries) != 1 {
		t.Fatalf("the folder holds %v, %v", entries, err)
	}
}

func TestMissingIsNotEmpty(t *testing.T) {
	store := newStore(t)
	if _, err := store.Read(); !errors.Is(err, session.ErrMissing) || errors.Is(err, session.ErrDamaged) {
		t.Fatalf("missing: %v", err)
	}
	if state := store.Inspect(); state.State != session.FileMissing || state.Reason != "" {
		t.Fatalf("missing: %+v", state)
	}
	put(t, store, "")
	if _, err := store.Read(); !errors.Is(err, session.ErrDamaged) || errors.Is(err, session.ErrMissing) {
		t.Fatalf("empty: %v", err)
	}
}

func put(t *testing.T, store *session.Store, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(store.Path()), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(store.Path(), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestDamageIsFoundAndLeftAlone(t *testing.T) {
	store := newStore(t)
	if err := store.Write(sampleRecord()); err != nil {
		t.Fatal(err)
	}
	whole, _ := os.ReadFile(store.Path())
	text := string(whole)
	cases := map[string]string{
		"empty":             "",
		"spaces":            " \n",
		"truncated":         text[:len(text)/2],
		"last byte gone":    text[:len(text)-3],
		"zeros":             strings.Repeat("\x00", 300),
		"another e-mail":    strings.Replace(text, "mila@example.com", "eve@example.com", 1),
		"another time":      strings.Replace(text, "2026-11-22T12", "2027-11-22T12", 1),
		"unknown field":     strings.Replace(text, "{", `{"admin": true,`, 1),
		"doubled field":     strings.Replace(text, `"default":`, `"default": "", "default":`, 1),
		"two documents":     text + text,
		"no checksum":       strings.Replace(text, `"checksum": "`, `"checksum": "0`, 1),
		"no schema":         strings.Replace(text, "latchkey.session/1", "", 1),
		"schema zero":       strings.Replace(text, "latchkey.session/1", "latchkey.session/0", 1),
		"schema with plus":  strings.Replace(text, "latchkey.session/1", "latchkey.session/+2", 1),
		"a list":            "[1]",
		"deep":              strings.Repeat("[", 200_000),
		"too large":         text + strings.Repeat(" ", 1<<20),
		"another program's": `{"schema":"other/9"}`,
	}
	for name, content := range cases {
		t.Run(name, func(t *testing.T) {
			put(t, store, content)
			_, err := store.Read()
			var damaged *session.DamagedError
			if !errors.Is(err, session.ErrDamaged) || !errors.As(err, &damaged) || damaged.Reason == "" {
				t.Fatalf("got %v", err)
			}
			if strings.Contains(err.Error(), "eve@") {
				t.Fatalf("the error quotes the file: %v", err)
			}
			if state := store.Inspect(); state.State != session.FileDamaged || state.Reason != damaged.Reason {
				t.Fatalf("inspect %+v", state)
			}
			if data, _ := os.ReadFile(store.Path()); string(data) != content {
				t.Fatal("reading changed the file")
			}
		})
	}
}

func TestANewerFileIsLeftAlone(t *testing.T) {
	store := newStore(t)
	content := `{"schema":"latchkey.session/2","people":[]}`
	put(t, store, content)
	if _, err := store.Read(); !errors.Is(err, session.ErrNewer) || errors.Is(err, session.ErrDamaged) {
		t.Fatalf("read: %v", err)
	}
	if err := store.Write(sampleRecord()); !errors.Is(err, session.ErrNewer) {
		t.Fatalf("write: %v", err)
	}
	if state := store.Inspect(); state.State != session.FileNewer || state.Reason == "" {
		t.Fatalf("inspect: %+v", state)
	}
	if data, _ := os.ReadFile(store.Path()); string(data) != content {
		t.Fatal("the file was changed")
	}
}

func TestADamagedFileCanBeReplaced(t *testing.T) {
	store := newStore(t)
	put(t, store, "{")
	if err := store.Write(sampleRecord()); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Read(); err != nil {
		t.Fatal(err)
	}
}

func TestAccountsMustBeDistinct(t *testing.T) {
	store := newStore(t)
	record := sampleRecord()
	record.Accounts = append(record.Accounts, record.Accounts[0])
	if err := store.Write(record); err == nil {
		t.Fatal("two accounts with one id were written")
	}
	record.Accounts = []session.Account{{}}
	if err := store.Write(record); err == nil {
		t.Fatal("an account without id was written")
	}
	if _, err := store.Read(); !errors.Is(err, session.ErrMissing) {
		t.Fatalf("a refused write left something: %v", err)
	}
}

func TestWriteFileKeepsWhatItCannotReplace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config", "settings.toml")
	if err := session.WriteFile(path, []byte("a = 1\n")); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != "a = 1\n" {
		t.Fatalf("got %q, %v", data, err)
	}
	if err := session.WriteFile(filepath.Dir(path), nil); !errors.Is(err, session.ErrRefused) {
		t.Fatalf("a folder: %v", err)
	}
}

func TestAccountIDsDoNotRunTogether(t *testing.T) {
	a, b := session.AccountID("ab", "c", "d"), session.AccountID("a", "bc", "d")
	if a == b || len(a) != 16 || a != session.AccountID("ab", "c", "d") {
		t.Fatalf("%s %s", a, b)
	}
}

func FuzzRead(f *testing.F) {
	folder := f.TempDir()
	store := session.NewStore(folder, session.StoreOptions{Now: func() time.Time { return noon }, Program: "latchkey"})
	if err := store.Write(sampleRecord()); err != nil {
		f.Fatal(err)
	}
	whole, _ := os.ReadFile(store.Path())
	f.Add(whole)
	f.Add([]byte(`{"schema":"latchkey.session/2"}`))
	f.Add([]byte(`{"schema":"latchkey.session/1","accounts":[]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := os.WriteFile(store.Path(), data, 0o600); err != nil {
			t.Fatal(err)
		}
		record, err := store.Read()
		if err != nil {
			if !errors.Is(err, session.ErrDamaged) && !errors.Is(err, session.ErrNewer) {
				t.Fatalf("unnamed error %v", err)
			}
			return
		}
		if err := store.Write(record); err != nil {
			t.Fatalf("a readable record cannot be written: %v", err)
		}
		again, err := store.Read()
		if err != nil || len(again.Accounts) != len(record.Accounts) || again.Default != record.Default {
			t.Fatalf("round trip: %+v, %v", again, err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	store := session.NewStore(b.TempDir(), session.StoreOptions{Program: "latchkey"})
	if err := store.Write(sampleRecord()); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := store.Read(); err != nil {
			b.Fatal(err)
		}
	}
}
