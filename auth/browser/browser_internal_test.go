package browser

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

func never(time.Duration) <-chan time.Time { return nil }

func TestOpenReportsAnOpenerThatFails(t *testing.T) {
	t.Parallel()
	const address = "https://id.example.com/?state=CANARY"
	err := open(context.Background(), address, func(string) error { return errors.New("exec CANARY") }, never)
	if !errors.Is(err, ErrNoBrowser) {
		t.Fatalf("got %v", err)
	}
	if strings.Contains(err.Error(), "CANARY") {
		t.Fatal("the error repeats the address")
	}
}

func TestOpenDoesNotWaitForAnOpenerThatBlocks(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	defer close(release)
	blocking := func(string) error { <-release; return nil }
	over := make(chan time.Time, 1)
	over <- time.Time{}
	if err := open(context.Background(), "https://a.example/", blocking, func(time.Duration) <-chan time.Time { return over }); err != nil {
		t.Fatalf("after the grace: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := open(ctx, "https://a.example/", blocking, never); !errors.Is(err, context.Canceled) {
		t.Fatalf("after cancel: %v", err)
	}
}

func TestOpenNeverCallsTheOpenerWithABadAddress(t *testing.T) {
	t.Parallel()
	called := false
	err := open(context.Background(), "file:///etc/passwd", func(string) error { called = true; return nil }, never)
	if !errors.Is(err, ErrAddress) || called {
		t.Fatalf("err %v, called %v", err, called)
	}
}

func TestOpenHandsOverTheSerializedAddress(t *testing.T) {
	t.Parallel()
	var got string
	if err := open(context.Background(), "HTTPS://a.example/x?y=z", func(s string) error { got = s; return nil }, never); err != nil {
		t.Fatal(err)
	}
	if got != "https://a.example/x?y=z" {
		t.Fatalf("opened %q", got)
	}
}
