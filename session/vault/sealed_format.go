package vault

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"fmt"
)

// sealedMagic opens every sealed file; its number is the version of the format.
const sealedMagic = "LKSEAL1\n"

// How the key of a sealed file is derived.
const (
	fromKeyFile    = 1 // HKDF-SHA256 (RFC 5869) of the key file's bytes
	fromPassphrase = 2 // PBKDF2-HMAC-SHA512 (RFC 8018), then HKDF-SHA256
)

const (
	saltSize  = 16
	checkSize = 16
	nonceSize = 12
	// sealedHeader is magic, derivation, rounds, salt, key check and nonce.
	sealedHeader = len(sealedMagic) + 1 + 4 + saltSize + checkSize + nonceSize
	// maxSealed bounds a sealed file in bytes.
	maxSealed = sealedHeader + sealedEntry + 16
	// sealedEntry bounds an entry in bytes, so that a bundle is one file.
	sealedEntry = maxSecret + chunkHeader
)

// derivation is what a header says of the key: enough to derive it again.
type derivation struct {
	method byte
	rounds uint32
	salt   [saltSize]byte
}

// keys are what a derivation yields: the key, and a value that tells a wrong
// key from a damaged file without telling anything about the key.
type keys struct {
	seal  [32]byte
	check [checkSize]byte
}

// Format redacts: fmt does not ask the unexported fields themselves.
func (keys) Format(f fmt.State, verb rune) { secret(nil).Format(f, verb) }

// seal encrypts an entry with AES-256-GCM. Header, name space and entry name
// (which holds account and generation) are authenticated with it, so a file
// cannot stand in for another one.
func seal(d derivation, k keys, nonce [nonceSize]byte, namespace, name string, plain secret) ([]byte, error) {
	file := make([]byte, 0, sealedHeader+len(plain)+16)
	file = append(file, sealedMagic...)
	file = append(file, d.method)
	file = binary.BigEndian.AppendUint32(file, d.rounds)
	file = append(file, d.salt[:]...)
	file = append(file, k.check[:]...)
	file = append(file, nonce[:]...)
	aead, err := newAEAD(k)
	if err != nil {
		return nil, err
	}
	return aead.Seal(file, nonce[:], plain, sealedData(file, namespace, name)), nil
}

// parseSealed reads the header of a sealed file.
func parseSealed(file []byte) (derivation, [checkSize]byte, error) {
	var d derivation
	var check [checkSize]byte
	if len(file) < sealedHeader+16 || !bytes.HasPrefix(file, []byte(sealedMagic)) {
		return d, check, fmt.Errorf("%w: not a sealed file", ErrDamaged)
	}
	rest := file[len(sealedMagic):]
	d.method, d.rounds = rest[0], binary.BigEndian.Uint32(rest[1:5])
	rest = rest[5:]
	copy(d.salt[:], rest)
	copy(check[:], rest[saltSize:])
	switch {
	case d.method == fromKeyFile && d.rounds == 0:
	case d.method == fromPassphrase && d.rounds >= minRounds && d.rounds <= maxRounds:
	default:
		return d, check, fmt.Errorf("%w: sealed in an unknown way", ErrDamaged)
	}
	return d, check, nil
}

// unseal decrypts a sealed file whose header parseSealed has accepted.
func unseal(k keys, namespace, name string, file []byte) (secret, error) {
	aead, err := newAEAD(k)
	if err != nil {
		return nil, err
	}
	header, body := file[:sealedHeader], file[sealedHeader:]
	plain, err := aead.Open(nil, header[sealedHeader-nonceSize:], body, sealedData(header, namespace, name))
	if err != nil {
		return nil, fmt.Errorf("%w: sealed file was altered", ErrDamaged)
	}
	return plain, nil
}

func newAEAD(k keys) (cipher.AEAD, error) {
	block, err := aes.NewCipher(k.seal[:])
	if err != nil {
		return nil, fmt.Errorf("set up cipher: %w", err)
	}
	return cipher.NewGCM(block)
}

// sealedData is the additional data of the seal.
func sealedData(header []byte, namespace, name string) []byte {
	data := append([]byte{}, header[:sealedHeader]...)
	return append(data, "\x00"+namespace+"\x00"+name...)
}
