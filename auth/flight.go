package auth

import (
	"context"
	"errors"
	"net/url"
)

// errHeldBack: a document was fetched past the caches too often.
var errHeldBack = errors.New("fetched too often")

// flight is a fetch under way. Its outcome may be read when done is closed.
type flight[T any] struct {
	address   string
	past      bool // past the caches on the way
	done      chan struct{}
	outcome   shelved[T]
	err       error
	abandoned bool // the one who fetched went away, which says nothing
}

// fetch asks the server. Callers that come while that is under way share the
// outcome, but none inherits that another one gave up.
func (s *shelf[T]) fetch(ctx context.Context, address string, past bool) (shelved[T], error) {
	for {
		s.mu.Lock()
		running := s.running
		if running == nil || running.address != address {
			if within := s.budget.take(s.client.now()); past && !within {
				s.mu.Unlock()
				return shelved[T]{}, errHeldBack
			}
			running = &flight[T]{address: address, past: past, done: make(chan struct{})}
			s.running = running
			s.mu.Unlock()
			s.fly(ctx, running)
			return running.outcome, running.err
		}
		s.mu.Unlock()
		select {
		case <-ctx.Done():
			return shelved[T]{}, noAnswer(ctx, s.at, hostOf(address), ctx.Err())
		case <-running.done:
		}
		if !running.abandoned {
			shared := running.outcome
			shared.fresh = false // it may have been under way before the caller's question arose
			return shared, running.err
		}
	}
}

func (s *shelf[T]) fly(ctx context.Context, f *flight[T]) {
	f.abandoned = true // if this panics
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if f.err == nil && !f.abandoned {
			held := f.outcome
			held.fresh = false
			s.held = &held
		}
		if s.running == f {
			s.running = nil
		}
		close(f.done)
	}()
	f.outcome, f.err = s.ask(ctx, f.address, f.past)
	f.abandoned = f.err != nil && ctx.Err() != nil && !errors.Is(context.Cause(ctx), errOwnLimit)
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}
