//go:build unix

package session

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"latchkey/session/internal/atomicfile"
)

// yard is three files of an app in three folders of the second user, and backups beside them.
type yard struct {
	t       *testing.T
	own     string
	backups *Backups
}

func (y *yard) folder(i int) string { return filepath.Join(y.own, "apps", fmt.Sprint(i)) }

func (y *yard) sources() []BackupSource {
	var sources []BackupSource
	for i := range 3 {
		sources = append(sources, BackupSource{Path: filepath.Join(y.folder(i), "file"), Strict: true})
	}
	return sources
}

func newYard(t *testing.T, own string) *yard {
	t.Helper()
	y := &yard{t: t, own: own, backups: NewBackups(filepath.Join(own, "backups"), BackupOptions{})}
	for i, source := range y.sources() {
		if err := errors.Join(os.MkdirAll(y.folder(i), 0o700), os.WriteFile(source.Path, []byte(source.Path), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	return y
}

func (y *yard) chmod(path string, mode os.FileMode) {
	y.t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		y.t.Fatal(err)
	}
}

// where says for each file whether it is at home (h), in the backup (b), or what else.
func (y *yard) where(id string) string {
	y.t.Helper()
	var all strings.Builder
	for i, source := range y.sources() {
		home, _ := os.ReadFile(source.Path)
		aside, _ := os.ReadFile(y.backups.stored(id, i))
		switch source.Path {
		case string(home) + string(aside):
			all.WriteString(map[bool]string{true: "b", false: "h"}[len(home) == 0])
		default:
			fmt.Fprintf(&all, "[%s, %s]", home, aside)
		}
	}
	return all.String()
}

func wantDetails(t *testing.T, results []ItemResult, want ...string) {
	t.Helper()
	var got []string
	for _, result := range results {
		got = append(got, result.Detail)
		if (result.Err != nil) != (result.Result == ResultFailed) {
			t.Errorf("result %+v", result)
		}
	}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("details %q, want %q", got, want)
	}
}

func TestReadOnlyFoldersFailItemByItem(t *testing.T) {
	own, second := asStranger(t, nil)
	if !second {
		return
	}
	y := newYard(t, own)
	y.chmod(y.folder(1), 0o500)
	backup, results, err := y.backups.Create(t.Context(), BackupRequest{Items: y.sources()})
	if err != nil {
		t.Fatal(err)
	}
	wantDetails(t, results, "", string(atomicfile.Denied), "")
	if got := y.where(backup.ID); got != "bhb" || !backup.Complete {
		t.Errorf("put aside: %s", got)
	}
	y.chmod(y.folder(2), 0o500)
	_, results, err = y.backups.Restore(t.Context(), RestoreRequest{ID: backup.ID})
	wantDetails(t, results, "", detailLeft, string(atomicfile.Denied))
	if got := y.where(backup.ID); got != "hhb" || err != nil {
		t.Errorf("put back: %s, %v", got, err)
	}
	y.chmod(y.folder(2), 0o700)
	_, results, err = y.backups.Restore(t.Context(), RestoreRequest{ID: backup.ID})
	wantDetails(t, results, detailRestored, detailLeft, "")
	if got := y.where(backup.ID); got != "hhh" || err != nil {
		t.Errorf("put back again: %s, %v", got, err)
	}
	y.chmod(y.backups.folder, 0o500)
	if _, _, err := y.backups.Create(t.Context(), BackupRequest{Items: y.sources()}); !errors.Is(err, os.ErrPermission) {
		t.Errorf("a backup where none can be made: %v", err)
	}
	y.chmod(y.backups.folder, 0o700)
	y.chmod(y.folder(1), 0o700)
	if got := y.where(backup.ID); got != "hhh" {
		t.Errorf("without a backup: %s", got)
	}
}

// The right to write goes while the first file moves: to the folder of the second file, then to the backup itself.
func TestARightThatIsLostMidwayLosesNoFile(t *testing.T) {
	own, second := asStranger(t, nil)
	if !second {
		return
	}
	for _, undo := range []bool{false, true} {
		for _, what := range []string{"folder of a file", "backup"} {
			y := newYard(t, filepath.Join(own, fmt.Sprint(what, undo)))
			var id string
			work := func() error {
				backup, _, err := y.backups.Create(t.Context(), BackupRequest{Items: y.sources()})
				id = backup.ID
				return err
			}
			if undo {
				if err := work(); err != nil {
					t.Fatal(err)
				}
				work = func() error {
					_, _, err := y.backups.Restore(t.Context(), RestoreRequest{ID: id})
					return err
				}
			}
			lost := y.folder(1)
			y.backups.step = func(name string) {
				if strings.HasSuffix(name, "-0001") {
					if what == "backup" {
						lost = filepath.Join(y.backups.folder, strings.TrimSuffix(strings.TrimPrefix(name, "moved "), "-0001"))
					}
					y.chmod(lost, 0o500)
				}
			}
			err := work()
			y.backups.step = func(string) {}
			// What was not noted because the backup could not be written is noted afterwards.
			y.chmod(lost, 0o700)
			wantHalf(y, filepath.Base(lost), id, undo, what, err)
		}
	}
}

// wantHalf also says that whatever is left can be ended once the right is back.
func wantHalf(y *yard, lost, id string, undo bool, what string, err error) {
	y.t.Helper()
	if id == "" {
		id = lost // the one that could not be noted
	}
	want := map[string]string{"folder of a file false": "bhb", "folder of a file true": "hbh", "backup false": "bhh", "backup true": "hbb"}
	if got := y.where(id); got != want[fmt.Sprint(what, " ", undo)] {
		y.t.Errorf("%s, undo %v: %s", what, undo, got)
	}
	if (err != nil) != (what == "backup") {
		y.t.Errorf("%s, undo %v: %v", what, undo, err)
	}
	if err := y.backups.Recover(y.t.Context()); err != nil {
		y.t.Error(err)
	}
	if _, _, err := y.backups.Restore(y.t.Context(), RestoreRequest{ID: id}); err != nil {
		y.t.Error(err)
	}
	if got := y.where(id); got != "hhh" {
		y.t.Errorf("%s, undo %v, at the end: %s", what, undo, got)
	}
}
