//go:build unix

package session

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"latchkey/session/internal/atomicfile"
)

func TestWhatBelongsToTheAdministratorIsRefused(t *testing.T) {
	own, second := asStranger(t, func(own string) error {
		return errors.Join(
			os.Mkdir(filepath.Join(own, "wide"), 0o700), os.Chmod(filepath.Join(own, "wide"), 0o777),
			os.Mkdir(filepath.Join(own, "backups"), 0o700), os.Chmod(filepath.Join(own, "backups"), 0o777),
			os.WriteFile(filepath.Join(own, "theirs"), []byte("theirs"), 0o600), os.Chmod(filepath.Join(own, "theirs"), 0o666),
		)
	})
	if !second {
		return
	}
	mine := filepath.Join(own, "wide", "mine")
	if err := os.WriteFile(mine, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	sources := []BackupSource{{Path: mine, Strict: true}, {Path: filepath.Join(own, "theirs"), Strict: true}}
	good := NewBackups(filepath.Join(own, "good"), BackupOptions{})
	_, results, err := good.Create(t.Context(), BackupRequest{Items: sources})
	if err != nil {
		t.Fatal(err)
	}
	wantDetails(t, results, string(atomicfile.FolderForeign), string(atomicfile.ForeignOwner))
	bad := NewBackups(filepath.Join(own, "backups"), BackupOptions{})
	plain := filepath.Join(own, "plain")
	if err := os.WriteFile(plain, []byte("plain"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, _, err = bad.Create(t.Context(), BackupRequest{Items: []BackupSource{{Path: plain}}})
	var refused *RefusedError
	if !errors.As(err, &refused) || refused.Reason != string(atomicfile.FolderForeign) || !refused.Backups {
		t.Errorf("a foreign folder of backups: %v", err)
	}
	for _, path := range []string{mine, plain} {
		if data, err := os.ReadFile(path); string(data) != filepath.Base(path) {
			t.Errorf("%s: %q, %v", path, data, err)
		}
	}
}

// A file that may not be read can be put aside and back all the same.
func TestAFileThatMayNotBeReadMoves(t *testing.T) {
	own, second := asStranger(t, nil)
	if !second {
		return
	}
	y := newYard(t, own)
	y.chmod(y.sources()[0].Path, 0)
	backup, results, err := y.backups.Create(t.Context(), BackupRequest{Items: y.sources()})
	wantDetails(t, results, "", "", "")
	if err != nil || backup.Items[0].SHA256 != "" {
		t.Fatalf("%+v, %v", backup, err)
	}
	_, results, err = y.backups.Restore(t.Context(), RestoreRequest{ID: backup.ID})
	wantDetails(t, results, "", "", "")
	y.chmod(y.sources()[0].Path, 0o600)
	if got := y.where(backup.ID); got != "hhh" || err != nil {
		t.Errorf("%s, %v", got, err)
	}
}

// Some distributions give each user a group of the same number and let it write. That group is nobody else; another one is.
func TestAGroupOfOneIsNobodyElse(t *testing.T) {
	own, second := asStranger(t, func(own string) error {
		var problems []error
		for name, group := range map[string]int{"own group": stranger, "other group": 1} {
			folder := filepath.Join(own, name)
			problems = append(problems, os.Mkdir(folder, 0o700), os.Chown(folder, stranger, group), os.Chmod(folder, 0o775))
		}
		return errors.Join(problems...)
	})
	if !second {
		return
	}
	var sources []BackupSource
	for _, name := range []string{"own group", "other group"} {
		path := filepath.Join(own, name, "file")
		if err := os.WriteFile(path, []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
		sources = append(sources, BackupSource{Path: path, Strict: true})
	}
	_, results, err := NewBackups(filepath.Join(own, "backups"), BackupOptions{}).Create(t.Context(), BackupRequest{Items: sources})
	if err != nil {
		t.Fatal(err)
	}
	wantDetails(t, results, "", string(atomicfile.FolderWritable))
}
