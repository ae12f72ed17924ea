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
		return nil, c.Check(ctx)
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
	path, err := c.createItem(ctx, target, label, attributes, secret)
	if errors.Is(err, ErrLocked) {
		if err = c.unlock(ctx, []dbus.ObjectPath{target}); err == nil {
			path, err = c.createItem(ctx, target, label, attributes, secret)
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

func (c *Client) createItem(ctx context.Context, target dbus.ObjectPath, label string, attributes map[string]string, s wireSecret) (dbus.ObjectPath, error) {
	properties := map[string]dbus.Variant{
		item + ".Label":      dbus.MakeVariant(label),
		item + ".Attributes": dbus.MakeVariant(attributes),
	}
	var path, promptPath dbus.ObjectPath
	if err := c.await(ctx, c.call(target, collection+".CreateItem", properties, s, true), &path, &promptPath); err != nil {
		if errors.Is(err, errGone) {
			return "", ErrBroken
		}
		return "", err
	}
	return path, c.runPrompt(ctx, promptPath)
}
