package core

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"sync"

	"latchkey/auth/transport"
	"latchkey/session/tomlfile"
	"latchkey/session/vault"
)

// wire is what is made once of the network's set-up.
type wire struct {
	isMachines func(file string) error     // replaced by tests only
	addresses  func() ([]net.IPNet, error) // of this computer's networks; by tests only
	resolver   *net.Resolver               // nil: the system's; by tests only
	tops       tops

	mu      sync.Mutex
	carrier http.RoundTripper
}

// httpTransport is what carries all requests: Deps.HTTP, or what the settings
// and the machine's file say. It is built once; what cannot be read is tried
// again the next time. Errors: *tomlfile.Error.
func (c *Core) httpTransport() (http.RoundTripper, error) {
	if c.HTTP != nil {
		return noting{c.HTTP, &c.wire.tops}, nil
	}
	c.wire.mu.Lock()
	defer c.wire.mu.Unlock()
	if c.wire.carrier != nil {
		return c.wire.carrier, nil
	}
	setup, err := c.networkSetup()
	if err != nil {
		return nil, err
	}
	carrier, err := c.newCarrier(setup)
	if err != nil {
		return nil, fmt.Errorf("set up network: %w", err)
	}
	c.wire.carrier = noting{carrier, &c.wire.tops}
	return c.wire.carrier, nil
}

// rewire forgets what was made, after the set-up has changed.
func (c *Core) rewire() {
	c.wire.mu.Lock()
	defer c.wire.mu.Unlock()
	c.wire.carrier = nil
}

func (c *Core) newCarrier(setup networkSetup) (*transport.ByMethod, error) {
	options, err := c.carrierOptions(setup)
	if err != nil {
		return nil, err
	}
	if setup.ClientCertificate != "" {
		own := &ownCertificate{core: c, setup: setup}
		options.ClientCertificate = own.get
	}
	return transport.Both(options)
}

// carrierOptions are the proxy and the authorities, without a certificate of one's own.
func (c *Core) carrierOptions(setup networkSetup) (transport.Options, error) {
	extra, err := c.authorities(setup)
	if err != nil {
		return transport.Options{}, err
	}
	rules, err := c.proxyRules(setup)
	if err != nil {
		return transport.Options{}, err
	}
	return transport.Options{Proxy: rules.Proxy, ExtraCAs: extra}, nil
}

func (c *Core) proxyRules(setup networkSetup) (transport.Rules, error) {
	fixed, err := setup.fixedProxy()
	if err != nil {
		return transport.Rules{}, &InputError{Key: "network.proxy", Reason: reasonOf(err)} // the files were checked before
	}
	return transport.Rules{
		Fixed: fixed, Source: setup.proxySource, NoProxy: setup.NoProxy,
		Env: c.Env, System: transport.System(c.Env), Password: c.proxyPassword,
	}, nil
}

// ownCertificate is the client certificate: read when a server first asks for
// it, because its key may need a password from secret storage.
type ownCertificate struct {
	core  *Core
	setup networkSetup

	mu    sync.Mutex
	whole *tls.Certificate
}

func (o *ownCertificate) get(ctx context.Context) (*tls.Certificate, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.whole == nil {
		whole, err := o.core.readCertificate(ctx, o.setup)
		if err != nil {
			return nil, err
		}
		o.whole = &whole
	}
	return o.whole, nil
}

// readCertificate reads the client certificate with its key, and the password
// when it needs one. Errors: *tomlfile.Error, *StorageError.
func (c *Core) readCertificate(ctx context.Context, setup networkSetup) (tls.Certificate, error) {
	wrong := func(err error, reason string) (tls.Certificate, error) {
		file, name := setup.ClientCertificate, "client_certificate"
		if isOfKey(err, setup.ClientKey) {
			file, name = setup.ClientKey, "client_key"
		}
		return tls.Certificate{}, &tomlfile.Error{File: file, Key: networkKey(setup.certificateSource, name), Reason: reason}
	}
	text, keyText, err := readPair(setup.ClientCertificate, setup.ClientKey)
	if err != nil {
		return wrong(err, reasonOf(err))
	}
	password, stored := "", true
	if transport.NeedsPassword(text, keyText) {
		password, err = c.storedPassword(ctx, secretCertificate, setup.ClientCertificate)
		stored = !errors.Is(err, vault.ErrNotFound)
		if err != nil && stored {
			return tls.Certificate{}, err
		}
	}
	whole, err := transport.ClientCertificate(text, keyText, password)
	switch {
	case errors.Is(err, transport.ErrWrongPassword) && !stored:
		return wrong(err, "its password is not known here")
	case err != nil:
		return wrong(err, reasonOf(err))
	case c.Now().After(whole.Leaf.NotAfter) || c.Now().Before(whole.Leaf.NotBefore):
		return wrong(nil, transport.ErrExpired.Error())
	}
	return whole, nil
}

// errKeyFile says that it is the key's file that cannot be read.
var errKeyFile = errors.New("key")

// readPair reads a certificate and, when it has a file of its own, its key.
func readPair(certificate, key string) (text, keyText []byte, err error) {
	text, err = readSmall(certificate)
	if err != nil || key == "" {
		return text, nil, err
	}
	if keyText, err = readSmall(key); err != nil {
		err = fmt.Errorf("%w: %w", errKeyFile, err)
	}
	return text, keyText, err
}

// isOfKey says that an error is about the key, which has a file of its own.
func isOfKey(err error, key string) bool {
	about := []error{errKeyFile, transport.ErrNoKey, transport.ErrKey, transport.ErrKeyEncryption, transport.ErrWrongPassword}
	return key != "" && slices.ContainsFunc(about, func(one error) bool { return errors.Is(err, one) })
}
