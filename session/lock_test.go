package session_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"latchkey/session"
)

func stores(t *testing.T) (a, b *session.Store) {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "state")
	options := session.StoreOptions{Now: func() time.Time { return noon }, Program: "first"}
	a = session.NewStore(folder, options)
	options.Program = "second"
	return a, session.NewStore(folder, options)
}

func briefly(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Millisecond)
	t.Cleanup(cancel)
	return ctx
}

func TestTheSecondIsToldWhoHoldsTheLock(t *testing.T) {
	a, b := stores(t)
	lock, err := a.Lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.Lock(briefly(t))
	var busy *session.BusyError
	if !errors.As(err, &busy) || !errors.Is(err, session.ErrBusy) || !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("got %v", err)
	}
	if busy.Program != "first" || busy.PID != os.Getpid() || !busy.Since.Equal(noon) {
		t.Fatalf("holder %+v", busy)
	}
	if err := lock.Unlock(); err != nil {
		t.Fatal(err)
	}
	again, err := b.Lock(t.Context())
	if err != nil {
		t.Fatalf("after the release: %v", err)
	}
	if err := errors.Join(lock.Unlock(), again.Unlock(), again.Unlock()); err != nil {
		t.Fatalf("a second release: %v", err)
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(a.Path()), "login_session.lock")); err != nil {
		t.Fatalf("the lock file must stay: %v", err)
	}
}

func TestReleasingTwiceDoesNotReleaseTheNextHolder(t *testing.T) {
	a, b := stores(t)
	first, _ := a.Lock(t.Context())
	_ = first.Unlock()
	second, err := b.Lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = second.Unlock() }()
	_ = first.Unlock()
	if _, err := a.Lock(briefly(t)); !errors.Is(err, session.ErrBusy) {
		t.Fatalf("got %v", err)
	}
}

func TestASecondSignInIsToldAtOnce(t *testing.T) {
	a, b := stores(t)
	lock, err := a.LockSignIn(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	var busy *session.BusyError
	if _, err := b.LockSignIn(t.Context(), false); !errors.As(err, &busy) || busy.Program != "first" || busy.Err != nil {
		t.Fatalf("got %v", err)
	}
	if _, err := b.LockSignIn(briefly(t), true); !errors.Is(err, session.ErrBusy) {
		t.Fatalf("with wait: %v", err)
	}
	record, err := b.Lock(t.Context())
	if err != nil {
		t.Fatalf("the record lock is another one: %v", err)
	}
	if err := errors.Join(record.Unlock(), lock.Unlock()); err != nil {
		t.Fatal(err)
	}
}

func TestACancelledWaitIsBusyAndCancelled(t *testing.T) {
	a, b := stores(t)
	lock, _ := a.Lock(t.Context())
	defer func() { _ = lock.Unlock() }()
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(30*time.Millisecond, cancel)
	if _, err := b.Lock(ctx); !errors.Is(err, session.ErrBusy) || !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	if _, err := b.Lock(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("with an ended context: %v", err)
	}
}

func TestWritersUnderTheLockDoNotLoseUpdates(t *testing.T) {
	a, b := stores(t)
	if err := a.Write(sampleRecord()); err != nil {
		t.Fatal(err)
	}
	start, _ := a.Read()
	var group sync.WaitGroup
	for _, store := range []*session.Store{a, b, a, b} {
		group.Go(func() {
			for range 5 {
				addOne(t, store)
			}
		})
	}
	group.Wait()
	end, err := a.Read()
	if err != nil || end.Accounts[0].Generation != start.Accounts[0].Generation+20 {
		t.Fatalf("counted to %d, %v", end.Accounts[0].Generation, err)
	}
}

func addOne(t *testing.T, store *session.Store) {
	lock, err := store.Lock(t.Context())
	if err != nil {
		t.Error(err)
		return
	}
	defer func() { _ = lock.Unlock() }()
	record, err := store.Read()
	if err != nil {
		t.Error(err)
		return
	}
	record.Accounts[0].Generation++
	if err := store.Write(record); err != nil {
		t.Error(err)
	}
}

// The test program runs itself as a child; LATCHKEY_TEST_CHILD says which part it plays.
const childPart = "LATCHKEY_TEST_CHILD"

func TestALockEndsWithItsProcess(t *testing.T) {
	if os.Getenv(childPart) == "holder" {
		store := session.NewStore(os.Getenv("FOLDER"), session.StoreOptions{Program: "holder"})
		if _, err := store.Lock(t.Context()); err != nil {
			t.Fatal(err)
		}
		_, _ = os.Stdout.WriteString("held\n")
		_, _ = os.Stdin.Read(make([]byte, 1)) // until it is killed
		return
	}
	store := newStore(t)
	child := exec.Command(os.Args[0], "-test.run=^TestALockEndsWithItsProcess$")
	child.Env = append(os.Environ(), childPart+"=holder", "FOLDER="+filepath.Dir(store.Path()))
	output, _ := child.StdoutPipe()
	if _, err := child.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := output.Read(make([]byte, 5)); err != nil {
		t.Fatal(err)
	}
	var busy *session.BusyError
	if _, err := store.Lock(briefly(t)); !errors.As(err, &busy) || busy.Program != "holder" || busy.PID != child.Process.Pid {
		t.Errorf("while the child holds it: %v", err)
	}
	_ = child.Process.Kill()
	_ = child.Wait()
	lock, err := store.Lock(t.Context())
	if err != nil {
		t.Fatalf("after the child was killed: %v", err)
	}
	if err := lock.Unlock(); err != nil {
		t.Fatal(err)
	}
}

func TestAForeignNoteCannotPaintOnTheTerminal(t *testing.T) {
	a, b := stores(t)
	lock, _ := a.Lock(t.Context())
	defer func() { _ = lock.Unlock() }()
	note := filepath.Join(filepath.Dir(a.Path()), "login_session.holder")
	for content, want := range map[string]string{
		`{"program":"e\u001b[2J\nvil\u202e","pid":5,"since":"2026-11-22T12:00:00Z"}`: "e[2Jvil",
		`not json`: "", `{"program":"x","pid":-1}`: "", "": "",
	} {
		if err := os.WriteFile(note, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		var busy *session.BusyError
		if _, err := b.Lock(briefly(t)); !errors.As(err, &busy) || busy.Program != want {
			t.Errorf("%q gives %+v", content, busy)
		}
	}
}

func TestALinkIsNotTakenForTheLockFile(t *testing.T) {
	store := newStore(t)
	folder := filepath.Dir(store.Path())
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	victim := filepath.Join(t.TempDir(), "victim")
	if err := os.Symlink(victim, filepath.Join(folder, "login_session.lock")); err != nil {
		t.Skipf("no links here: %v", err)
	}
	if _, err := store.Lock(t.Context()); !errors.Is(err, session.ErrRefused) {
		t.Fatalf("got %v", err)
	}
	if _, err := os.Lstat(victim); err == nil {
		t.Fatal("the link was followed")
	}
}
