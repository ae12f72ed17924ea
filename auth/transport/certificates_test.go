package transport_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"latchkey/auth/transport"
	"latchkey/auth/transport/transporttest"
)

func TestAuthoritiesAreCheckedOneByOne(t *testing.T) {
	t.Parallel()
	good := transporttest.NewAuthority(t, "Example CA")
	leaf, _ := transporttest.PEMFiles(t, good.Issue(t, "id.example.test", time.Now().Add(time.Hour)))
	cases := map[string]struct {
		text  string
		found int
		want  error
		says  string
	}{
		"good":                  {string(good.PEM()), 1, nil, ""},
		"two, with words":       {"My CAs\n" + string(good.PEM()) + "and\n" + string(good.PEM()), 2, nil, ""},
		"empty":                 {"", 0, transport.ErrNotPEM, ""},
		"no PEM":                {"\x30\x82\x01\x02", 0, transport.ErrNotPEM, ""},
		"a key only":            {"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", 0, transport.ErrNotCertificate, ""},
		"no certificate in it":  {"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", 0, transport.ErrNotCertificate, ""},
		"not of an authority":   {read(t, leaf), 0, transport.ErrNotCA, "id.example.test"},
		"expired":               {string(transporttest.NewAuthorityUntil(t, "Old\u202e CA", time.Now().Add(-time.Hour)).PEM()), 0, transport.ErrExpired, "Old CA: "},
		"not valid yet":         {string(transporttest.NewAuthorityUntil(t, "Early CA", time.Now().Add(96*time.Hour)).PEM()), 0, transport.ErrExpired, "Early CA"},
		"expired, and one good": {string(transporttest.NewAuthorityUntil(t, "Old CA", time.Now().Add(-time.Hour)).PEM()) + string(good.PEM()), 1, transport.ErrExpired, "Old CA"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found, err := transport.ParseCAs([]byte(c.text), time.Now())
			if len(found) != c.found || !errors.Is(err, c.want) || err != nil && !strings.HasPrefix(err.Error(), c.says) {
				t.Errorf("found %d, %v", len(found), err)
			}
		})
	}
}

