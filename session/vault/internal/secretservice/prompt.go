package secretservice

import (
	"context"
	"fmt"

	"github.com/godbus/dbus/v5"
)

// unlock unlocks items or collections. Errors: ErrLocked when a person would
// have to be asked and cannot be, or declined.
func (c *Client) unlock(ctx context.Context, paths []dbus.ObjectPath) error {
	var unlocked []dbus.ObjectPath
	var promptPath dbus.ObjectPath
	if err := c.await(ctx, c.call(root, service+".Unlock", paths), &unlocked, &promptPath); err != nil {
		return err
	}
	if promptPath == nothing && len(unlocked) == 0 {
		return fmt.Errorf("%w: it cannot be unlocked", ErrLocked)
	}
	return c.runPrompt(ctx, promptPath)
}

// runPrompt lets the service ask the person and waits for the end of it. The
// signal is matched by the prompt's own path on a connection that nothing else
// uses, so no other signal can be taken for the answer.
func (c *Client) runPrompt(ctx context.Context, path dbus.ObjectPath) error {
	if path == nothing || path == "" {
		return nil
	}
	if !c.canPrompt {
		c.dismiss(path)
		return fmt.Errorf("%w: it asks for a password and there is no screen to ask on", ErrLocked)
	}
	options := []dbus.MatchOption{dbus.WithMatchObjectPath(path), dbus.WithMatchInterface(prompt), dbus.WithMatchMember("Completed")}
	if err := c.conn.AddMatchSignalContext(ctx, options...); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return classify(err)
	}
	defer func() { _ = c.conn.RemoveMatchSignalContext(ctx, options...) }() // a rule left behind does no harm
	signals := make(chan *dbus.Signal, 4)
	c.conn.Signal(signals)
	defer c.conn.RemoveSignal(signals)
	err := c.await(ctx, c.call(path, prompt+".Prompt", ""))
	if err == nil {
		err = c.awaitPrompt(ctx, path, signals)
	}
	if ctx.Err() != nil {
		c.dismiss(path)
	}
	return err
}

func (c *Client) awaitPrompt(ctx context.Context, path dbus.ObjectPath, signals <-chan *dbus.Signal) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case s, open := <-signals:
			if !open {
				return ErrBroken
			}
			if s.Path != path || s.Name != prompt+".Completed" {
				continue
			}
			if dismissed, ok := first(s.Body).(bool); !ok || dismissed {
				return fmt.Errorf("%w: the question for its password was dismissed", ErrLocked)
			}
			return nil
		}
	}
}

func first(body []any) any {
	if len(body) == 0 {
		return nil
	}
	return body[0]
}

// dismiss takes a prompt off the screen, without waiting for the answer.
func (c *Client) dismiss(path dbus.ObjectPath) {
	c.conn.Object(busName, path).Go(prompt+".Dismiss", dbus.FlagNoReplyExpected, nil)
}
