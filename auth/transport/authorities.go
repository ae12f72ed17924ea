package transport

import (
	"crypto/x509"
	"encoding/pem"
	"time"
)

// ParseCAs reads the certificates of authorities from PEM text. Those that have
// expired at now, or are not valid yet, are left out, and the error then says
// so beside the others. Errors: a [*CertificateError] that matches ErrNotPEM,
// ErrNotCertificate, ErrNotCA or ErrExpired.
func ParseCAs(text []byte, now time.Time) ([]*x509.Certificate, error) {
	var found []*x509.Certificate
	var expired error
	blocks := 0
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		blocks++
		if block.Type != "CERTIFICATE" {
			continue // a bundle may hold a key or a list beside
		}
		certificate, err := x509.ParseCertificate(block.Bytes)
		switch {
		case err != nil:
			return nil, &CertificateError{Err: ErrNotCertificate}
		case !certificate.BasicConstraintsValid || !certificate.IsCA:
			return nil, &CertificateError{Subject: SubjectOf(certificate), Err: ErrNotCA}
		case now.After(certificate.NotAfter) || now.Before(certificate.NotBefore):
			expired = &CertificateError{Subject: SubjectOf(certificate), Err: ErrExpired}
		default:
			found = append(found, certificate)
		}
	}
	switch {
	case blocks == 0:
		return nil, &CertificateError{Err: ErrNotPEM}
	case len(found) == 0 && expired == nil:
		return nil, &CertificateError{Err: ErrNotCertificate}
	}
	return found, expired
}