func TestNamesInCertificatesAreCleanedAndCapped(t *testing.T) {
	t.Parallel()
	long := transporttest.NewAuthority(t, "\x1b[31mEvil\n"+strings.Repeat("é", 200))
	name := transport.SubjectOf(long.Certificate)
	if !strings.HasPrefix(name, "[31mEvil é") || len([]rune(name)) != 100 || transport.IssuerOf(long.Certificate) != name {
		t.Errorf("got %q", name)
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestAClientCertificateOfPEM(t *testing.T) {
	t.Parallel()
	authority := transporttest.NewAuthority(t, "Example CA")
	certificate, key := transporttest.PEMFiles(t, authority.Issue(t, "mila", time.Now().Add(time.Hour)))
	_, other := transporttest.PEMFiles(t, authority.Issue(t, "ines", time.Now().Add(time.Hour)))
	old := "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END EC PRIVATE KEY-----\n"
	cases := map[string]struct {
		certificate, key string
		want             error
	}{
		"two files":       {read(t, certificate), read(t, key), nil},
		"one file":        {read(t, certificate) + read(t, key), "", nil},
		"no key":          {read(t, certificate), "", transport.ErrNoKey},
		"no certificate":  {read(t, key), read(t, key), transport.ErrNotCertificate},
		"another key":     {read(t, certificate), read(t, other), transport.ErrKeyMismatch},
		"broken key":      {read(t, certificate), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", transport.ErrKey},
		"old encryption":  {read(t, certificate), old, transport.ErrKeyEncryption},
		"broken in layer": {read(t, certificate), "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n", transport.ErrKey},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			whole, err := transport.ClientCertificate([]byte(c.certificate), []byte(c.key), "")
			if !errors.Is(err, c.want) || err == nil && whole.Leaf.Subject.CommonName != "mila" {
				t.Errorf("got %v", err)
			}
		})
	}
}

// The keys are encrypted by openssl, as people do it.
func TestAnEncryptedPEMKey(t *testing.T) {
	t.Parallel()
	program, err := exec.LookPath("openssl")
	if err != nil {
		if os.Getenv("LATCHKEY_REQUIRE_PARTS") != "" {
			t.Fatal("openssl is not installed")
		}
		t.Skip("openssl is not installed")
	}
	authority := transporttest.NewAuthority(t, "Example CA")
	certificate, key := transporttest.PEMFiles(t, authority.Issue(t, "mila", time.Now().Add(time.Hour)))
	for name, c := range map[string]struct {
		args []string
		want error
	}{
		"usual":   {nil, nil},
		"aes-128": {[]string{"-v2", "aes-128-cbc"}, nil},
		"sha1":    {[]string{"-v2prf", "hmacWithSHA1"}, nil},
		"sha512":  {[]string{"-v2prf", "hmacWithSHA512"}, nil},
		"3des":    {[]string{"-v2", "des3"}, transport.ErrKeyEncryption},
		"scrypt":  {[]string{"-scrypt"}, transport.ErrKeyEncryption},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			args := append([]string{"pkcs8", "-topk8", "-in", key, "-passout", "pass:two words"}, c.args...)
			sealed, err := exec.CommandContext(t.Context(), program, args...).Output()
			if err != nil {
				t.Skipf("openssl cannot: %v", err)
			}
			if !transport.NeedsPassword([]byte(read(t, certificate)), sealed) {
				t.Error("no password is asked for")
			}
			if _, err = transport.ClientCertificate([]byte(read(t, certificate)), sealed, "two words"); !errors.Is(err, c.want) {
				t.Errorf("the right password gives %v", err)
			}
			if c.want != nil {
				return
			}
			for _, wrong := range []string{"", "two", "three words", "Two words"} {
				if _, err = transport.ClientCertificate([]byte(read(t, certificate)), sealed, wrong); !errors.Is(err, transport.ErrWrongPassword) {
					t.Errorf("%q gives %v", wrong, err)
				}
			}
		})
	}
}

func TestAClientCertificateOfPKCS12(t *testing.T) {
	t.Parallel()
	authority := transporttest.NewAuthority(t, "Example CA")
	own := authority.Issue(t, "mila", time.Now().Add(time.Hour))
	other := authority.Issue(t, "ines", time.Now().Add(time.Hour))
	pack := func(whole tls.Certificate, password string, encoder *pkcs12.Encoder) []byte {
		data, err := encoder.Encode(whole.PrivateKey, own.Leaf, nil, password)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	trusted, err := pkcs12.Modern.EncodeTrustStore([]*x509.Certificate{own.Leaf}, "secret")
	if err != nil {
		t.Fatal(err)
	}
	modern := pack(own, "secret", pkcs12.Modern)
	cases := map[string]struct {
		data     []byte
		password string
		want     error
	}{
		"modern":          {modern, "secret", nil},
		"older":           {pack(own, "secret", pkcs12.LegacyRC2), "secret", nil},
		"empty password":  {pack(own, "", pkcs12.Modern), "", nil},
		"wrong password":  {modern, "Secret", transport.ErrWrongPassword},
		"no password":     {modern, "", transport.ErrWrongPassword},
		"no key":          {trusted, "secret", transport.ErrNoKey},
		"of another":      {pack(other, "secret", pkcs12.Modern), "secret", transport.ErrKeyMismatch},
		"not PKCS#12":     {[]byte("hello"), "secret", transport.ErrNotPKCS12},
		"empty":           {nil, "", transport.ErrNotPKCS12},
		"cut off":         {modern[:len(modern)/2], "secret", transport.ErrNotPKCS12},
		"more than it is": {append(modern[:len(modern):len(modern)], 0), "secret", transport.ErrNotPKCS12},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			whole, err := transport.ClientCertificate(c.data, nil, c.password)
			if !errors.Is(err, c.want) || err == nil && whole.Leaf.Subject.CommonName != "mila" {
				t.Errorf("got %v", err)
			}
		})
	}
}
