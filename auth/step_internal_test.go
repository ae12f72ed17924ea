package auth

import (
	"context"
	"errors"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// trickle is a body that gives size bytes each second, and total in all; then it
// hangs, or ends.
type trickle struct {
	ctx         context.Context
	size, total int
	hangs       bool
	ready       int // what this second has left
}

func (b *trickle) Read(p []byte) (int, error) {
	switch {
	case b.total > 0 && b.ready == 0:
		if err := b.wait(time.Second); err != nil {
			return 0, err
		}
		b.ready = min(b.size, b.total)
	case b.total <= 0 && b.hangs:
		return 0, b.wait(24 * time.Hour)
	case b.total <= 0:
		return 0, io.EOF
	}
	n := min(len(p), b.ready)
	b.ready, b.total = b.ready-n, b.total-n
	return n, nil
}

func (b *trickle) wait(d time.Duration) error {
	select {
	case <-b.ctx.Done():
		return b.ctx.Err()
	case <-time.After(d):
		return nil
	}
}

func (*trickle) Close() error { return nil }

// A server that drips or hangs ends by a limit of ours; a long list on a slow line
// does not.
func TestAnAnswerHasItsTimeAsLongAsItArrives(t *testing.T) {
	const second = time.Second
	for _, c := range []struct {
		name        string
		size, total int
		hangs       bool
		ends        time.Duration
		fine        bool
	}{
		{"hangs after the headers", 1, 0, true, stepLimit, false},
		{"drips", 1, 1000, false, stepLimit, false},
		{"drips below the pace", paceSize / 32, paceSize * 10, false, stepLimit, false},
		{"slow and short", 2048, 2048 * 14, false, 14 * second, true},
		{"long", 320 << 10, 20 << 20, false, 64 * second, true},
		{"hangs in the middle", 512 << 10, 4 << 20, true, stepLimit + 16*second, false},
	} {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			t.Run(c.name+" "+method, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					client, err := NewClient(Provider{Issuer: "https://id.example.com", ClientID: "client"}, Config{HTTP: roundTrip(func(r *http.Request) (*http.Response, error) {
						body := &trickle{ctx: r.Context(), size: c.size, total: c.total, hangs: c.hangs}
						return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: body, Request: r, ContentLength: -1}, nil
					})})
					if err != nil {
						t.Fatal(err)
					}
					ask, started := client.GetResource, time.Now()
					if method == http.MethodPost {
						ask = client.PostResource
					}
					_, err = ask(context.Background(), Tokens{Access: NewSecret("a")}, ResourceRequest{URL: "https://id.example.com/r", MaxBytes: 32 << 20})
					var outage *UnreachableError
					if c.fine != (err == nil) || !c.fine && (!errors.As(err, &outage) || outage.Cause != "timeout") || errors.Is(err, context.Canceled) {
						t.Errorf("after %v: %v", time.Since(started), err)
					}
					if took := time.Since(started); took != c.ends {
						t.Errorf("it took %v, want %v", took, c.ends)
					}
				})
			})
		}
	}
}
