// Package secretservice is a small client of the Secret Service, the D-Bus
// interface of gnome-keyring, KWallet and KeePassXC. It opens a private
// connection to a session bus that already runs, sends what it can in one go,
// and answers or fails within its context.
//
// It is not for other services on the bus, it never starts a bus, and it knows
// nothing of what the secrets mean.
//
// Source: Secret Service API draft, https://specifications.freedesktop.org/secret-service/
package secretservice

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/godbus/dbus/v5"
)

const (
	busName    = "org.freedesktop.secrets"
	root       = dbus.ObjectPath("/org/freedesktop/secrets")
	service    = "org.freedesktop.Secret.Service"
	collection = "org.freedesktop.Secret.Collection"
	item       = "org.freedesktop.Secret.Item"
	prompt     = "org.freedesktop.Secret.Prompt"
	noAlias    = "latchkey"           // an alias that nobody has
	nothing    = dbus.ObjectPath("/") // how the interface says "no object", "no prompt"
)

// Client is one private connection to the bus with one session of the service.
// Its methods may be called from several goroutines.
type Client struct {
	conn      *dbus.Conn
	canPrompt bool
	hello     *dbus.Call // sent by Dial, awaited by whoever needs the answer
	greeting  *dbus.Call

	mu      sync.Mutex
	session *dbus.Call      // sent by the first who needs it
	target  dbus.ObjectPath // the collection to write to, once known
}

// Dial connects to the session bus at address (see Address) and sends the
// first calls without waiting for their answers. canPrompt tells whether a
// prompt could be shown to a person. Errors: ErrMissing, ErrRefused, those of ctx.
func Dial(ctx context.Context, address string, canPrompt bool) (*Client, error) {
	socket, err := dialSocket(ctx, address)
	if err != nil {
		return nil, err
	}
	// A handshake has no context; a deadline in the past ends it at once.
	stop := context.AfterFunc(ctx, func() { _ = socket.SetDeadline(time.Unix(1, 0)) })
	conn, err := authenticate(socket)
	if !stop() {
		err = ctx.Err()
	}
	if err != nil {
		_ = socket.Close()
		return nil, err
	}
	c := &Client{conn: conn, canPrompt: canPrompt}
	// The bus handles one connection's messages in order, so what follows Hello
	// need not wait for its answer. The service may be started by the bus here
	// (no NO_AUTO_START flag): that is how desktops start their keyring.
	c.hello = conn.BusObject().Go("org.freedesktop.DBus.Hello", 0, make(chan *dbus.Call, 1))
	c.greeting = c.call(root, service+".ReadAlias", noAlias)
	return c, nil
}

func dialSocket(ctx context.Context, address string) (net.Conn, error) {
	var failure error
	for _, path := range socketPaths(address) {
		socket, err := (&net.Dialer{}).DialContext(ctx, "unix", path)
		if err == nil {
			return socket, nil
		}
		failure = err
	}
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case failure == nil:
		return nil, fmt.Errorf("%w: the bus address names no unix socket", ErrMissing)
	case errors.Is(failure, fs.ErrPermission):
		return nil, fmt.Errorf("%w: %w", ErrRefused, failure)
	default:
		return nil, fmt.Errorf("%w: connect to the session bus: %w", ErrMissing, failure)
	}
}

// bufferedConn saves a system call for each of the many small reads of godbus.
type bufferedConn struct {
	*bufio.Reader
	net.Conn
}

// Read implements io.Reader.
func (b bufferedConn) Read(p []byte) (int, error) { return b.Reader.Read(p) }

func authenticate(socket net.Conn) (*dbus.Conn, error) {
	conn, err := dbus.NewConn(bufferedConn{bufio.NewReader(socket), socket})
	if err != nil {
		return nil, fmt.Errorf("connect to the session bus: %w", err)
	}
	if err := conn.Auth([]dbus.Auth{dbus.AuthExternal(strconv.Itoa(os.Geteuid()))}); err != nil {
		_ = conn.Close()
		return nil, fmt.Errorf("%w: sign on to the session bus: %w", ErrRefused, err)
	}
	return conn, nil
}

// Close ends the connection, and with it the session at the service.
func (c *Client) Close() error { return c.conn.Close() }

// Alive tells whether the connection can still be used.
func (c *Client) Alive() bool { return c.conn.Connected() }

// call sends a call to the service without waiting.
func (c *Client) call(path dbus.ObjectPath, method string, args ...any) *dbus.Call {
	return c.conn.Object(busName, path).Go(method, 0, make(chan *dbus.Call, 1), args...)
}

// await waits for the answer of a call. The call goes back into its channel, so
// that several can wait for the same one.
func (c *Client) await(ctx context.Context, call *dbus.Call, results ...any) error {
	select {
	case done := <-call.Done:
		call.Done <- done
	case <-ctx.Done():
		return ctx.Err()
	}
	if call.Err != nil {
		return classify(call.Err)
	}
	if len(results) == 0 {
		return nil
	}
	if err := call.Store(results...); err != nil {
		return fmt.Errorf("%w: answer of an unexpected type", ErrRefused)
	}
	return nil
}

// greet waits until the service knows this connection. gnome-keyring (seen in
// 42.1, reported of 50.0: omacom/omarchy#11590, basecamp/hey-cli#352) registers
// a caller beside the caller's first call, not before it, and the whole daemon
// aborts when it loses that race on OpenSession or on reading a property. The
// question for an alias that nobody has looks at nothing of the caller, and its
// answer proves that the registration is next in line.
func (c *Client) greet(ctx context.Context) error {
	if err := c.await(ctx, c.hello); err != nil {
		return err
	}
	err := c.await(ctx, c.greeting)
	if errors.Is(err, errGone) || errors.Is(err, ErrRefused) {
		return nil // a service without aliases has answered all the same
	}
	return err
}

// startSession asks for a session, once per connection, without waiting for the
// answer. Its algorithm is "plain": secrets are as visible on the bus as in the
// service. The caller has greeted.
func (c *Client) startSession() *dbus.Call {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.session == nil {
		c.session = c.call(root, service+".OpenSession", "plain", dbus.MakeVariant(""))
	}
	return c.session
}

// sessionPath waits for the session.
func (c *Client) sessionPath(ctx context.Context) (dbus.ObjectPath, error) {
	var output dbus.Variant
	var path dbus.ObjectPath
	err := c.await(ctx, c.startSession(), &output, &path)
	return path, err
}
