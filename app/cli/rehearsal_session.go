package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
)

// sessionRehearsals are about the sign-in on this computer.
func sessionRehearsals() []rehearsal {
	return []rehearsal{
		{name: "signed_out", finds: "not_signed_in", fix: core.MendSignIn, stage: stageSignOut},
		{name: "sign_in_declined", finds: "declined", fix: core.MendSignIn, person: nobody, stage: stageDeclined},
		{name: "sign_in_abandoned", finds: "wait_timeout", fix: core.MendSignIn, person: nobody, stage: stageAbandoned},
		{name: "session_damaged", finds: "session_damaged", fix: core.MendResetSession, stage: stageDamagedSession},
		{name: "session_shared", finds: "session_refused", fix: core.MendTighten, systems: onUnix, stage: stageSharedSession},
		{name: "session_newer", finds: "session_newer", fix: core.MendUpdate, stage: stageNewerSession},
		{name: "session_ended", finds: "sign_in_needed", fix: core.MendSignIn, stage: stageEndedSession},
		{name: "port_taken", finds: "listen_taken", fix: core.MendFreePort, person: nobody, stage: stageTakenPort},
	}
}

func stageSignOut(ctx context.Context, s *demoScene) error {
	if _, err := s.jobs.SignOut(ctx, core.SignOutOptions{}); err != nil {
		return fmt.Errorf("sign out: %w", err)
	}
	return nil
}

// stageDeclined is a person who presses the button that refuses.
func stageDeclined(ctx context.Context, s *demoScene) error {
	return isToFail(s.signInWith(ctx, &demoidp.UserAgent{Person: tourPerson, Decline: true}, core.SignInOptions{}))
}

// stageAbandoned is a browser that opens, and nobody does anything in it.
func stageAbandoned(ctx context.Context, s *demoScene) error {
	limited, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	return isToFail(s.signInWith(limited, &demoidp.UserAgent{Person: nobody}, core.SignInOptions{}))
}

var errNotFailed = errors.New("it was to fail, and did not")

func isToFail(err error) error {
	if err == nil {
		return errNotFailed
	}
	return nil
}

// stageDamagedSession changes one letter, as a failing disk would.
func stageDamagedSession(_ context.Context, s *demoScene) error {
	return edit(s.sessionFile(), func(text string) string { return strings.Replace(text, "example.com", "exbmple.com", 1) })
}

func stageSharedSession(_ context.Context, s *demoScene) error {
	return os.Chmod(s.sessionFile(), 0o644) //nolint:gosec // G302: that is the cause
}

func stageNewerSession(_ context.Context, s *demoScene) error {
	return edit(s.sessionFile(), func(text string) string { return strings.Replace(text, "latchkey.session/1", "latchkey.session/9", 1) })
}

// stageEndedSession is an administrator who ends all sessions of the person.
func stageEndedSession(_ context.Context, s *demoScene) error {
	return s.server.Control().EndSessions(tourPerson)
}

// stageTakenPort lets the provider allow one port only, which the demo holds.
func stageTakenPort(ctx context.Context, s *demoScene) error {
	port, err := s.takePort(ctx)
	if err != nil {
		return err
	}
	return edit(s.providerFile(), func(text string) string { return fmt.Sprintf("redirect_ports = [%d]\n", port) + text })
}

// takePort holds a free port on both addresses of this computer, where it has
// both: a sign-in is content with one of them.
func (s *demoScene) takePort(ctx context.Context) (int, error) {
	config := net.ListenConfig{}
	for range 20 {
		first, err := config.Listen(ctx, "tcp4", "127.0.0.1:0")
		if err != nil {
			return 0, fmt.Errorf("take a port: %w", err)
		}
		at, _ := first.Addr().(*net.TCPAddr)
		second, err := config.Listen(ctx, "tcp6", net.JoinHostPort("::1", strconv.Itoa(at.Port)))
		if errors.Is(err, syscall.EADDRINUSE) { // another program has the other half
			_ = first.Close()
			continue
		}
		s.ends = append(s.ends, func() { _ = first.Close() })
		if err == nil {
			s.ends = append(s.ends, func() { _ = second.Close() })
		}
		return at.Port, nil
	}
	return 0, fmt.Errorf("take a port: %w", syscall.EADDRINUSE)
}
