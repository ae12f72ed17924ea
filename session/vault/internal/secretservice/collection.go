package secretservice

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/godbus/dbus/v5"
)

// login is the collection of last resort, by path and then by label: people
// have one called "Login" that is not the default (cli/cli#8954).
const login = "login"

func (c *Client) property(path dbus.ObjectPath, iface, name string) *dbus.Call {
	return c.call(path, "org.freedesktop.DBus.Properties.Get", iface, name)
}

func (c *Client) awaitProperty(ctx context.Context, call *dbus.Call, result any) error {
	var value dbus.Variant
	if err := c.await(ctx, call, &value); err != nil {
		return err
	}
	if err := value.Store(result); err != nil {
		return fmt.Errorf("%w: property of an unexpected type", ErrRefused)
	}
	return nil
}

// cachedTarget returns the collection found earlier on this connection.
func (c *Client) cachedTarget() (dbus.ObjectPath, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.target, c.target != ""
}

// collection finds the collection to write to: the one with the alias
// "default", else the one at the path …/login, else the one labeled so. It
// creates none, because that would ask a person for a new password. Errors:
// ErrMissing.
func (c *Client) collection(ctx context.Context) (dbus.ObjectPath, error) {
	if target, ok := c.cachedTarget(); ok {
		return target, nil
	}
	alias := c.call(root, service+".ReadAlias", "default")
	all := c.property(root, service, "Collections")
	var target dbus.ObjectPath
	if err := c.await(ctx, alias, &target); err != nil && !errors.Is(err, errGone) {
		return "", err
	}
	if target == nothing || target == "" {
		var paths []dbus.ObjectPath
		if err := c.awaitProperty(ctx, all, &paths); err != nil {
			return "", err
		}
		var err error
		if target, err = c.findLogin(ctx, paths); err != nil {
			return "", err
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.target = target
	return target, nil
}

func (c *Client) findLogin(ctx context.Context, paths []dbus.ObjectPath) (dbus.ObjectPath, error) {
	labels := make([]*dbus.Call, len(paths))
	for i, path := range paths {
		if path == root+"/collection/"+login {
			return path, nil
		}
		labels[i] = c.property(path, collection, "Label")
	}
	for i, call := range labels {
		var label string
		if err := c.awaitProperty(ctx, call, &label); err != nil && !errors.Is(err, errGone) {
			return "", err
		}
		if strings.EqualFold(label, login) {
			return paths[i], nil
		}
	}
	return "", fmt.Errorf("%w: the service runs but has no keyring yet; a graphical sign-in or a keyring program creates one", ErrMissing)
}

// within tells whether an item lies in a collection.
func within(target, path dbus.ObjectPath) bool {
	return strings.HasPrefix(string(path), string(target)+"/")
}

// Check tells whether the collection to write to is there and unlocked. It
// never prompts. Errors: ErrMissing, ErrLocked, ErrRefused, ErrNoAnswer,
// ErrBroken, those of ctx.
func (c *Client) Check(ctx context.Context) error {
	if err := c.greet(ctx); err != nil {
		return err
	}
	target, err := c.collection(ctx)
	if err != nil {
		return err
	}
	var locked bool
	if err := c.awaitProperty(ctx, c.property(target, collection, "Locked"), &locked); err != nil {
		if errors.Is(err, errGone) {
			return ErrBroken
		}
		return err
	}
	if locked {
		return fmt.Errorf("%w: the keyring is locked", ErrLocked)
	}
	return nil
}
