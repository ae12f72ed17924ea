package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"sync"

	"golang.org/x/term"

	"latchkey/app/core"
)

// passphraseTries is how often a new passphrase is asked for before it is given up.
const passphraseTries = 3

// asking keeps a question at the terminal and the end of the program apart: who
// ends waits until what is typed can be seen again.
type asking struct {
	mu    sync.Mutex
	ended bool
}

func (a *asking) end() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.ended = true
}

// passphrase is how core asks at this terminal; nil without one: a passphrase is
// never taken from an argument, the environment or a pipe.
func (c *call) passphrase() func(context.Context, core.PassphraseAsk) ([]byte, error) {
	if _, ok := c.In.(*os.File); !ok || !c.InTerminal {
		return nil
	}
	return c.askPassphrase
}

// askPassphrase asks for the passphrase of the sealed file, and twice for one
// that will seal.
func (c *call) askPassphrase(ctx context.Context, ask core.PassphraseAsk) ([]byte, error) {
	c.asking.mu.Lock()
	defer c.asking.mu.Unlock()
	if c.asking.ended {
		return nil, context.Canceled
	}
	w := c.words()
	switch {
	case ask.New:
		return c.newPassphrase(ctx)
	case ask.Again:
		c.sayLine(w.Text("cli.passphrase.again"))
	}
	return c.unseen(ctx, w.Text("cli.passphrase.question"))
}

// errNoNewPassphrase is of a person who did not type the same twice.
var errNoNewPassphrase = errors.New("no passphrase was chosen")

func (c *call) newPassphrase(ctx context.Context) ([]byte, error) {
	w := c.words()
	for range passphraseTries {
		first, err := c.unseen(ctx, w.Text("cli.passphrase.new"))
		if err != nil {
			return nil, err
		}
		if len(first) == 0 {
			c.sayLine(w.Text("cli.passphrase.empty"))
			continue
		}
		second, err := c.unseen(ctx, w.Text("cli.passphrase.repeat"))
		same := bytes.Equal(first, second)
		clear(second)
		if err == nil && same {
			return first, nil
		}
		clear(first)
		if err != nil {
			return nil, err
		}
		c.sayLine(w.Text("cli.passphrase.differ"))
	}
	return nil, errNoNewPassphrase
}

// unseen asks at the terminal without showing what is typed. When ctx ends first,
// what is typed is shown again before it returns.
func (c *call) unseen(ctx context.Context, question string) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	file, ok := c.In.(*os.File)
	if !ok {
		return nil, errors.New("ask unseen: no terminal")
	}
	terminal := int(file.Fd())
	state, err := term.GetState(terminal)
	if err != nil {
		return nil, fmt.Errorf("ask unseen: %w", err)
	}
	_, _ = fmt.Fprint(c.Err, question+" ")
	defer func() {
		_ = term.Restore(terminal, state)
		c.sayLine("") // the line that was ended unseen
	}()
	type answer struct {
		text []byte
		err  error
	}
	given := make(chan answer, 1)
	go func() {
		text, err := term.ReadPassword(terminal)
		given <- answer{text, err}
	}()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case got := <-given:
		if got.err != nil {
			return nil, fmt.Errorf("ask unseen: %w", got.err)
		}
		return got.text, nil
	}
}
