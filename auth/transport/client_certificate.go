package transport

import (
	"bytes"
	"crypto"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"strings"

	"software.sslmate.com/src/go-pkcs12"
)

// ClientCertificate reads a certificate with its private key: PEM text, with
// the key in key or beside the certificate, or PKCS#12 bytes, then key is
// empty. The password opens PKCS#12 and an encrypted PEM key. Whether the
// certificate is still valid is the caller's to look at, in its Leaf. Errors:
// ErrNotPKCS12, ErrNotCertificate, ErrNoKey, ErrKey, ErrKeyMismatch,
// ErrWrongPassword, ErrKeyEncryption.
func ClientCertificate(certificate, key []byte, password string) (tls.Certificate, error) {
	if !isPEM(certificate) {
		return fromPKCS12(certificate, password)
	}
	if len(key) == 0 {
		key = certificate
	}
	private, err := privateKey(key, password)
	if err != nil {
		return tls.Certificate{}, err
	}
	chain, err := certificatesIn(certificate)
	if err != nil {
		return tls.Certificate{}, err
	}
	return joined(chain, private)
}

// NeedsPassword says whether these bytes, as for [ClientCertificate], open only
// with a password. PKCS#12 always does; the password may be an empty one.
func NeedsPassword(certificate, key []byte) bool {
	if !isPEM(certificate) {
		return true
	}
	return bytes.Contains(certificate, []byte(encryptedKey)) && len(key) == 0 || bytes.Contains(key, []byte(encryptedKey))
}

const encryptedKey = "-----BEGIN ENCRYPTED PRIVATE KEY-----"

func isPEM(text []byte) bool { return bytes.Contains(text, []byte("-----BEGIN ")) }

// fromPKCS12 tells apart what the library says in words only.
func fromPKCS12(data []byte, password string) (tls.Certificate, error) {
	private, leaf, others, err := pkcs12.DecodeChain(data, password)
	switch {
	case err == nil:
		return joined(append([]*x509.Certificate{leaf}, others...), private)
	case errors.Is(err, pkcs12.ErrIncorrectPassword), errors.Is(err, pkcs12.ErrDecryption):
		return tls.Certificate{}, ErrWrongPassword
	case strings.Contains(err.Error(), "private key missing"), strings.Contains(err.Error(), "exactly two safe bags"):
		return tls.Certificate{}, ErrNoKey
	case strings.Contains(err.Error(), "certificate missing"):
		return tls.Certificate{}, ErrNotCertificate
	}
	return tls.Certificate{}, ErrNotPKCS12
}

func certificatesIn(text []byte) ([]*x509.Certificate, error) {
	var chain []*x509.Certificate
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "CERTIFICATE" {
			continue
		}
		certificate, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, ErrNotCertificate
		}
		chain = append(chain, certificate)
	}
	if len(chain) == 0 {
		return nil, ErrNotCertificate
	}
	return chain, nil
}

func joined(chain []*x509.Certificate, private crypto.PrivateKey) (tls.Certificate, error) {
	signer, ok := private.(crypto.Signer)
	if !ok {
		return tls.Certificate{}, ErrKey
	}
	public, ok := signer.Public().(interface{ Equal(crypto.PublicKey) bool })
	if !ok || !public.Equal(chain[0].PublicKey) {
		return tls.Certificate{}, ErrKeyMismatch
	}
	whole := tls.Certificate{PrivateKey: private, Leaf: chain[0]}
	for _, certificate := range chain {
		whole.Certificate = append(whole.Certificate, certificate.Raw)
	}
	return whole, nil
}

// LeafOf reads the first certificate of PEM text, without a key: for showing
// whose it is. Errors: ErrNotPEM, ErrNotCertificate.
func LeafOf(text []byte) (*x509.Certificate, error) {
	if !isPEM(text) {
		return nil, ErrNotPEM
	}
	chain, err := certificatesIn(text)
	if err != nil {
		return nil, err
	}
	return chain[0], nil
}
