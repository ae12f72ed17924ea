package core

import (
	"errors"
	"path/filepath"
	"strings"

	"latchkey/auth/transport"
)

// NetworkSettings say how requests leave this computer: [network] in
// settings.toml, and the whole of the machine's network.toml.
type NetworkSettings struct {
	// Proxy is http, https, socks5 or socks5h, a host, perhaps a port and a user
	// name; never a password, which lies in secret storage.
	Proxy             string   `toml:"proxy,omitempty"`
	NoProxy           []string `toml:"no_proxy,omitempty"`           // hosts without a proxy, each as in NO_PROXY
	CAFiles           []string `toml:"ca_files,omitempty"`           // PEM, absolute; trusted beside the system's
	ClientCertificate string   `toml:"client_certificate,omitempty"` // .pem or .p12, absolute
	ClientKey         string   `toml:"client_key,omitempty"`         // PEM, absolute; "" = beside the certificate
}

// wrong names the key that cannot be used, and why; "" when all can.
func (n NetworkSettings) wrong() (key, reason string) {
	if n.Proxy != "" {
		if _, err := transport.ParseProxy(n.Proxy); err != nil {
			return "proxy", reasonOf(err)
		}
	}
	for _, host := range n.NoProxy {
		if host == "" || strings.ContainsAny(host, ", \t\r\n") {
			return "no_proxy", "must be a list of hosts"
		}
	}
	for _, file := range n.CAFiles {
		if !filepath.IsAbs(file) {
			return "ca_files", "must be an absolute path"
		}
	}
	switch {
	case n.ClientCertificate != "" && !filepath.IsAbs(n.ClientCertificate):
		return "client_certificate", "must be an absolute path"
	case n.ClientKey != "" && !filepath.IsAbs(n.ClientKey):
		return "client_key", "must be an absolute path"
	case n.ClientKey != "" && n.ClientCertificate == "":
		return "client_key", "is of no use without client_certificate"
	}
	return "", ""
}

// reasonOf is the short phrase of an error of package transport, without the
// names in a certificate, so that it can be translated.
func reasonOf(err error) string {
	if found, ok := asType[*transport.CertificateError](err); ok {
		return found.Err.Error()
	}
	for _, known := range []error{
		transport.ErrProxyPassword, transport.ErrProxyAddress, transport.ErrNotPKCS12, transport.ErrNotCertificate, transport.ErrNoKey,
		transport.ErrKey, transport.ErrKeyMismatch, transport.ErrWrongPassword, transport.ErrKeyEncryption, transport.ErrExpired,
		errNotSmall,
	} {
		if errors.Is(err, known) {
			return known.Error()
		}
	}
	if isMissing(err) {
		return "is not there"
	}
	return "cannot be read"
}
