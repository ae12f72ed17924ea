package browser

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

func never(time.Duration) <-chan time.Time { return nil }

func atOnce(time.Duration) <-chan time.Time {
	over := make(chan time.Time, 1)
	over <- time.Time{}
	return over
}

func offer(tries ...try) func() ([]try, error) {
	return func() ([]try, error) { return tries, nil }
}

func failing(string) error { return errors.New("exec CANARY") }

func TestOpenReportsOpenersThatFail(t *testing.T) {
	t.Parallel()
	const address = "https://id.example.com/?state=CANARY"
	err := open(context.Background(), address, offer(failing, failing), never)
	if !errors.Is(err, ErrNoBrowser) || errors.Is(err, ErrTextBrowser) {
		t.Fatalf("got %v", err)
	}
	if strings.Contains(err.Error(), "CANARY") {
		t.Fatal("the error repeats the address")
	}
}

func TestOpenGoesOnToTheNextOpener(t *testing.T) {
	t.Parallel()
	calls := 0
	works := func(string) error { calls++; return nil }
	if err := open(context.Background(), "https://a.example/", offer(failing, works, works), never); err != nil || calls != 1 {
		t.Fatalf("got %v after %d calls", err, calls)
	}
}

func TestOpenDoesNotWaitForAnOpenerThatBlocks(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	defer close(release)
	blocking := func(string) error { <-release; return nil }
	if err := open(context.Background(), "https://a.example/", offer(blocking, failing), atOnce); err != nil {
		t.Fatalf("after the grace: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	stopping := func(string) error { cancel(); <-release; return nil }
	if err := open(ctx, "https://a.example/", offer(stopping), never); !errors.Is(err, context.Canceled) {
		t.Fatalf("after cancel: %v", err)
	}
}

func TestOpenNeverCallsTheOpenerWithABadAddress(t *testing.T) {
	t.Parallel()
	called := false
	err := open(context.Background(), "file:///etc/passwd", offer(func(string) error { called = true; return nil }), never)
	if !errors.Is(err, ErrAddress) || called {
		t.Fatalf("err %v, called %v", err, called)
	}
}

func TestOpenHandsOverTheSerializedAddress(t *testing.T) {
	t.Parallel()
	var got string
	if err := open(context.Background(), "HTTPS://a.example/x?y=z", offer(func(s string) error { got = s; return nil }), never); err != nil {
		t.Fatal(err)
	}
	if got != "https://a.example/x?y=z" {
		t.Fatalf("opened %q", got)
	}
}
