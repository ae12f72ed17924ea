package vault

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// sealedOptions returns the options of a fresh sealed storage.
func sealedOptions(t *testing.T) Options {
	t.Helper()
	return Options{Kind: SealedFile, Namespace: "latchkey", Folder: filepath.Join(t.TempDir(), "sealed"), KeyFile: keyFile(t)}
}

func sealedFiles(t *testing.T, folder string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestSealedFilesShowNothingAndAreClosedToOthers(t *testing.T) {
	o := sealedOptions(t)
	canary := bytes.Repeat([]byte("canary"), 100)
	if _, err := mustOpen(t, o).Save(t.Context(), mila, canary); err != nil {
		t.Fatal(err)
	}
	files := sealedFiles(t, o.Folder)
	if len(files) != 2 {
		t.Errorf("files %v, want a head and one generation", files)
	}
	for _, f := range append(files, o.Folder) {
		info, err := os.Stat(f)
		if err != nil {
			t.Fatal(err)
		}
		if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", f, info.Mode())
		}
		if content, err := os.ReadFile(f); err == nil && (bytes.Contains(content, []byte("canary")) || bytes.Contains(content, []byte("latchkey-"))) {
			t.Errorf("%s shows what it holds", f)
		}
	}
}

func TestSealedFileThatWasAlteredOrSwappedIsDamaged(t *testing.T) {
	o := sealedOptions(t)
	generation, err := mustOpen(t, o).Save(t.Context(), mila, bundle(100, 1))
	if err != nil {
		t.Fatal(err)
	}
	store := mustOpen(t, o).store.(*sealedStore)
	path := store.path(chunkName(mila, generation, 0))
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	flip := func(at int) []byte {
		bad := slices.Clone(good)
		bad[(at+len(bad))%len(bad)] ^= 1
		return bad
	}
	head, err := os.ReadFile(store.path(headName(mila)))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"magic": flip(0), "format": flip(6), "method": flip(8), "passes": flip(9), "lanes": flip(10), "memory": flip(14),
		"salt": flip(15), "key check": flip(31), "nonce": flip(sealedHeader - 1), "body": flip(sealedHeader),
		"tag": flip(-1), "cut": good[:len(good)-1], "empty": {}, "longer": append(slices.Clone(good), 0), "another entry": head,
	} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := mustOpen(t, o).Load(t.Context(), mila, generation); !errors.Is(err, ErrDamaged) || got != nil {
			t.Errorf("%s: %v, want damaged", name, err)
		}
	}
	if err := mustOpen(t, o).RemoveAll(t.Context()); err != nil || len(sealedFiles(t, o.Folder)) != 0 {
		t.Errorf("remove all: %v, left %v", err, sealedFiles(t, o.Folder))
	}
}

func TestKeyFileThatOthersCouldReadIsRefused(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("modes and links are those of Unix")
	}
	for name, tc := range map[string]struct {
		make func(t *testing.T, path string) error
		want State
	}{
		"missing":   {func(*testing.T, string) error { return nil }, StateMissing},
		"too short": {func(_ *testing.T, p string) error { return os.WriteFile(p, make([]byte, 31), 0o600) }, StateRefused},
		"too open":  {func(_ *testing.T, p string) error { return os.WriteFile(p, make([]byte, 32), 0o644) }, StateRefused},
		"a link":    {func(t *testing.T, p string) error { return os.Symlink(keyFile(t), p) }, StateRefused},
		"a folder":  {func(_ *testing.T, p string) error { return os.Mkdir(p, 0o700) }, StateRefused},
		"good":      {func(_ *testing.T, p string) error { return CreateKeyFile(p, nil) }, StateOK},
	} {
		t.Run(name, func(t *testing.T) {
			o := sealedOptions(t)
			o.KeyFile = filepath.Join(t.TempDir(), "key")
			if err := tc.make(t, o.KeyFile); err != nil {
				t.Fatal(err)
			}
			v := mustOpen(t, o)
			if got := v.State(t.Context()); got != tc.want {
				t.Errorf("state %q, want %q", got, tc.want)
			}
			err := v.Probe(t.Context(), 100)
			if (err == nil) != (tc.want == StateOK) || (tc.want != StateOK && stateOf(err) != tc.want) {
				t.Errorf("probe: %v", err)
			}
		})
	}
}

func TestKeyFileIsNeverReplaced(t *testing.T) {
	path := keyFile(t)
	if err := CreateKeyFile(path, nil); !errors.Is(err, fs.ErrExist) {
		t.Errorf("%v, want that it exists", err)
	}
}

func TestOtherFilesOfTheFolderStay(t *testing.T) {
	o := sealedOptions(t)
	other := o
	other.Namespace = "latchkey:another"
	if _, err := mustOpen(t, other).Save(t.Context(), mila, bundle(10, 1)); err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(o.Folder, "letter.sealed")
	if err := os.WriteFile(foreign, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	before := sealedFiles(t, o.Folder)
	if _, err := mustOpen(t, o).Save(t.Context(), mila, bundle(10, 1)); err != nil {
		t.Fatal(err)
	}
	if err := mustOpen(t, o).RemoveAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after := sealedFiles(t, o.Folder); !slices.Equal(before, after) {
		t.Errorf("before %v, after %v", before, after)
	}
}

func TestOpenNamesWhatIsMissing(t *testing.T) {
	for want, o := range map[string]Options{
		"namespace":    {Kind: Memory},
		"unknown kind": {Kind: "plain", Namespace: "latchkey"},
		"folder":       {Kind: SealedFile, Namespace: "latchkey", KeyFile: "k"},
	} {
		if _, err := Open(o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want a word about %q", err, want)
		}
	}
}
