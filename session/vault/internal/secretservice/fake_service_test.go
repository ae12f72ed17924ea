//go:build linux

package secretservice_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"latchkey/session/vault/internal/secretservice"
	"latchkey/session/vault/vaulttest"
)

const (
	path       = dbus.ObjectPath("/org/freedesktop/secrets")
	personal   = path + "/collection/c1"
	promptPath = path + "/prompt/p1"
)

// fakeService behaves as told where a real service would need a person or
// another desktop: its only collection has a label and no alias.
type fakeService struct {
	conn  *dbus.Conn
	label string
	// onPrompt is what happens when the prompt is shown.
	onPrompt func(complete func(dismissed bool))

	mu        sync.Mutex
	locked    bool
	created   []dbus.ObjectPath // collections that got an item
	calls     []string
	dismissed chan struct{}
}

func (f *fakeService) note(call string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls = append(f.calls, call)
}

// ReadAlias has no alias for anything.
func (f *fakeService) ReadAlias(string) (dbus.ObjectPath, *dbus.Error) {
	f.note("ReadAlias")
	return "/", nil
}

// OpenSession opens the only session.
func (f *fakeService) OpenSession(string, dbus.Variant) (dbus.Variant, dbus.ObjectPath, *dbus.Error) {
	f.note("OpenSession")
	return dbus.MakeVariant(""), path + "/session/s1", nil
}

// SearchItems finds nothing.
func (f *fakeService) SearchItems(map[string]string) ([]dbus.ObjectPath, []dbus.ObjectPath, *dbus.Error) {
	f.note("SearchItems")
	return nil, nil, nil
}

// Unlock asks with a prompt.
func (f *fakeService) Unlock([]dbus.ObjectPath) ([]dbus.ObjectPath, dbus.ObjectPath, *dbus.Error) {
	return nil, promptPath, nil
}

// Get answers for every property that the client reads.
func (f *fakeService) Get(_, property string) (dbus.Variant, *dbus.Error) {
	f.note("Get " + property)
	f.mu.Lock()
	defer f.mu.Unlock()
	switch property {
	case "Collections":
		return dbus.MakeVariant([]dbus.ObjectPath{personal}), nil
	case "Label":
		return dbus.MakeVariant(f.label), nil
	default:
		return dbus.MakeVariant(f.locked), nil
	}
}

type secretStruct struct {
	Session     dbus.ObjectPath
	Parameters  []byte
	Value       []byte
	ContentType string
}

// CreateItem refuses while the collection is locked.
func (f *fakeService) CreateItem(map[string]dbus.Variant, secretStruct, bool) (dbus.ObjectPath, dbus.ObjectPath, *dbus.Error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.locked {
		return "/", "/", dbus.NewError("org.freedesktop.Secret.Error.IsLocked", nil)
	}
	f.created = append(f.created, personal)
	return personal + "/1", "/", nil
}

// Prompt shows the prompt.
func (f *fakeService) Prompt(string) *dbus.Error {
	go f.onPrompt(func(dismissed bool) {
		f.mu.Lock()
		f.locked = dismissed
		f.mu.Unlock()
		_ = f.conn.Emit(promptPath, "org.freedesktop.Secret.Prompt.Completed", dismissed, dbus.MakeVariant([]dbus.ObjectPath{}))
	})
	return nil
}

// Dismiss takes the prompt off the screen.
func (f *fakeService) Dismiss() *dbus.Error {
	f.dismissed <- struct{}{}
	return nil
}

// start puts the fake on a bus of its own and connects a client to it.
func start(t *testing.T, f *fakeService, canPrompt bool) *secretservice.Client {
	t.Helper()
	address := vaulttest.Lookup(vaulttest.StartBus(t))("DBUS_SESSION_BUS_ADDRESS")
	conn, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	f.conn, f.dismissed = conn, make(chan struct{}, 1)
	for object, iface := range map[dbus.ObjectPath]string{path: "Service", personal: "Collection", promptPath: "Prompt"} {
		for _, name := range []string{"org.freedesktop.Secret." + iface, "org.freedesktop.DBus.Properties"} {
			if err := conn.Export(f, object, name); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := conn.RequestName("org.freedesktop.secrets", dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	client, err := secretservice.Dial(t.Context(), address, canPrompt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	return client
}

func put(ctx context.Context, c *secretservice.Client) error {
	return c.Put(ctx, "label", secretservice.Attributes{"service": "s"}, nil, []byte("v"))
}

func TestCollectionIsFoundByItsLabel(t *testing.T) {
	for label, want := range map[string]error{"Login": nil, "login": nil, "Work": secretservice.ErrMissing} {
		f := &fakeService{label: label}
		c := start(t, f, false)
		if err := put(t.Context(), c); !errors.Is(err, want) {
			t.Errorf("%s: put: %v, want %v", label, err, want)
		}
		if err := c.Check(t.Context()); !errors.Is(err, want) {
			t.Errorf("%s: check: %v, want %v", label, err, want)
		}
	}
}

func TestFirstCallIsOneThatNeedsNoRegistration(t *testing.T) {
	for name, call := range map[string]func(*testing.T, *secretservice.Client) error{
		"put":    func(t *testing.T, c *secretservice.Client) error { return put(t.Context(), c) },
		"check":  func(t *testing.T, c *secretservice.Client) error { return c.Check(t.Context()) },
		"delete": func(t *testing.T, c *secretservice.Client) error { return c.Delete(t.Context(), nil) },
		"get":    func(t *testing.T, c *secretservice.Client) error { _, err := c.Get(t.Context(), nil); return err },
		"list":   func(t *testing.T, c *secretservice.Client) error { _, err := c.List(t.Context(), nil); return err },
	} {
		f := &fakeService{label: "login"}
		if err := call(t, start(t, f, false)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		f.mu.Lock()
		if len(f.calls) < 2 || f.calls[0] != "ReadAlias" {
			t.Errorf("%s: calls %v", name, f.calls)
		}
		f.mu.Unlock()
	}
}

func TestPromptIsAnsweredByItsOwnSignalOnly(t *testing.T) {
	noise := func(f *fakeService) {
		_ = f.conn.Emit(promptPath+"2", "org.freedesktop.Secret.Prompt.Completed", true, dbus.MakeVariant(""))
		_ = f.conn.Emit("/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings.SettingChanged", "a", "b", dbus.MakeVariant(""))
	}
	for name, tc := range map[string]struct {
		dismissed, canPrompt bool
		want                 error
	}{
		"the person unlocks":  {false, true, nil},
		"the person declines": {true, true, secretservice.ErrLocked},
		"no screen":           {false, false, secretservice.ErrLocked},
	} {
		f := &fakeService{label: "login", locked: true}
		f.onPrompt = func(complete func(bool)) { noise(f); complete(tc.dismissed) }
		c := start(t, f, tc.canPrompt)
		if err := c.Check(t.Context()); !errors.Is(err, secretservice.ErrLocked) {
			t.Errorf("%s: check: %v", name, err)
		}
		if err := put(t.Context(), c); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
}

func TestPromptIsTakenOffTheScreenWithTheCancel(t *testing.T) {
	shown := make(chan struct{})
	f := &fakeService{label: "login", locked: true, onPrompt: func(func(bool)) { close(shown) }}
	c := start(t, f, true)
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-shown; cancel() }()
	begin := time.Now()
	if err := put(ctx, c); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want the cancel", err)
	}
	if took := time.Since(begin); took > 2*time.Second {
		t.Errorf("took %v", took)
	}
	select {
	case <-f.dismissed:
	case <-time.After(5 * time.Second):
		t.Error("the prompt stayed on the screen")
	}
}
