package session_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"latchkey/session"
)

// waiters are two stores of one folder; the second tells whom it waits for when the clock says so.
func waiters(t *testing.T) (holder, waiter *session.Store, clock chan time.Time, told chan session.BusyError) {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "state")
	clock, told = make(chan time.Time), make(chan session.BusyError, 2)
	holder = session.NewStore(folder, session.StoreOptions{Now: func() time.Time { return noon }, Program: "latchkey-desktop"})
	waiter = session.NewStore(folder, session.StoreOptions{
		Program: "latchkey", Waiting: func(b session.BusyError) { told <- b },
		After: func(d time.Duration) <-chan time.Time {
			if d != time.Second {
				t.Errorf("it tells after %s", d)
			}
			return clock
		},
	})
	return holder, waiter, clock, told
}

func TestWhoWaitsIsToldForWhom(t *testing.T) {
	holder, waiter, clock, told := waiters(t)
	lock, err := holder.Lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got := make(chan error, 1)
	go func() {
		second, err := waiter.Lock(t.Context())
		if err == nil {
			err = second.Unlock()
		}
		got <- err
	}()
	clock <- noon // taken only by who waits
	if busy := <-told; busy.Program != "latchkey-desktop" || busy.PID != os.Getpid() || !busy.Since.Equal(noon) || busy.Gone || busy.Host != "" || busy.Err != nil {
		t.Errorf("told %+v", busy)
	}
	if err := lock.Unlock(); err != nil {
		t.Fatal(err)
	}
	if err := <-got; err != nil {
		t.Fatalf("after the wait: %v", err)
	}
	if len(told) != 0 {
		t.Error("told twice")
	}
}

func TestNobodyIsToldOfAShortWait(t *testing.T) {
	holder, waiter, _, told := waiters(t)
	for range 2 {
		lock, err := waiter.Lock(t.Context()) // no wait at all
		if err != nil || lock.Unlock() != nil {
			t.Fatal(err)
		}
	}
	lock, err := holder.Lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lock.Unlock() }()
	if _, err := waiter.Lock(briefly(t)); !errors.Is(err, session.ErrBusy) || !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("got %v", err)
	}
	if _, err := waiter.LockSignIn(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	if len(told) != 0 {
		t.Errorf("told %+v", <-told)
	}
}

func TestAnEndedContextIsNotTakenForAHolder(t *testing.T) {
	_, waiter, _, _ := waiters(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := waiter.Lock(ctx); errors.Is(err, session.ErrBusy) || !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
}

func TestAHolderOnAnotherComputerIsNamedWithIt(t *testing.T) {
	holder, waiter, _, _ := waiters(t)
	lock, err := holder.Lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lock.Unlock() }()
	note := filepath.Join(filepath.Dir(holder.Path()), "login_session.holder")
	const there = `{"program":"latchkey","pid":4,"since":"2026-11-22T12:00:00Z","host":"studio\u001b-7.example","started":"1"}`
	if err := os.WriteFile(note, []byte(there), 0o600); err != nil {
		t.Fatal(err)
	}
	var busy *session.BusyError
	if _, err := waiter.Lock(briefly(t)); !errors.As(err, &busy) || busy.Host != "studio-7.example" || busy.PID != 4 || busy.Gone {
		t.Fatalf("got %+v", busy)
	}
}
