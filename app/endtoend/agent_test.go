//go:build linux

package endtoend

import (
	"context"
	"time"

	"latchkey/auth/demoidp"
)

// signInAsMila signs in with the demo's user agent in place of a browser.
func (w *world) signInAsMila(next func() string, args ...string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), commandLimit)
	defer cancel()
	done := make(chan answer, 1)
	command := w.command(ctx, append([]string{"sign-in"}, args...)...)
	go func() { done <- w.finish(command) }()
	w.play(ctx, next())
	if got := <-done; got.code != 0 {
		w.t.Fatalf("sign-in: exit %d\n%s%s", got.code, got.out, got.errOut)
	}
}

// play lets Mila visit an address. A listener that was killed meanwhile is no
// failure here.
func (w *world) play(ctx context.Context, address string) {
	agent := &demoidp.UserAgent{Person: "mila"}
	if err := agent.Open(ctx, address); err != nil {
		w.t.Log(err)
	}
	_ = agent.Wait()
}

// killedSigningIn kills a sign-in some time after the person is done, which is
// when its storing begins.
func (w *world) killedSigningIn(moment time.Duration, next func() string) bool {
	w.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	done := make(chan answer, 1)
	command := w.command(ctx, "sign-in")
	go func() { done <- w.finish(command) }()
	address := next()
	kill := time.AfterFunc(moment, cancel)
	defer kill.Stop()
	w.play(context.Background(), address)
	return (<-done).code == -1
}

// usual is about how long a job takes here, measured once, so that the moments
// of the kills fall within it.
func (w *world) usual(job string) time.Duration {
	w.t.Helper()
	if known, ok := w.usualTimes[job]; ok {
		return known
	}
	started := time.Now()
	switch job {
	case "refresh":
		w.must(0, "token", "--min-validity", "10h")
	case "reset":
		w.must(0, "reset", "--yes")
		defer func() { w.must(0, "undo", "--yes") }()
	case "undo":
		w.must(0, "reset", "--yes")
		started = time.Now()
		w.must(0, "undo", "--yes")
	case "sign-in":
		return 100 * time.Millisecond // from the browser's answer on
	}
	if w.usualTimes == nil {
		w.usualTimes = map[string]time.Duration{}
	}
	w.usualTimes[job] = time.Since(started)
	return w.usualTimes[job]
}
