package transport

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"strings"
	"unicode"
)

const nameLimit = 100

// SubjectOf names whom a certificate is about, fit for a message: printable,
// at most 100 characters.
func SubjectOf(certificate *x509.Certificate) string { return nameOf(certificate.Subject) }

// IssuerOf names who issued a certificate, fit for a message like [SubjectOf].
func IssuerOf(certificate *x509.Certificate) string { return nameOf(certificate.Issuer) }

// nameOf is the common name, and the organization where it says more.
func nameOf(n pkix.Name) string {
	name, organization := printable(n.CommonName), printable(strings.Join(n.Organization, ", "))
	switch {
	case name == "":
		name = organization
	case organization != "" && !strings.Contains(name, organization):
		name += " (" + organization + ")"
	}
	if short := []rune(name); len(short) > nameLimit {
		name = strings.TrimSpace(string(short[:nameLimit]))
	}
	return name
}

// printable leaves out control, format and bidirectional characters: whoever
// made the certificate chose its names.
func printable(s string) string {
	kept := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r) || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(kept), " ")
}
