package secretservice

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/godbus/dbus/v5"
)

// Attributes are what items are found by; they are no secrets.
type Attributes map[string]string

// Found is a secret together with where it was found.
type Found struct {
	// Preferred tells that it lies in the collection that Put writes to. It is
	// only looked at when Get found several.
	Preferred bool
	Value     []byte
}

// wireSecret is the structure (oayays) of the interface.
type wireSecret struct {
	Session     dbus.ObjectPath
	Parameters  []byte
	Value       []byte
	ContentType string
}

// search sends SearchItems without waiting for the answer.
func (c *Client) search(a Attributes) *dbus.Call {
	return c.call(root, service+".SearchItems", map[string]string(a))
}

// found waits for the answer of a search.
func (c *Client) found(ctx context.Context, call *dbus.Call) (unlocked, locked []dbus.ObjectPath, err error) {
	err = c.await(ctx, call, &unlocked, &locked)
	return unlocked, locked, err
}

// Get returns all secrets whose items have these attributes, in any order, none
// when there are none. It takes two round trips, and one more on a new connection. What is locked is unlocked
// first, with a prompt where one can be shown. Errors: ErrLocked, ErrMissing,
// ErrRefused, ErrNoAnswer, ErrBroken, those of ctx.
func (c *Client) Get(ctx context.Context, a Attributes) ([]Found, error) {
	if err := c.greet(ctx); err != nil {
		return nil, err
	}
	c.startSession()
	call := c.search(a)
	session, err := c.sessionPath(ctx)
	if err != nil {
		return nil, err
	}
	paths, locked, err := c.found(ctx, call)
	if err != nil {
		return nil, err
	}
	if len(locked) > 0 {
		err := c.unlock(ctx, locked)
		switch {
		case err == nil:
			paths = append(paths, locked...)
		case len(paths) == 0 || !errors.Is(err, ErrLocked):
			return nil, err
		}
	}
	if len(paths) == 0 {
		// Some services do not even list what is locked.
		if paths, err = c.searchUnlocked(ctx, a); len(paths) == 0 {
			return nil, err
		}
	}
	var secrets map[dbus.ObjectPath]wireSecret
	if err := c.await(ctx, c.call(root, service+".GetSecrets", paths, session), &secrets); err != nil {
		if errors.Is(err, errGone) {
			return nil, ErrBroken
		}
		return nil, err
	}
	return c.collect(ctx, paths, secrets)
}

// searchUnlocked searches again when nothing was found because the collection is
// locked, once it no longer is. KWallet has every wallet locked until a program
// asks, also where the sign-in to the desktop has opened it and nobody is asked.
func (c *Client) searchUnlocked(ctx context.Context, a Attributes) ([]dbus.ObjectPath, error) {
	err := c.Check(ctx)
	if !errors.Is(err, ErrLocked) {
		return nil, err
	}
	target, _ := c.cachedTarget()
	if err := c.unlock(ctx, []dbus.ObjectPath{target}); err != nil {
		return nil, err
	}
	paths, _, err := c.found(ctx, c.search(a))
	return paths, err
}

func (c *Client) collect(ctx context.Context, paths []dbus.ObjectPath, secrets map[dbus.ObjectPath]wireSecret) ([]Found, error) {
	all := make([]Found, 0, len(secrets))
	var target dbus.ObjectPath
	if len(secrets) > 1 {
		// Several answers are rare when one was wanted; only then it matters where.
		target, _ = c.cachedTarget()
	}
	for _, path := range paths {
		if s, ok := secrets[path]; ok {
			all = append(all, Found{Preferred: target != "" && within(target, path), Value: s.Value})
		}
	}
	if len(all) == 0 {
		return nil, ErrLocked // gnome-keyring leaves out what became locked meanwhile
	}
	return all, ctx.Err()
}

// Put creates or replaces an item. Its identity is the part of the attributes
// that no other item may have: items with the same identity elsewhere, or made
// by another program, are removed. Errors: as Get.
func (c *Client) Put(ctx context.Context, label string, identity, extra Attributes, value []byte) error {
	if err := c.greet(ctx); err != nil {
		return err
	}
	c.startSession()
	call := c.search(identity)
	session, err := c.sessionPath(ctx)
	if err != nil {
		return err
	}
	target, err := c.collection(ctx)
	if err != nil {
		return err
	}
	others, _, err := c.found(ctx, call)
	if err != nil {
		return err
	}
	secret := wireSecret{Session: session, Parameters: []byte{}, Value: value, ContentType: "application/octet-stream"}
	attributes := merge(identity, extra)
	old := slices.IndexFunc(others, func(o dbus.ObjectPath) bool { return within(target, o) })
	create := func() (dbus.ObjectPath, error) {
		path, promptPath, err := c.createItem(ctx, target, label, attributes, secret)
		if err != nil || promptPath == nothing {
			return path, err
		}
		if old >= 0 {
			c.dismiss(promptPath)
			return others[old], c.changeItem(ctx, others[old], attributes, secret)
		}
		return c.confirm(ctx, target, promptPath)
	}
	path, err := create()
	if errors.Is(err, ErrLocked) {
		if err = c.unlock(ctx, []dbus.ObjectPath{target}); err == nil {
			path, err = create()
		}
	}
	if err != nil || path == nothing {
		return err
	}
	return c.deleteItems(ctx, slices.DeleteFunc(others, func(o dbus.ObjectPath) bool { return o == path }))
}

func merge(a, b Attributes) map[string]string {
	all := make(map[string]string, len(a)+len(b))
	maps.Copy(all, a)
	maps.Copy(all, b)
	return all
}

// createItem asks for a new item, or for another value of the one with the same
// attributes. Some services answer with a prompt in place of the item.
func (c *Client) createItem(
	ctx context.Context, target dbus.ObjectPath, label string, attributes map[string]string, s wireSecret,
) (path, promptPath dbus.ObjectPath, err error) {
	properties := map[string]dbus.Variant{
		item + ".Label":      dbus.MakeVariant(label),
		item + ".Attributes": dbus.MakeVariant(attributes),
	}
	err = c.await(ctx, c.call(target, collection+".CreateItem", properties, s, true), &path, &promptPath)
	if errors.Is(err, errGone) {
		err = ErrBroken
	}
	return path, promptPath, err
}

// changeItem gives an item another value and our attributes. It is for services
// that answer CreateItem with a prompt: the prompt of KeePassXC 2.7.4 asks the
// person for leave to replace an entry, even when the settings say that it shall
// ask for none (keepassxreboot/keepassxc#9255), and a change of the entry does not.
func (c *Client) changeItem(ctx context.Context, path dbus.ObjectPath, attributes map[string]string, s wireSecret) error {
	calls := []*dbus.Call{
		c.call(path, item+".SetSecret", s),
		c.call(path, "org.freedesktop.DBus.Properties.Set", item, "Attributes", dbus.MakeVariant(attributes)),
	}
	for _, call := range calls {
		err := c.await(ctx, call)
		if errors.Is(err, errGone) {
			err = ErrBroken
		}
		if err != nil {
			return err
		}
	}
	return nil
}
