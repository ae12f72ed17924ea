package core

import (
	"context"
	"sync"

	"latchkey/auth"
	"latchkey/session"
)

// renewed is how a renewal ended.
type renewed struct {
	account session.Account
	tokens  auth.Tokens
	err     error
}

// flights lets the callers of one process share a renewal, its failure included:
// the record lock alone would give them one after the other the same tokens, but
// also let each of them ask a provider that has just said no. The zero value is
// ready.
type flights struct {
	mu  sync.Mutex
	now map[string]*flight // by account
}

type flight struct {
	landed chan struct{} // closed at the end; what follows is set by then
	end    renewed
	gaveUp bool // its caller would not wait any longer, which says nothing about the renewal
}

// share joins the renewal of an account that is on its way, or does mine. What
// ended only because its own caller gave up, or what is not good enough for this
// one, is not shared.
func (f *flights) share(ctx context.Context, id string, good func(auth.Tokens) bool, mine func() renewed) renewed {
	for {
		joined, first := f.board(id)
		if first {
			f.fly(ctx, id, joined, mine)
			return joined.end
		}
		select {
		case <-ctx.Done():
			return renewed{err: ctx.Err()}
		case <-joined.landed:
		}
		if end := joined.end; !joined.gaveUp && (end.err != nil || good(end.tokens)) {
			return end
		}
	}
}

func (f *flights) board(id string) (joined *flight, first bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if joined, found := f.now[id]; found {
		return joined, false
	}
	if f.now == nil {
		f.now = map[string]*flight{}
	}
	f.now[id] = &flight{landed: make(chan struct{})}
	return f.now[id], true
}

// fly does the renewal, and lets the others go on also when it panics.
func (f *flights) fly(ctx context.Context, id string, own *flight, mine func() renewed) {
	own.gaveUp = true
	defer func() {
		f.mu.Lock()
		delete(f.now, id)
		f.mu.Unlock()
		close(own.landed)
	}()
	own.end = mine()
	own.gaveUp = own.end.err != nil && ctx.Err() != nil
}
