package cli

import (
	"context"
	"sync"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
)

// demoStage is the demo's browser: the person's own, or, when somebody was
// picked in the window, the program plays that person.
type demoStage struct {
	mu     sync.Mutex
	person string
}

// open takes the place of the browser in the demo's home.
func (s *demoStage) open(ctx context.Context, address string) error {
	s.mu.Lock()
	person := s.person
	s.mu.Unlock()
	if person == "" {
		return core.OpenInBrowser(ctx, address)
	}
	agent := &demoidp.UserAgent{Person: person, Background: true}
	return agent.Open(ctx, address)
}

// window is what the demo's window needs. One sign-in runs at a time: core's own
// lock sees to that.
func (s *demoStage) window(jobs *core.Core) *DemoWindow {
	return &DemoWindow{
		People: demoidp.People(),
		SignInAs: func(ctx context.Context, person string, o core.SignInOptions, notify func(core.Progress)) (core.SignInAnswer, error) {
			s.mu.Lock()
			s.person = person
			s.mu.Unlock()
			return jobs.SignIn(ctx, o, notify)
		},
	}
}
