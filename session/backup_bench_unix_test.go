//go:build unix

package session_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"latchkey/session"
)

// The benchmarks move 30 files of 4 KiB out of 30 folders, on the file system of the temporary folder (TMPDIR), which is to be a disk.
// Putting aside and putting back are to take less than twice as long as mv of the same files and sync of them.
const benchFiles = 30

func benchFolder(b *testing.B) (folder string, sources []session.BackupSource) {
	b.Helper()
	folder = b.TempDir()
	for i := range benchFiles {
		path := filepath.Join(folder, "apps", fmt.Sprintf("SketchUp %d", 2000+i), "login_session.dat")
		err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, make([]byte, 4096), 0o600))
		if err != nil {
			b.Fatal(err)
		}
		sources = append(sources, session.BackupSource{Kind: "file", What: "app_sign_in", Path: path, Strict: true})
	}
	syscall.Sync()
	return folder, sources
}

// benchBackup times either half of a reset and its undo.
func benchBackup(b *testing.B, timePutBack bool) {
	folder, sources := benchFolder(b)
	backups := session.NewBackups(filepath.Join(folder, "backups"), session.BackupOptions{})
	pause := func(paused bool) {
		if paused {
			b.StopTimer()
			syscall.Sync()
		} else {
			b.StartTimer()
		}
	}
	for b.Loop() {
		pause(timePutBack)
		backup, _, err := backups.Create(b.Context(), session.BackupRequest{Items: sources})
		if err != nil || len(backup.Items) != benchFiles {
			b.Fatal(err)
		}
		pause(!timePutBack)
		backup, _, err = backups.Restore(b.Context(), session.RestoreRequest{ID: backup.ID})
		if err != nil || backup.Items[benchFiles-1].State != session.ItemRestored {
			b.Fatal(err)
		}
		b.StopTimer()
		if err := backups.Remove(backup.ID); err != nil {
			b.Fatal(err)
		}
		syscall.Sync()
		b.StartTimer()
	}
}

func BenchmarkPutAside30(b *testing.B) { benchBackup(b, false) }

func BenchmarkPutBack30(b *testing.B) { benchBackup(b, true) }

// BenchmarkMvSync30 is what they are measured against: a shell that calls mv for each file, and then sync with their new names.
func BenchmarkMvSync30(b *testing.B) {
	folder, sources := benchFolder(b)
	aside := filepath.Join(folder, "aside")
	script := "cd " + aside + "\n"
	for i, source := range sources {
		script += fmt.Sprintf("mv '%s' %04d\n", source.Path, i)
	}
	script += "sync *\n"
	for b.Loop() {
		b.StopTimer()
		if err := os.Mkdir(aside, 0o700); err != nil {
			b.Fatal(err)
		}
		syscall.Sync()
		b.StartTimer()
		if output, err := exec.Command("sh", "-ec", script).CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, output)
		}
		b.StopTimer()
		for i, source := range sources {
			if err := os.Rename(filepath.Join(aside, fmt.Sprintf("%04d", i)), source.Path); err != nil {
				b.Fatal(err)
			}
		}
		if err := os.Remove(aside); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}

// BenchmarkRenameSync30 is the same without the cost of starting programs: the least that moving and flushing can take.
func BenchmarkRenameSync30(b *testing.B) {
	folder, sources := benchFolder(b)
	aside := filepath.Join(folder, "aside")
	if err := os.Mkdir(aside, 0o700); err != nil {
		b.Fatal(err)
	}
	name := func(i int) string { return filepath.Join(aside, fmt.Sprintf("%04d", i)) }
	for b.Loop() {
		for i, source := range sources {
			if err := os.Rename(source.Path, name(i)); err != nil {
				b.Fatal(err)
			}
		}
		for i := range sources {
			if err := flush(name(i)); err != nil {
				b.Fatal(err)
			}
		}
		b.StopTimer()
		for i, source := range sources {
			if err := os.Rename(name(i), source.Path); err != nil {
				b.Fatal(err)
			}
		}
		syscall.Sync()
		b.StartTimer()
	}
}

func flush(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}
