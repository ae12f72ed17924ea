package core_test

import (
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
	"latchkey/session"
	"latchkey/session/vault"
)

// What the system says of the home folder is told with the path, and each cause has its own next step.
func TestTroublesOfTheHomeFolderHaveTheirOwnWords(t *testing.T) {
	const home = "/home/nobody-here/latchkey/state"
	at := func(op string, errno syscall.Errno) error { return &fs.PathError{Op: op, Path: home, Err: errno} }
	for _, language := range assets.Languages() {
		told := map[string]string{}
		for code, cause := range map[string]error{
			"home_read_only": at("open", syscall.EROFS), "home_network_lock": at("lock", syscall.ENOLCK),
			"home_unreachable": at("stat", syscall.ESTALE), "home_refused": at("open", syscall.EACCES),
			"disk_full": at("write", syscall.EDQUOT),
		} {
			problem := core.Explain(fmt.Errorf("lock session: %w", cause), assets.In(language))
			text := problem.Title + problem.Detail + strings.Join(problem.Hints, " ")
			if problem.Code != code || problem.Exit != core.ExitUnexpected || len(problem.Hints) == 0 {
				t.Errorf("%v: %+v", cause, problem)
			}
			if !strings.Contains(problem.Detail, home) || strings.Contains(text, "{") {
				t.Errorf("%s in %s says %q", code, language, problem.Detail)
			}
			if other := told[problem.Detail+problem.Hints[0]]; other != "" {
				t.Errorf("%s and %s have the same words", code, other)
			}
			told[problem.Detail+problem.Hints[0]] = code
		}
	}
	for code, bare := range map[string]error{"home_read_only": syscall.EROFS, "home_refused": syscall.EACCES, "disk_full": syscall.ENOSPC} {
		if problem := core.Explain(bare, assets.In("en")); problem.Code != code || strings.Contains(problem.Detail, "{") {
			t.Errorf("%v without a path: %+v", bare, problem)
		}
	}
}

// A server that is out of reach is no folder.
func TestANetworkFailureIsNoTroubleOfTheHomeFolder(t *testing.T) {
	for _, err := range []error{syscall.ENOTCONN, syscall.EHOSTUNREACH, syscall.ETIMEDOUT} {
		if code := core.Code(fmt.Errorf("dial: %w", err)); strings.HasPrefix(code, "home") {
			t.Errorf("%v is %s", err, code)
		}
	}
	refused := &core.StorageError{Kind: vault.SealedFile, Err: fmt.Errorf("%w: %w", vault.ErrRefused, &fs.PathError{Op: "open", Path: "/x", Err: syscall.EROFS})}
	if code := core.Code(refused); code != "storage_refused" {
		t.Errorf("a storage that refuses is %s", code)
	}
}

func TestTheHolderOfALockIsNamedAsFarAsItIsKnown(t *testing.T) {
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		busy session.BusyError
		code string
		has  []string
	}{
		{session.BusyError{}, "busy", nil},
		{session.BusyError{Program: "latchkey", PID: 12, Since: noon}, "busy_held", []string{"latchkey (12)"}},
		{session.BusyError{Program: "latchkey", PID: 12, Since: noon, Host: "studio-7"}, "busy_held", []string{"latchkey (12)", "studio-7"}},
		{session.BusyError{Program: "latchkey", PID: 12, Since: noon, Gone: true}, "busy_gone", []string{"latchkey (12)"}},
	} {
		for _, language := range assets.Languages() {
			problem := core.Explain(fmt.Errorf("lock: %w", &c.busy), assets.In(language))
			if problem.Code != c.code || problem.Exit != core.ExitBusy || len(problem.Hints) == 0 {
				t.Errorf("%+v: %+v", c.busy, problem)
			}
			for _, part := range c.has {
				if !strings.Contains(problem.Detail, part) {
					t.Errorf("%s does not name %s: %s", problem.Code, part, problem.Detail)
				}
			}
		}
	}
}
