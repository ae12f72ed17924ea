package session_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"latchkey/session"
)

// TestALockThatOutlivesItsHolderIsSaidSo plays three: this process, a holder that is killed, and what the holder has started,
// which inherited the lock and holds it on.
func TestALockThatOutlivesItsHolderIsSaidSo(t *testing.T) {
	switch os.Getenv(childPart) {
	case "leaving holder":
		leaveLock(t)
		return
	case "heir":
		_, _ = os.Stdin.Read(make([]byte, 1))
		return
	}
	store := newStore(t)
	holder := exec.Command(os.Args[0], "-test.run=^TestALockThatOutlivesItsHolderIsSaidSo$")
	holder.Env = append(os.Environ(), childPart+"=leaving holder", "FOLDER="+filepath.Dir(store.Path()))
	out, outErr := holder.StdoutPipe()
	theirs, in, inErr := os.Pipe() // StdinPipe would end with the holder, and the heir with it
	holder.Stdin = theirs
	if err := errors.Join(outErr, inErr, holder.Start(), theirs.Close()); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "held\n" {
		t.Fatalf("the holder says %q: %v", line, err)
	}
	var busy *session.BusyError
	if _, err := store.Lock(briefly(t)); !errors.As(err, &busy) || busy.Gone || busy.PID != holder.Process.Pid {
		t.Errorf("while the holder lives: %v", err)
	}
	_ = holder.Process.Kill()
	_ = holder.Wait()
	if _, err := store.Lock(briefly(t)); !errors.As(err, &busy) || !busy.Gone || busy.PID != holder.Process.Pid {
		t.Fatalf("after its end: %v", err)
	}
	_ = in.Close() // which ends the heir
	lock, err := store.Lock(t.Context())
	if err != nil {
		t.Fatalf("after the heir's end: %v", err)
	}
	wantOwnNote(t, store)
	if err := lock.Unlock(); err != nil {
		t.Fatal(err)
	}
}

// leaveLock takes the lock and starts a program that inherits it, as the descriptor 3.
func leaveLock(t *testing.T) {
	store := session.NewStore(os.Getenv("FOLDER"), session.StoreOptions{Program: "holder"})
	if _, err := store.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	open, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	heir := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	heir.Env, heir.Stdin = append(os.Environ(), childPart+"=heir"), os.Stdin
	for _, entry := range open {
		target, _ := os.Readlink("/proc/self/fd/" + entry.Name())
		if number, err := strconv.Atoi(entry.Name()); err == nil && strings.HasSuffix(target, ".lock") {
			heir.ExtraFiles = []*os.File{os.NewFile(uintptr(number), target)}
		}
	}
	if err := heir.Start(); err != nil || len(heir.ExtraFiles) == 0 {
		t.Fatalf("%v, %v", heir.ExtraFiles, err)
	}
	_, _ = os.Stdout.WriteString("held\n")
	_, _ = os.Stdin.Read(make([]byte, 1)) // until it is killed
}

// wantOwnNote checks that the note of a killed holder has made way for this process's.
func wantOwnNote(t *testing.T, store *session.Store) {
	t.Helper()
	var note struct {
		PID     int
		Host    string
		Started string
	}
	data, err := os.ReadFile(filepath.Join(filepath.Dir(store.Path()), "login_session.holder"))
	if err == nil {
		err = json.Unmarshal(data, &note)
	}
	host, _ := os.Hostname()
	if err != nil || note.PID != os.Getpid() || note.Host != host || note.Started == "" {
		t.Errorf("the note says %+v, %v", note, err)
	}
}

func TestAnIdThatWasGivenOutAgainIsNotTheHolder(t *testing.T) {
	a, b := stores(t)
	lock, err := a.Lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lock.Unlock() }()
	note := filepath.Join(filepath.Dir(a.Path()), "login_session.holder")
	data, err := os.ReadFile(note)
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(data, &fields); err != nil {
		t.Fatal(err)
	}
	fields["started"] = "1" // this process was not the first after the computer's start
	data, _ = json.Marshal(fields)
	if err := os.WriteFile(note, data, 0o600); err != nil {
		t.Fatal(err)
	}
	var busy *session.BusyError
	if _, err := b.Lock(briefly(t)); !errors.As(err, &busy) || !busy.Gone || busy.PID != os.Getpid() {
		t.Fatalf("got %+v", busy)
	}
}
