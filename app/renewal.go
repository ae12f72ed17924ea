package app

import "time"

// restPatience is more than a renewal that is on its way takes to give up once
// the window is closed.
const restPatience = time.Second

// keepFresh lets the jobs renew tokens ahead of their end while the window is
// open. What that changes comes back as any other change on disk does.
func (w *Window) keepFresh() {
	w.rested = make(chan struct{})
	w.deps.Background(func() {
		defer close(w.rested)
		_ = w.deps.Jobs.KeepFresh(w.ctx) // it ends with the window, and that is its only error
	})
}

// Rest waits, after Close, until a renewal that is on its way has been answered
// and kept, a second at the most. A program that ends in the middle of one can
// lose the sign-in: the answer holds the only tokens that the server still knows.
func (w *Window) Rest() {
	select {
	case <-w.rested:
	case <-time.After(restPatience):
	}
}
