package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"time"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
)

const (
	// attemptTime is how long a sign-in that is meant to fail may take.
	attemptTime = 45 * time.Second
	// soonEnded is the life of an access token that is to be renewed at once: core
	// renews what lives for less than 30 seconds.
	soonEnded = 20 * time.Second
	// longLived is the life of the token to renew with, so that a sign-in of weeks ago still counts.
	longLived = 90 * 24 * time.Hour
)

// demoClock is the clock of the demo's provider and of what is staged: this
// computer's, but for the time in which something of long ago is staged.
type demoClock struct{ ahead atomic.Int64 }

func (c *demoClock) now() time.Time { return time.Now().Add(time.Duration(c.ahead.Load())) }

func (c *demoClock) set(ahead time.Duration) { c.ahead.Store(int64(ahead)) }

// demoScene is the world in which causes are staged: the demo's home, its
// provider, and who sits at the browser.
type demoScene struct {
	jobs   *core.Core
	server *demoidp.Server
	home   demoHome
	stage  *demoStage
	clock  *demoClock
	ends   []func() // what is to be ended with the demo
}

// end ends what a cause holds: a port, a program.
func (s *demoScene) end() {
	for _, end := range s.ends {
		end()
	}
	s.ends = nil
}

// rehearse brings a fresh home to where the causes show. In a home that has an
// account already, only the provider's faults are switched on.
func (s *demoScene) rehearse(ctx context.Context, causes []rehearsal) error {
	accounts, err := s.jobs.Accounts(ctx)
	if err != nil || len(accounts.Accounts) > 0 {
		return errors.Join(err, s.switchOn(causes))
	}
	if !slices.ContainsFunc(causes, func(r rehearsal) bool { return r.apps }) {
		// A sign-in of an app would be of before another account's, and old.
		if err := s.home.forgetApps(); err != nil {
			return err
		}
	}
	if slices.ContainsFunc(causes, rehearsal.showsAtSignIn) {
		if err := s.switchOn(causes); err != nil {
			return err
		}
		s.attempt(ctx, causes)
		return s.stageAll(ctx, causes)
	}
	if err := s.firstSignIn(ctx, causes); err != nil {
		return err
	}
	if err := s.switchOn(causes); err != nil {
		return err
	}
	return s.stageAll(ctx, causes)
}

// switchOn switches on the faults of the provider.
func (s *demoScene) switchOn(causes []rehearsal) error {
	for _, cause := range causes {
		if cause.group == groupComputer {
			continue
		}
		if err := s.server.Control().Fault(cause.name, true); err != nil {
			return fmt.Errorf("switch on %s: %w", cause.name, err)
		}
	}
	return nil
}

func (s *demoScene) stageAll(ctx context.Context, causes []rehearsal) error {
	for _, cause := range causes {
		if cause.stage == nil {
			continue
		}
		if err := cause.stage(ctx, s); err != nil {
			return fmt.Errorf("stage %s: %w", cause.name, err)
		}
	}
	return nil
}

// attempt signs in as a person would who meets the fault. That it fails is the
// point of it: what it failed with stands in the activity log, and the doctor
// finds it there.
func (s *demoScene) attempt(ctx context.Context, causes []rehearsal) {
	limited, cancel := context.WithTimeout(ctx, attemptTime)
	defer cancel()
	device := slices.ContainsFunc(causes, func(r rehearsal) bool { return r.group == "device" })
	_ = s.signInWith(limited, &demoidp.UserAgent{Person: tourPerson}, core.SignInOptions{Device: device, Fresh: asksForFresh(causes)})
}

// firstSignIn signs in the person whom the causes are about, at the time that they need.
func (s *demoScene) firstSignIn(ctx context.Context, causes []rehearsal) error {
	person, ago := tourPerson, time.Duration(0)
	for _, cause := range causes {
		if cause.person != "" {
			person = cause.person
		}
		if cause.ago != 0 {
			ago = cause.ago
		}
	}
	if person == nobody {
		return nil
	}
	s.clock.set(-ago)
	defer s.clock.set(0)
	return s.signIn(ctx, person)
}

// nobody is who signs in first where nobody is to be signed in.
const nobody = "nobody"

// signIn signs somebody in, as they would.
func (s *demoScene) signIn(ctx context.Context, person string) error {
	return s.signInWith(ctx, &demoidp.UserAgent{Person: person}, core.SignInOptions{})
}

func (s *demoScene) signInWith(ctx context.Context, agent *demoidp.UserAgent, o core.SignInOptions) error {
	s.stage.play(agent)
	defer s.stage.play(nil)
	if _, err := s.jobs.SignIn(ctx, o, nil); err != nil {
		return fmt.Errorf("sign in as %s: %w", agent.Person, err)
	}
	return nil
}

// sessionFile is where the demo's sign-in stands.
func (s *demoScene) sessionFile() string { return s.jobs.Paths().SessionFile }

// providerFile describes the demo's provider.
func (s *demoScene) providerFile() string {
	return filepath.Join(s.jobs.Paths().Providers, demoProvider+".toml")
}

// edit changes one of the demo's own files.
func edit(file string, change func(string) string) error {
	content, err := os.ReadFile(file) //nolint:gosec // G304: the demo's own
	if err != nil {
		return fmt.Errorf("read what is to be changed: %w", err)
	}
	changed := change(string(content))
	if changed == string(content) {
		return fmt.Errorf("nothing to change in %s: %w", filepath.Base(file), os.ErrInvalid)
	}
	if err := os.WriteFile(file, []byte(changed), 0o600); err != nil {
		return fmt.Errorf("change a file of the demo: %w", err)
	}
	return nil
}

// state is the folder of the session.
func (s *demoScene) state() string { return filepath.Dir(s.sessionFile()) }
