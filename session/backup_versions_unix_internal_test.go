//go:build unix

package session

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"latchkey/session/internal/checked"
)

// testdata/manifests holds manifests as programs of each stage wrote them, with the paths of a unix system: 1-first before there were
// apps, 1-apps in the middle of an undo of one of its items. They are never written again; a later stage adds its own.
func golden(t testing.TB) map[string][]byte {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", "manifests", "*.json"))
	if err != nil || len(paths) < 2 {
		t.Fatalf("%v, %v", paths, err)
	}
	all := map[string][]byte{}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(filepath.Base(path), ".json")] = data
	}
	return all
}

func goldenID(data []byte) string {
	_, rest, _ := strings.Cut(string(data), `"id": "`)
	id, _, _ := strings.Cut(rest, `"`)
	return id
}

func TestManifestsOfEveryEarlierVersionAreReadAndKeptToTheByte(t *testing.T) {
	for name, data := range golden(t) {
		m, err := decodeManifest(data, goldenID(data))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		again, err := checked.Encode(&m, &m.Checksum)
		if err != nil || !bytes.Equal(again, data) {
			t.Errorf("%s became %s, %v", name, again, err)
		}
	}
	apps, err := decodeManifest(golden(t)["1-apps"], "20261122-210000-cd34")
	if err != nil {
		t.Fatal(err)
	}
	if item := apps.Items[1]; item.App != "sketchup@2021" || item.Label != "SketchUp 2021" || !item.Strict || !item.Pending {
		t.Errorf("got %+v", item)
	}
}

// laterManifest is what a later version may write under the same number: the fields of today, and more.
type laterManifest struct {
	manifest
	Items    []laterItem `json:"items"`
	Compress string      `json:"compress"`
	Checksum string      `json:"checksum"`
}

type laterItem struct {
	BackupItem
	Owner string `json:"owner"`
}

func later(t *testing.T, change func(*laterManifest)) []byte {
	t.Helper()
	now, err := decodeManifest(golden(t)["1-apps"], "20261122-210000-cd34")
	if err != nil {
		t.Fatal(err)
	}
	m := laterManifest{manifest: now, Items: []laterItem{{now.Items[0], "mila"}}, Compress: "zstd"}
	change(&m)
	data, err := checked.Encode(&m, &m.Checksum)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestALaterManifestIsToldApartFromADamagedOneAndLeftAlone(t *testing.T) {
	more := later(t, func(*laterManifest) {})
	cases := map[string]struct {
		data  []byte
		state string
	}{
		"more fields":         {more, FileNewer},
		"a higher number":     {later(t, func(m *laterManifest) { m.Schema = "latchkey.backup/2" }), FileNewer},
		"a form of its own":   {[]byte(`{"schema":"latchkey.backup/3","what":["ever"]}`), FileNewer},
		"more fields damaged": {bytes.Replace(more, []byte("zstd"), []byte("lz77"), 1), FileDamaged},
		"another program":     {[]byte(`{"schema":"else.backup/2"}`), FileDamaged},
		"a number of zero":    {later(t, func(m *laterManifest) { m.Schema = "latchkey.backup/0" }), FileDamaged},
		"empty":               {nil, FileDamaged},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			b := NewBackups(t.TempDir(), BackupOptions{})
			id := "20261122-210000-cd34"
			path := filepath.Join(b.folder, id, manifestName)
			stored := b.stored(id, 0)
			err := errors.Join(os.Mkdir(filepath.Dir(path), 0o700), os.WriteFile(path, c.data, 0o600), os.WriteFile(stored, []byte("x"), 0o600))
			if err != nil {
				t.Fatal(err)
			}
			_, err = b.List()
			var left *UnreadableError
			if !errors.As(err, &left) || len(left.Backups) != 1 || left.Backups[0].State != c.state || left.Backups[0].Reason == "" {
				t.Fatalf("list: %+v, %v", left, err)
			}
			wantLeftAlone(t, b, id, c.state == FileNewer)
			if data, err := os.ReadFile(path); err != nil || !bytes.Equal(data, c.data) || !exists(stored) {
				t.Errorf("it was touched: %s, %v", data, err)
			}
		})
	}
}

// wantLeftAlone tries everything that changes a backup.
func wantLeftAlone(t *testing.T, b *Backups, id string, newer bool) {
	t.Helper()
	_, _, restore := b.Restore(t.Context(), RestoreRequest{ID: id})
	_, standing := b.Standing(id)
	for what, err := range map[string]error{"restore": restore, "remove": b.Remove(id), "standing": standing} {
		if errors.Is(err, ErrNewer) != newer || errors.Is(err, ErrDamaged) == newer {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := b.Recover(t.Context()); err != nil {
		t.Errorf("recover: %v", err)
	}
	if newer {
		if err := b.RemoveDamaged(id); !errors.Is(err, ErrNewer) {
			t.Errorf("remove damaged: %v", err)
		}
	}
	if old := b.Expired(crashTime.AddDate(50, 0, 0), 0, 0); len(old) != 0 {
		t.Errorf("expired: %+v", old)
	}
}
