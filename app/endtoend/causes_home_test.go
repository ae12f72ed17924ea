//go:build linux

package endtoend

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// asNobody is in front of a command that runs as somebody who owns nothing.
func asNobody() []string {
	return []string{"setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--"}
}

// smallDisk puts the state folder on a disk of its own that holds so many bytes.
func (s *scene) smallDisk(size string) (state string) {
	s.t.Helper()
	needsRoot(s.t, "mounting a small disk")
	state = s.path("state")
	saved := s.t.TempDir()
	if err := os.CopyFS(saved, os.DirFS(state)); err != nil {
		s.t.Fatal(err)
	}
	if err := syscall.Mount("none", state, "tmpfs", 0, "size="+size+",mode=0700"); err != nil {
		missing(s.t, "a small disk cannot be mounted here: %v", err)
	}
	s.t.Cleanup(func() { _ = syscall.Unmount(state, 0) })
	if err := os.CopyFS(state, os.DirFS(saved)); err != nil {
		s.t.Fatal(err)
	}
	tighten(s.t, state)
	return state
}

// ballast takes so many bytes of a disk, or as many as there are, and gives what
// gives them back.
func (s *scene) ballast(folder string, bytes int) (freed func()) {
	s.t.Helper()
	path := filepath.Join(folder, "ballast")
	file, err := os.Create(path)
	if err != nil {
		s.t.Fatal(err)
	}
	for piece := make([]byte, 64<<10); bytes > 0; bytes -= len(piece) {
		if _, err := file.Write(piece); err != nil {
			break
		}
	}
	_ = file.Close()
	return func() { _ = os.Remove(path) }
}

func needsRoot(t testing.TB, what string) {
	t.Helper()
	if os.Geteuid() != 0 {
		missing(t, "%s needs root", what)
	}
}

// readOnly makes a folder one that nobody can write to, not even root.
func (s *scene) readOnly(folder string) (writable func()) {
	s.t.Helper()
	needsRoot(s.t, "mounting read-only")
	if err := syscall.Mount(folder, folder, "", syscall.MS_BIND, ""); err != nil {
		missing(s.t, "nothing can be mounted here: %v", err)
	}
	s.t.Cleanup(func() { _ = syscall.Unmount(folder, 0) })
	flags := uintptr(syscall.MS_BIND | syscall.MS_REMOUNT | syscall.MS_RDONLY)
	if err := syscall.Mount("", folder, "", flags, ""); err != nil {
		s.t.Fatal(err)
	}
	return func() {
		if err := syscall.Mount("", folder, "", syscall.MS_BIND|syscall.MS_REMOUNT, ""); err != nil {
			s.t.Error(err)
		}
	}
}

// homeCauses are the folder that Latchkey keeps its files in.
func homeCauses() []cause {
	return []cause{
		{
			name: "home: read-only", code: "home_read_only", link: linkStorage, fix: "own_folder",
			seed: func(s *scene) func() {
				s.signedIn()
				return s.readOnly(s.home)
			},
		},
		{
			name: "home: the disk is full", code: "disk_full", link: linkStorage, fix: "free_disk",
			seed: func(s *scene) func() {
				s.signedIn()
				return s.ballast(s.smallDisk("64m"), 64<<20)
			},
		},
		{
			name: "home: the disk is nearly full", code: "disk_nearly_full", link: linkStorage, fix: "free_disk", warn: true,
			seed: func(s *scene) func() {
				s.signedIn()
				return s.ballast(s.smallDisk("64m"), 40<<20)
			},
		},
	}
}

// ownershipCauses are folders that are not the person's alone.
func ownershipCauses() []cause {
	return []cause{
		{
			name: "home: others may read it", code: "home_shared", link: linkStorage, fix: "tighten",
			seed: func(s *scene) func() {
				s.signedIn()
				for _, folder := range []string{s.home, s.path("state")} {
					if err := os.Chmod(folder, 0o777); err != nil {
						s.t.Fatal(err)
					}
				}
				return nil
			},
		},
		{
			name: "home: somebody else's", code: "home_refused", link: linkStorage, fix: "own_folder",
			seed: foreignHome,
		},
		{
			name: "home: a file is in the place of the folder", code: "home_unknown", link: linkStorage, fix: "own_folder",
			seed: func(s *scene) func() {
				s.signedIn()
				state := s.path("state")
				if err := os.Rename(state, state+".away"); err != nil {
					s.t.Fatal(err)
				}
				s.write(state, []byte("not a folder"))
				return func() {
					_ = os.Remove(state)
					_ = os.Rename(state+".away", state)
				}
			},
		},
	}
}

// foreignHome seeds a home that belongs to somebody else, who lets nobody in.
func foreignHome(s *scene) func() {
	needsRoot(s.t, "being somebody else")
	folder := sharedFolder(s.t)
	s.home = filepath.Join(folder, "latchkey")
	s.setenv("LATCHKEY_HOME", s.home)
	s.setenv("HOME", folder)
	s.signedOut()
	s.before = asNobody()
	binary := copyProgram(s.t, program(s.t), folder, "program")
	s.binary = binary
	return func() { s.before = nil }
}
