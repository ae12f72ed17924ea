package secretservice

import (
	"cmp"
	"context"
	"errors"

	"github.com/godbus/dbus/v5"
)

// Delete removes all items that match any of the given attributes; it never
// reads a secret. Errors: as Get.
func (c *Client) Delete(ctx context.Context, wanted ...Attributes) error {
	if err := c.greet(ctx); err != nil {
		return err
	}
	calls := make([]*dbus.Call, len(wanted))
	for i, a := range wanted {
		calls[i] = c.search(a)
	}
	var paths, locked []dbus.ObjectPath
	for _, call := range calls {
		open, closed, err := c.found(ctx, call)
		if err != nil {
			return err
		}
		paths, locked = append(paths, open...), append(locked, closed...)
	}
	err := c.deleteItems(ctx, paths)
	if len(locked) == 0 {
		return err
	}
	// KWallet says yes to removing what is locked, forgets where it is, and keeps it.
	err2 := c.unlock(ctx, locked)
	if err2 == nil {
		err2 = c.deleteItems(ctx, locked)
	}
	return cmp.Or(err, err2)
}

func (c *Client) deleteItems(ctx context.Context, paths []dbus.ObjectPath) error {
	calls := make([]*dbus.Call, len(paths))
	for i, path := range paths {
		calls[i] = c.call(path, item+".Delete")
	}
	var failure error
	for i, call := range calls {
		var promptPath dbus.ObjectPath
		err := c.await(ctx, call, &promptPath)
		if err == nil {
			_, err = c.confirm(ctx, paths[i], promptPath)
		}
		if err != nil && !errors.Is(err, errGone) && failure == nil {
			failure = err
		}
	}
	return failure
}

// List returns the attributes of all items that have the given ones. Errors: as Get.
func (c *Client) List(ctx context.Context, a Attributes) ([]Attributes, error) {
	if err := c.greet(ctx); err != nil {
		return nil, err
	}
	unlocked, locked, err := c.found(ctx, c.search(a))
	if err != nil {
		return nil, err
	}
	paths := append(unlocked, locked...)
	if len(paths) == 0 {
		if err := c.Check(ctx); !errors.Is(err, ErrMissing) {
			return nil, err
		}
		return nil, nil // no collection, so there is nothing in it
	}
	calls := make([]*dbus.Call, len(paths))
	for i, path := range paths {
		calls[i] = c.property(path, item, "Attributes")
	}
	all := make([]Attributes, 0, len(paths))
	for _, call := range calls {
		var attributes map[string]string
		err := c.awaitProperty(ctx, call, &attributes)
		if errors.Is(err, errGone) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, attributes)
	}
	return all, nil
}
