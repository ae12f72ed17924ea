package auth

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"strings"
	"syscall"

	"latchkey/auth/transport"
)

// wsaConnRefused is the refusal as Windows numbers it; no other system has it.
const wsaConnRefused = syscall.Errno(10061)

// causeOf says why there was no answer: one of UnreachableError.Cause.
func causeOf(err error) string {
	var (
		dns     *net.DNSError
		timeout net.Error
	)
	if cause := proxyCause(err); cause != "" {
		return cause
	}
	if cause := tlsCause(err); cause != "" {
		return cause
	}
	switch {
	case errors.As(err, &dns):
		return "dns"
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, wsaConnRefused):
		return "refused"
	case errors.As(err, &timeout) && timeout.Timeout():
		return "timeout"
	}
	return "no_answer"
}

// proxyCause is empty when the proxy is not what failed.
func proxyCause(err error) string {
	var refused *transport.ProxyError
	var op *net.OpError
	switch {
	case errors.As(err, &refused) && refused.Status == http.StatusProxyAuthRequired:
		return "proxy_auth"
	case errors.As(err, &refused):
		return "proxy"
	case errors.As(err, &op) && (op.Op == "proxyconnect" || strings.HasPrefix(op.Op, "socks")):
		return "proxy"
	}
	return ""
}

// tlsCause is empty when the secure connection is not what failed.
func tlsCause(err error) string {
	var (
		verify    *tls.CertificateVerificationError
		invalid   x509.CertificateInvalidError
		authority x509.UnknownAuthorityError
		hostname  x509.HostnameError
		record    tls.RecordHeaderError
		alert     tls.AlertError
		op        *net.OpError
	)
	switch {
	case errors.As(err, &authority):
		return "tls_untrusted"
	case errors.As(err, &hostname):
		return "tls_hostname"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "tls_expired"
	case isVersionRefusal(err):
		return "tls_version"
	case errors.Is(err, http.ErrSchemeMismatch), errors.As(err, &verify), errors.As(err, &invalid), errors.As(err, &record), errors.As(err, &alert),
		errors.As(err, &op) && (op.Op == "remote error" || op.Op == "local error"):
		return "tls"
	}
	return ""
}

// isVersionRefusal knows the texts of crypto/tls, which gives these two no type:
// the server's alert, and an answer in an older version.
func isVersionRefusal(err error) bool {
	text := err.Error()
	return strings.Contains(text, "tls: protocol version not supported") ||
		strings.Contains(text, "tls: server selected unsupported protocol version")
}

// metIssuer is who issued the certificate that was met and not trusted: a
// product that inspects connections names itself there.
func metIssuer(err error) string {
	var met *tls.CertificateVerificationError
	if !errors.As(err, &met) || len(met.UnverifiedCertificates) == 0 {
		return ""
	}
	return transport.IssuerOf(met.UnverifiedCertificates[0])
}

// unanswered is the error for a request without an answer.
func unanswered(at Endpoint, host string, err error) *UnreachableError {
	e := &UnreachableError{At: at, Host: host, Cause: causeOf(err)}
	if e.Cause == "tls_untrusted" {
		e.CertificateIssuer = metIssuer(err)
	}
	return e
}
