package secretservice

import (
	"context"
	"fmt"
	"strings"

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
	_, err := c.runPrompt(ctx, promptPath)
	return err
}

// confirm runs the prompt with which a service answers a change in one of its
// collections, and returns the object that came of it, if any. KeePassXC answers
// every change so, also where it asks nobody; hence, without a screen, the prompt
// of an unlocked collection is run all the same.
func (c *Client) confirm(ctx context.Context, changed, path dbus.ObjectPath) (dbus.ObjectPath, error) {
	if path != nothing && path != "" && !c.canPrompt && c.unlocked(ctx, changed) {
		return c.runSilently(ctx, path)
	}
	return c.runPrompt(ctx, path)
}

// unlocked tells whether a collection, or the one that an item is in, says that
// it is not locked.
func (c *Client) unlocked(ctx context.Context, path dbus.ObjectPath) bool {
	locked := true
	iface := collection
	if strings.Count(string(path), "/") > strings.Count(string(root)+"/collection/x", "/") {
		iface = item
	}
	err := c.awaitProperty(ctx, c.property(path, iface, "Locked"), &locked)
	return err == nil && !locked
}

// runPrompt lets the service ask the person and waits for the end of it. It
// returns the object that came of it, if any.
func (c *Client) runPrompt(ctx context.Context, path dbus.ObjectPath) (dbus.ObjectPath, error) {
	if path == nothing || path == "" {
		return nothing, nil
	}
	if !c.canPrompt {
		c.dismiss(path)
		return nothing, fmt.Errorf("%w: it asks for a password and there is no screen to ask on", ErrLocked)
	}
	return c.runSilently(ctx, path)
}

// runSilently runs a prompt without looking whether anybody could see it. The
// signal is matched by the prompt's own path on a connection that nothing else
// uses, so no other signal can be taken for the answer.
func (c *Client) runSilently(ctx context.Context, path dbus.ObjectPath) (result dbus.ObjectPath, err error) {
	options := []dbus.MatchOption{dbus.WithMatchObjectPath(path), dbus.WithMatchInterface(prompt), dbus.WithMatchMember("Completed")}
	if err := c.conn.AddMatchSignalContext(ctx, options...); err != nil {
		if ctx.Err() != nil {
			return nothing, ctx.Err()
		}
		return nothing, classify(err)
	}
	defer func() { _ = c.conn.RemoveMatchSignalContext(ctx, options...) }() // a rule left behind does no harm
	signals := make(chan *dbus.Signal, 4)
	c.conn.Signal(signals)
	defer c.conn.RemoveSignal(signals)
	err = c.await(ctx, c.call(path, prompt+".Prompt", ""))
	if err == nil {
		result, err = c.awaitPrompt(ctx, path, signals)
	}
	if ctx.Err() != nil {
		c.dismiss(path)
	}
	return result, err
}

func (c *Client) awaitPrompt(ctx context.Context, path dbus.ObjectPath, signals <-chan *dbus.Signal) (dbus.ObjectPath, error) {
	for {
		select {
		case <-ctx.Done():
			return nothing, ctx.Err()
		case s, open := <-signals:
			if !open {
				return nothing, ErrBroken
			}
			if s.Path != path || s.Name != prompt+".Completed" {
				continue
			}
			if dismissed, ok := first(s.Body).(bool); !ok || dismissed {
				return nothing, fmt.Errorf("%w: the question for its password was dismissed", ErrLocked)
			}
			return resultOf(s.Body), nil
		}
	}
}

// resultOf returns the object that a prompt made, as its signal tells; not all make one.
func resultOf(body []any) dbus.ObjectPath {
	if len(body) < 2 {
		return nothing
	}
	if value, ok := body[1].(dbus.Variant); ok {
		if path, ok := value.Value().(dbus.ObjectPath); ok {
			return path
		}
	}
	return nothing
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
