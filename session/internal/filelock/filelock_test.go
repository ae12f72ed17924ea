package filelock_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"latchkey/session/internal/atomicfile"
	"latchkey/session/internal/filelock"
)

func TestOneHolderAtATime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "folder", "x.lock")
	var holders atomic.Int32
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			lock, err := filelock.Acquire(t.Context(), path, true)
			if err != nil || lock == nil {
				t.Errorf("got %v, %v", lock, err)
				return
			}
			if holders.Add(1) != 1 {
				t.Error("two holders")
			}
			holders.Add(-1)
			if err := lock.Release(); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("the lock file must stay: %v", err)
	}
}

func TestAHeldLockIsNotAnError(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.lock")
	lock, err := filelock.Acquire(t.Context(), path, false)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	for _, wait := range []bool{false, true} {
		if second, err := filelock.Acquire(ctx, path, wait); second != nil || err != nil {
			t.Fatalf("wait %v: %v, %v", wait, second, err)
		}
	}
	if _, err := filelock.Acquire(ctx, path, true); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("an ended context: %v", err)
	}
	if err := lock.Release(); err != nil {
		t.Fatal(err)
	}
}

func TestAFolderIsNoLockFile(t *testing.T) {
	var refused *atomicfile.RefusedError
	path := filepath.Join(t.TempDir(), "x.lock")
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := filelock.Acquire(t.Context(), path, false); !errors.As(err, &refused) {
		t.Fatalf("got %v", err)
	}
}
