package auth

import (
	"context"
	"io"
	"sync"
	"time"
)

// step is the time that one request may take with all its attempts: fifteen
// seconds, and more only for what really arrives. A server that sends its headers
// and then hangs, or lets a body drip, ends with it.
type step struct {
	mu     sync.Mutex
	timer  *time.Timer
	ends   time.Time
	got    int64
	cancel context.CancelCauseFunc
}

// newStep starts the clock; ctx ends with errOwnLimit as its cause.
func newStep(ctx context.Context) (context.Context, *step) {
	ctx, cancel := context.WithCancelCause(ctx)
	s := &step{cancel: cancel, ends: time.Now().Add(stepLimit)}
	s.timer = time.AfterFunc(stepLimit, func() { cancel(errOwnLimit) })
	return ctx, s
}

func (s *step) end() {
	s.timer.Stop()
	s.cancel(nil)
}

// arrived gives a second more for every paceSize bytes.
func (s *step) arrived(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	earned := (s.got+int64(n))/paceSize - s.got/paceSize
	s.got += int64(n)
	if earned == 0 {
		return
	}
	s.ends = s.ends.Add(time.Duration(earned) * time.Second)
	if s.timer.Stop() { // once it has fired, nothing brings the request back
		s.timer.Reset(time.Until(s.ends))
	}
}

// paced tells the step what comes out of r.
func (s *step) paced(r io.Reader) io.Reader { return pacedReader{r, s} }

type pacedReader struct {
	inner io.Reader
	step  *step
}

func (p pacedReader) Read(b []byte) (int, error) {
	n, err := p.inner.Read(b)
	p.step.arrived(n)
	return n, err
}
