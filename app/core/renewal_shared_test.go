package core_test

import (
	"sync"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
)

func TestFiftyCallersOfOneProcessSendOneRequest(t *testing.T) {
	h, _ := newWatchedHome(t)
	h.signIn()
	h.clock.advance(time.Hour)
	got := make(chan string, 50)
	begin := make(chan struct{})
	var group sync.WaitGroup
	for range cap(got) {
		group.Go(func() {
			<-begin
			answer, err := h.Token(t.Context(), core.TokenOptions{})
			if err != nil {
				t.Error(err)
			}
			got <- answer.AccessToken
		})
	}
	close(begin)
	group.Wait()
	close(got)
	first := <-got
	for token := range got {
		if token != first {
			t.Error("two callers have different tokens")
		}
	}
	if n := h.requests(demoidp.EndpointTokenRefresh); n != 1 {
		t.Errorf("%d refresh requests, want 1", n)
	}
}
