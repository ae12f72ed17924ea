package cli

import (
	"context"
	"sync"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
)

// demoStage is the demo's browser: the person's own, or, when somebody was
// picked in the window or something is staged, the program plays that person.
type demoStage struct {
	mu    sync.Mutex
	agent *demoidp.UserAgent
}

// play lets the program play somebody at the browser; nil: it is the person's own again.
func (s *demoStage) play(agent *demoidp.UserAgent) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.agent = agent; agent != nil {
		agent.Background = true
	}
}

// open takes the place of the browser in the demo's home.
func (s *demoStage) open(ctx context.Context, address string) error {
	s.mu.Lock()
	agent := s.agent
	s.mu.Unlock()
	switch {
	case agent == nil:
		return core.OpenInBrowser(ctx, address)
	case agent.Person == nobody: // the browser opens, and nobody is there
		return nil
	}
	return agent.Open(ctx, address)
}

// window is what the demo's window needs. One sign-in runs at a time: core's own
// lock sees to that.
func (s *demoStage) window(jobs *core.Core) *DemoWindow {
	return &DemoWindow{
		People: demoidp.People(),
		SignInAs: func(ctx context.Context, person string, o core.SignInOptions, notify func(core.Progress)) (core.SignInAnswer, error) {
			s.play(&demoidp.UserAgent{Person: person})
			return jobs.SignIn(ctx, o, notify)
		},
	}
}
