package cli_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"latchkey/app/cli"
	"latchkey/app/core"
	"latchkey/session"
	"latchkey/session/vault"
)

// busyHome is a home whose record lock somebody holds, and a clock that says at once that a second has passed.
type busyHome struct {
	folder string
	clock  chan time.Time
}

var tenFiftyTwo = time.Date(2026, 11, 22, 10, 52, 0, 0, time.UTC)

// hold takes the lock and may change the note of its holder.
func (h busyHome) hold(t *testing.T, note string) (release func()) {
	t.Helper()
	store := session.NewStore(filepath.Join(h.folder, "state"), session.StoreOptions{
		Program: "latchkey-desktop", Now: func() time.Time { return tenFiftyTwo },
	})
	lock, err := store.Lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if note != "" {
		if err := os.WriteFile(filepath.Join(h.folder, "state", "login_session.holder"), []byte(note), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return func() { _ = lock.Unlock() }
}

// clear runs a command that needs the lock.
func (h busyHome) clear(ctx context.Context, talk io.Writer, flags ...string) int {
	env := func(name string) string {
		if name == "LATCHKEY_HOME" {
			return h.folder
		}
		return ""
	}
	var out bytes.Buffer
	return cli.Run(ctx, cli.Program{
		Args: append([]string{"rights", "clear"}, flags...), Out: &out, Err: talk, Env: env, Now: func() time.Time { return tenFiftyTwo.Add(time.Minute) },
		Open: func(o cli.Options) (*core.Core, error) {
			return core.Open(core.World{
				Env: o.Env, Home: h.folder, GOOS: "linux", Storage: vault.Memory, Waiting: o.Waiting,
				After: func(time.Duration) <-chan time.Time { return h.clock },
			})
		},
	})
}

// asked hands the clock's second to the command as soon as it waits, and lets go of the lock when it has spoken.
func (h busyHome) asked(t *testing.T, note string, flags ...string) string {
	t.Helper()
	release := h.hold(t, note)
	go func() {
		h.clock <- tenFiftyTwo
		if slices.Contains(flags, "-q") {
			release()
		}
	}()
	talk := &writes{told: release}
	if code := h.clear(t.Context(), talk, flags...); code != 0 {
		t.Errorf("it ends with %d: %s", code, talk.text.String())
	}
	return talk.text.String()
}

func TestWhoeverWaitsForALockIsToldForWhom(t *testing.T) {
	pid := strconv.Itoa(os.Getpid())
	for name, c := range map[string]struct {
		note  string
		flags []string
		want  []string // each in the same line
	}{
		"held":        {"", nil, []string{"Waiting for latchkey-desktop (process " + pid + ")", "since 10:52 "}},
		"in Dutch":    {"", []string{"--lang", "nl"}, []string{"Wachten op latchkey-desktop (", pid + ")", "sinds 10:52 "}},
		"elsewhere":   {`{"program":"x","pid":7,"since":"2026-11-20T09:00:00Z","host":"studio-7"}`, nil, []string{"x (process 7 on studio-7)", "since 2026-11-20 09:00"}},
		"gone":        {`{"program":"x","pid":2147483647,"since":"2026-11-20T09:00:00Z"}`, nil, []string{"x (process 2147483647)", "has ended"}},
		"not known":   {"nonsense", nil, []string{"Waiting for another Latchkey"}},
		"asked quiet": {"", []string{"-q"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			h := busyHome{folder: t.TempDir(), clock: make(chan time.Time)}
			lines := strings.Split(h.asked(t, c.note, c.flags...), "\n")
			if c.want == nil && lines[0] != "" {
				t.Fatalf("it says %q", lines)
			}
			for _, part := range c.want {
				if !strings.Contains(lines[0], part) {
					t.Errorf("%q is not in %q", part, lines[0])
				}
			}
		})
	}
}

func TestTheWaitForALockEndsWithNine(t *testing.T) {
	h := busyHome{folder: t.TempDir(), clock: make(chan time.Time)}
	defer h.hold(t, "")()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	var talk bytes.Buffer
	if code := h.clear(ctx, &talk); code != 9 || !strings.Contains(talk.String(), "latchkey-desktop ("+strconv.Itoa(os.Getpid())+")") {
		t.Errorf("it ends with %d: %s", code, talk.String())
	}
}
