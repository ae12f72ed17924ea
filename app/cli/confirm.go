package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"

	"latchkey/app/core"
)

// errNotConfirmed is a person's no: cancelled, not failed.
var errNotConfirmed = fmt.Errorf("not confirmed: %w", context.Canceled)

// confirm asks a person; --yes answers for them. Without a terminal nobody can
// be asked, and doing it unasked would be worse than stopping.
func (c *call) confirm(ctx context.Context, question string) error {
	if c.globals.yes {
		return nil
	}
	if !c.InTerminal || c.In == nil {
		return core.ErrConfirmNeeded
	}
	_, _ = fmt.Fprintf(c.Err, "%s %s ", question, c.words().Text("cli.confirm.choices"))
	line, err := c.readLine(ctx)
	if err != nil {
		return err
	}
	if isYes(line, c.words().Text("cli.confirm.yes")) {
		return nil
	}
	c.say("cli.confirm.unchanged")
	return errNotConfirmed
}

// askWhether asks a person about a part of what is to be done: a no goes on
// without it. Only where somebody can be asked.
func (c *call) askWhether(ctx context.Context, question string) (bool, error) {
	_, _ = fmt.Fprintf(c.Err, "%s %s ", question, c.words().Text("cli.confirm.choices"))
	line, err := c.readLine(ctx)
	return err == nil && isYes(line, c.words().Text("cli.confirm.yes")), err
}

// readLine waits for what a person types, the end of the line included; without
// one the input has ended.
func (c *call) readLine(ctx context.Context) (string, error) {
	typed := make(chan string, 1)
	go func() {
		line, _ := c.typed().ReadString('\n')
		typed <- line
	}()
	select {
	case <-ctx.Done():
		c.sayLine("")
		return "", ctx.Err()
	case line := <-typed:
		return line, nil
	}
}

// typed is what a person types, line by line: one reader for all questions, or
// the first would swallow the answer to the second.
func (c *call) typed() *bufio.Reader {
	if c.lines == nil {
		c.lines = bufio.NewReader(c.In)
	}
	return c.lines
}

// askAgain waits until a person says that something was seen to: Enter looks
// again, a no goes on without.
func (c *call) askAgain(ctx context.Context, notice string) (bool, error) {
	w := c.words()
	c.sayLine(notice)
	_, _ = fmt.Fprintf(c.Err, "%s %s ", w.Text("cli.reset.look_again"), w.Text("cli.confirm.choices.enter"))
	line, err := c.readLine(ctx)
	isEnter := strings.TrimSpace(line) == "" && strings.HasSuffix(line, "\n")
	return err == nil && (isEnter || isYes(line, w.Text("cli.confirm.yes"))), err
}

// isYes accepts the words of the language and the English ones; everything
// else, an empty line too, is a no.
func isYes(typed, words string) bool {
	typed = strings.ToLower(strings.TrimSpace(typed))
	for _, yes := range append(strings.Fields(words), "y", "yes") {
		if typed == yes {
			return true
		}
	}
	return false
}

// mayAsk says whether confirm could get a yes at all, so that a plan is not
// worked out in vain.
func (c *call) mayAsk() error {
	if c.globals.yes || c.InTerminal {
		return nil
	}
	return core.ErrConfirmNeeded
}

func isNotConfirmed(err error) bool { return errors.Is(err, errNotConfirmed) }
