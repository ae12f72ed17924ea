package core

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"latchkey/auth"
)

func TestCallersShareARenewalAndItsFailureButNotItsCallersHaste(t *testing.T) {
	t.Parallel()
	refused := errors.New("refused")
	cases := map[string]struct {
		hasty bool // the first caller gives up
		end   error
		good  bool // what the first one got is good enough for the others
		did   int
		want  error
	}{
		"tokens":                   {false, nil, true, 1, nil},
		"tokens that are too old":  {false, nil, false, 3, nil},
		"a failure":                {false, refused, true, 1, refused},
		"the first caller gave up": {true, context.Canceled, true, 2, nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var shared flights
				var group sync.WaitGroup
				did := 0
				first, stop := context.WithCancel(t.Context())
				mine := func(end error) func() renewed {
					return func() renewed { did++; time.Sleep(time.Minute); return renewed{err: end} }
				}
				group.Go(func() {
					if c.hasty {
						stop()
					}
					shared.share(first, "a", func(auth.Tokens) bool { return true }, mine(c.end))
				})
				synctest.Wait()
				for range 2 {
					group.Go(func() {
						got := shared.share(t.Context(), "a", func(auth.Tokens) bool { return c.good }, mine(nil))
						if !errors.Is(got.err, c.want) {
							t.Errorf("got %v, want %v", got.err, c.want)
						}
					})
				}
				group.Wait()
				stop()
				if did != c.did || len(shared.now) != 0 {
					t.Errorf("%d renewals, want %d; %d left", did, c.did, len(shared.now))
				}
			})
		})
	}
}

func TestAWaitingCallerMayGiveUpAlone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var shared flights
		landed := make(chan renewed, 1)
		go func() {
			landed <- shared.share(t.Context(), "a", nil, func() renewed { time.Sleep(time.Hour); return renewed{} })
		}()
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if got := shared.share(ctx, "a", nil, nil); !errors.Is(got.err, context.DeadlineExceeded) {
			t.Errorf("got %v", got.err)
		}
		if got := <-landed; got.err != nil {
			t.Errorf("the renewal itself: %v", got.err)
		}
	})
}
