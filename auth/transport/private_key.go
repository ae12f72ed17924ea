package transport

import (
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/pbkdf2"
	"crypto/sha1" //nolint:gosec // G505: inside HMAC, where files of older programs have it (RFC 8018 B.1.1)
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"hash"
)

// maxIterations bounds the work that a file can ask for.
const maxIterations = 10_000_000

// privateKey reads the first private key of PEM text.
func privateKey(text []byte, password string) (crypto.PrivateKey, error) {
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		data := block.Bytes
		switch block.Type {
		case "RSA PRIVATE KEY", "EC PRIVATE KEY", "PRIVATE KEY":
			if block.Headers["DEK-Info"] != "" {
				return nil, ErrKeyEncryption // its key is one round of MD5
			}
		case "ENCRYPTED PRIVATE KEY":
			var err error
			if data, err = openPKCS8(data, password); err != nil {
				return nil, err
			}
		default:
			continue
		}
		return parseKey(data)
	}
	return nil, ErrNoKey
}

func parseKey(data []byte) (crypto.PrivateKey, error) {
	if key, err := x509.ParsePKCS8PrivateKey(data); err == nil {
		return key, nil
	}
	if key, err := x509.ParsePKCS1PrivateKey(data); err == nil {
		return key, nil
	}
	if key, err := x509.ParseECPrivateKey(data); err == nil {
		return key, nil
	}
	return nil, ErrKey
}

// The parts of an encrypted PKCS#8 key (RFC 5958 section 3, RFC 8018 appendix A).
type encryptedKeyInfo struct {
	Algorithm pkix.AlgorithmIdentifier
	Data      []byte
}

type pbes2 struct{ KeyDerivation, Encryption pkix.AlgorithmIdentifier }

type pbkdf2Parameters struct {
	Salt       []byte
	Iterations int
	KeyLength  int                      `asn1:"optional"`
	Function   pkix.AlgorithmIdentifier `asn1:"optional"`
}

const (
	oidPBES2  = "1.2.840.113549.1.5.13"
	oidPBKDF2 = "1.2.840.113549.1.5.12"
)

// functions are the pseudo-random functions that are read; "" is the default.
var functions = map[string]func() hash.Hash{
	"": sha1.New, "1.2.840.113549.2.7": sha1.New, "1.2.840.113549.2.9": sha256.New, "1.2.840.113549.2.11": sha512.New,
}

// keyLengths are the ciphers that are read: AES in CBC mode.
var keyLengths = map[string]int{"2.16.840.1.101.3.4.1.2": 16, "2.16.840.1.101.3.4.1.22": 24, "2.16.840.1.101.3.4.1.42": 32}

// openPKCS8 decrypts what openssl and others write today: PBES2 with PBKDF2 and AES.
func openPKCS8(data []byte, password string) ([]byte, error) {
	var whole encryptedKeyInfo
	var scheme pbes2
	var derivation pbkdf2Parameters
	var iv []byte
	if !all(data, &whole) {
		return nil, ErrKey
	}
	if whole.Algorithm.Algorithm.String() != oidPBES2 || !all(whole.Algorithm.Parameters.FullBytes, &scheme) ||
		scheme.KeyDerivation.Algorithm.String() != oidPBKDF2 {
		return nil, ErrKeyEncryption
	}
	if !all(scheme.KeyDerivation.Parameters.FullBytes, &derivation) || !all(scheme.Encryption.Parameters.FullBytes, &iv) {
		return nil, ErrKey
	}
	function, length := functions[derivation.Function.Algorithm.String()], keyLengths[scheme.Encryption.Algorithm.String()]
	switch {
	case length == 0 || function == nil:
		return nil, ErrKeyEncryption
	case derivation.Iterations < 1 || derivation.Iterations > maxIterations || len(iv) != aes.BlockSize,
		len(whole.Data) == 0 || len(whole.Data)%aes.BlockSize != 0:
		return nil, ErrKey
	}
	key, err := pbkdf2.Key(function, password, derivation.Salt, derivation.Iterations, length)
	if err != nil {
		return nil, ErrKey
	}
	return decrypt(key, iv, whole.Data)
}

// decrypt finds out about a wrong password by the padding, and the caller by
// what does not parse; there is no other check in this format.
func decrypt(key, iv, data []byte) ([]byte, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, ErrKey
	}
	plain := make([]byte, len(data))
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(plain, data)
	padding := int(plain[len(plain)-1])
	if padding < 1 || padding > aes.BlockSize || padding > len(plain) {
		return nil, ErrWrongPassword
	}
	plain = plain[:len(plain)-padding]
	var outer asn1.RawValue
	if !all(plain, &outer) { // one wrong password in 256 passes the padding
		return nil, ErrWrongPassword
	}
	return plain, nil
}

// all reads a value that must fill the data.
func all(data []byte, into any) bool {
	rest, err := asn1.Unmarshal(data, into)
	return err == nil && len(rest) == 0
}
