package transport

import (
	"errors"
	"fmt"
)

// What is wrong with certificates, keys and addresses that somebody set up. The
// texts are short phrases that a message about a file can end with.
var (
	ErrNotPEM         = errors.New("is not a PEM file")
	ErrNotCertificate = errors.New("holds no certificate that can be read")
	ErrNotCA          = errors.New("is not the certificate of an authority")
	ErrExpired        = errors.New("has expired, or is not valid yet")
	ErrNotPKCS12      = errors.New("is not a PKCS#12 file")
	ErrNoKey          = errors.New("holds no private key")
	ErrKey            = errors.New("holds no private key that can be read")
	ErrKeyMismatch    = errors.New("key and certificate do not belong together")
	ErrWrongPassword  = errors.New("the password is wrong")
	ErrKeyEncryption  = errors.New("the key is encrypted in an unknown or outdated way")
	ErrProxyAddress   = errors.New("is not the address of a proxy")
	ErrProxyPassword  = errors.New("holds a password")
)

// CertificateError says which certificate of a file is wrong, and how: it
// matches one of the sentinels.
type CertificateError struct {
	Subject string // cleaned; empty when it could not be read
	Err     error
}

// Error names the subject and what is wrong.
func (e *CertificateError) Error() string {
	if e.Subject == "" {
		return e.Err.Error()
	}
	return fmt.Sprintf("%s: %v", e.Subject, e.Err)
}

// Unwrap returns the sentinel.
func (e *CertificateError) Unwrap() error { return e.Err }

func isExpired(err error) bool { return errors.Is(err, ErrExpired) }

// ProxyError says that the proxy did not connect to the server.
type ProxyError struct {
	// Status is what the proxy answered to CONNECT, 407 when it wants a
	// password; 0 when its address is of no use.
	Status int
}

// Error names the status, never the proxy's own words.
func (e *ProxyError) Error() string {
	if e.Status == 0 {
		return "the proxy's address cannot be used"
	}
	return fmt.Sprintf("the proxy refused: HTTP %d", e.Status)
}

// SetupError says that something set up on this computer, such as a password
// for the proxy, could not be read when it was needed. It is not the server's
// doing.
type SetupError struct{ Err error }

// Error is the cause's text.
func (e *SetupError) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *SetupError) Unwrap() error { return e.Err }
