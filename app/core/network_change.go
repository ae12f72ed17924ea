package core

import (
	"context"
	"crypto/tls"
	"fmt"
	"slices"

	"latchkey/auth/transport"
)

// What RemoveNetwork can remove.
const (
	NetworkPartProxy       = "proxy"
	NetworkPartCertificate = "certificate"
	NetworkPartCA          = "ca"
)

// SetProxy makes a proxy the person's, and stores its password. A password goes
// with a user name in the address. Errors: *InputError, *StorageError.
func (c *Core) SetProxy(ctx context.Context, address string, password Password) (NetworkAnswer, error) {
	proxy, err := transport.ParseProxy(address)
	if err != nil {
		return NetworkAnswer{}, &InputError{Key: "network.proxy", Reason: reasonOf(err)}
	}
	return c.changeNetwork(ctx, func(n *NetworkSettings) error {
		before := *n
		n.Proxy = proxy.String()
		if proxy.User.Username() == "" {
			return c.forgetProxyPassword(ctx, before)
		}
		return c.storePassword(ctx, secretProxy, n.Proxy, password)
	})
}

// SetCertificate makes a client certificate the person's, after opening it, and
// stores the password when it needs one. key is "" when it lies beside the
// certificate. Errors: *InputError, *StorageError.
func (c *Core) SetCertificate(ctx context.Context, file, key string, password Password) (NetworkAnswer, error) {
	text, keyText, err := readPair(file, key)
	var whole tls.Certificate
	if err == nil {
		whole, err = transport.ClientCertificate(text, keyText, password.Reveal())
	}
	if err == nil && (c.Now().After(whole.Leaf.NotAfter) || c.Now().Before(whole.Leaf.NotBefore)) {
		err = transport.ErrExpired
	}
	if err != nil {
		return NetworkAnswer{}, wrongPair(err, key)
	}
	return c.changeNetwork(ctx, func(n *NetworkSettings) error {
		before := *n
		n.ClientCertificate, n.ClientKey = file, key
		if !transport.NeedsPassword(text, keyText) {
			return c.forgetCertificatePassword(ctx, before)
		}
		return c.storePassword(ctx, secretCertificate, file, password)
	})
}

// wrongPair names the one of two files that an error is about.
func wrongPair(err error, key string) error {
	if isOfKey(err, key) {
		return &InputError{Key: "network.client_key", Reason: reasonOf(err)}
	}
	return &InputError{Key: "network.client_certificate", Reason: reasonOf(err)}
}

// CertificateNeedsPassword says whether a certificate and its key open only
// with a password. Errors: *InputError when they cannot be read.
func (c *Core) CertificateNeedsPassword(file, key string) (bool, error) {
	text, keyText, err := readPair(file, key)
	if err != nil {
		return false, wrongPair(err, key)
	}
	return transport.NeedsPassword(text, keyText), nil
}

// AddCA trusts the authorities in a PEM file beside the system's. Errors: *InputError.
func (c *Core) AddCA(ctx context.Context, file string) (NetworkAnswer, error) {
	text, err := readSmall(file)
	if err == nil {
		_, err = transport.ParseCAs(text, c.Now())
	}
	if err != nil {
		return NetworkAnswer{}, &InputError{Key: "network.ca_files", Reason: reasonOf(err)}
	}
	return c.changeNetwork(ctx, func(n *NetworkSettings) error {
		if !slices.Contains(n.CAFiles, file) {
			n.CAFiles = append(n.CAFiles, file)
		}
		return nil
	})
}

// RemoveNetwork removes the person's proxy, certificate or one CA file, and the
// password that belongs to it. What the machine's file sets stays. Errors:
// *InputError when nothing of that kind is set up.
func (c *Core) RemoveNetwork(ctx context.Context, part, file string) (NetworkAnswer, error) {
	nothing := func(key string) error { return &InputError{Key: "network." + key, Reason: "is not set up"} }
	return c.changeNetwork(ctx, func(n *NetworkSettings) error {
		before := *n
		switch {
		case part == NetworkPartProxy && n.Proxy != "":
			n.Proxy = ""
			return c.forgetProxyPassword(ctx, before)
		case part == NetworkPartProxy:
			return nothing("proxy")
		case part == NetworkPartCertificate && n.ClientCertificate != "":
			n.ClientCertificate, n.ClientKey = "", ""
			return c.forgetCertificatePassword(ctx, before)
		case part == NetworkPartCertificate:
			return nothing("client_certificate")
		case part == NetworkPartCA && slices.Contains(n.CAFiles, file):
			n.CAFiles = slices.DeleteFunc(slices.Clone(n.CAFiles), func(one string) bool { return one == file })
			return nil
		}
		return nothing("ca_files")
	})
}

// forgetProxyPassword removes the stored password, and leaves secret storage
// alone when there can be none: it might have to be unlocked for nothing.
func (c *Core) forgetProxyPassword(ctx context.Context, before NetworkSettings) error {
	if before.Proxy == "" {
		return nil
	}
	proxy, err := transport.ParseProxy(before.Proxy)
	if err != nil || proxy.User.Username() == "" {
		return nil
	}
	return c.storePassword(ctx, secretProxy, "", Password{})
}

// forgetCertificatePassword is forgetProxyPassword for the certificate.
func (c *Core) forgetCertificatePassword(ctx context.Context, before NetworkSettings) error {
	if before.ClientCertificate == "" {
		return nil
	}
	text, keyText, err := readPair(before.ClientCertificate, before.ClientKey)
	if err == nil && !transport.NeedsPassword(text, keyText) {
		return nil
	}
	return c.storePassword(ctx, secretCertificate, "", Password{})
}

// changeNetwork changes the person's [network] section, and says what holds then.
func (c *Core) changeNetwork(ctx context.Context, change func(*NetworkSettings) error) (NetworkAnswer, error) {
	settings, err := c.Settings()
	if err != nil {
		return NetworkAnswer{}, err
	}
	if err := change(&settings.Network); err != nil {
		return NetworkAnswer{}, fmt.Errorf("change network: %w", err)
	}
	if err := c.SaveSettings(settings); err != nil {
		return NetworkAnswer{}, err
	}
	c.rewire()
	return c.Network(ctx)
}
