package vault

import (
	"bytes"
	"crypto/cipher"
	"encoding/binary"
	"fmt"

	"golang.org/x/crypto/chacha20poly1305"
)

// A sealed file, format 2 (numbers big-endian):
//
//	offset size
//	     0    8  magic "LKSEAL2\n"
//	     8    1  where the key comes from: 1 key file, 2 passphrase
//	     9    1  Argon2id passes (t), 0 for a key file
//	    10    1  Argon2id lanes (p), 0 for a key file
//	    11    4  Argon2id memory in KiB (m), 0 for a key file
//	    15   16  salt
//	    31   16  key check: tells a wrong key from a damaged file
//	    47   24  nonce of XChaCha20-Poly1305, random for each writing
//	    71    n  the entry, sealed
//	71 + n   16  Poly1305 tag
//
// The master key is the key file's bytes, or Argon2id version 1.3 (RFC 9106) of
// the passphrase and the salt, 32 bytes. Key and key check are HKDF-SHA256 (RFC
// 5869) of the master key with the salt and the info "latchkey sealed file 2
// seal" or "… check", a zero byte and the name space. Authenticated with the
// entry are the 71 bytes before it, a zero byte, the name space, a zero byte and
// the entry's name, which holds account and generation: a file cannot stand in
// for another one.
//
// Format 1 is in sealed_format1.go; it is read, and never written.
const sealedMagic2 = "LKSEAL2\n"

// Where the key of a sealed file comes from.
const (
	fromKeyFile    = 1
	fromPassphrase = 2
)

const (
	saltSize  = 16
	checkSize = 16
	tagSize   = 16
	nonceSize = chacha20poly1305.NonceSizeX
	// sealedHeader is the size of the header of format 2.
	sealedHeader = len(sealedMagic2) + 1 + 1 + 1 + 4 + saltSize + checkSize + nonceSize
	// maxSealed bounds a sealed file in bytes, in either format.
	maxSealed = sealedHeader + sealedEntry + tagSize
	// sealedEntry bounds an entry in bytes, so that a bundle is one file.
	sealedEntry = maxSecret + chunkHeader
)

// derivation is what a header says of the key: enough to derive it again. Two
// files with equal derivations have the same key.
type derivation struct {
	format, method byte
	passes, lanes  byte   // Argon2id, format 2
	memory         uint32 // Argon2id, KiB, format 2
	rounds         uint32 // PBKDF2, format 1
	salt           [saltSize]byte
}

// keys are what a derivation yields: the key, and a value that tells a wrong
// key from a damaged file without telling anything about the key.
type keys struct {
	seal  [32]byte
	check [checkSize]byte
}

// Format redacts: fmt does not ask the unexported fields themselves.
func (keys) Format(f fmt.State, verb rune) { secret(nil).Format(f, verb) }

// sealedFile is a sealed file taken apart, not opened.
type sealedFile struct {
	derivation derivation
	check      [checkSize]byte
	nonce      []byte
	header     []byte // all before the body
	body       []byte // sealed entry and tag
}

// seal encrypts an entry in format 2.
func seal(d derivation, k keys, nonce [nonceSize]byte, namespace, name string, plain secret) ([]byte, error) {
	file := make([]byte, 0, sealedHeader+len(plain)+tagSize)
	file = append(file, sealedMagic2...)
	file = append(file, d.method, d.passes, d.lanes)
	file = binary.BigEndian.AppendUint32(file, d.memory)
	file = append(file, d.salt[:]...)
	file = append(file, k.check[:]...)
	file = append(file, nonce[:]...)
	aead, err := chacha20poly1305.NewX(k.seal[:])
	if err != nil {
		return nil, fmt.Errorf("set up cipher: %w", err)
	}
	return aead.Seal(file, nonce[:], plain, sealedData(file, namespace, name)), nil
}

// parseSealed reads the header of a sealed file of either format. Errors:
// ErrDamaged, also for a header that asks for a derivation out of bounds.
func parseSealed(file []byte) (sealedFile, error) {
	switch {
	case bytes.HasPrefix(file, []byte(sealedMagic2)) && len(file) >= sealedHeader+tagSize:
		return parseSealed2(file)
	case bytes.HasPrefix(file, []byte(sealedMagic1)) && len(file) >= sealedHeader1+tagSize:
		return parseSealed1(file)
	default:
		return sealedFile{}, fmt.Errorf("%w: not a sealed file", ErrDamaged)
	}
}

func parseSealed2(file []byte) (sealedFile, error) {
	f := sealedFile{header: file[:sealedHeader], body: file[sealedHeader:], nonce: file[sealedHeader-nonceSize : sealedHeader]}
	rest := file[len(sealedMagic2):]
	f.derivation = derivation{
		format: 2, method: rest[0], passes: rest[1], lanes: rest[2], memory: binary.BigEndian.Uint32(rest[3:]),
		salt: [saltSize]byte(rest[7:]),
	}
	f.check = [checkSize]byte(rest[7+saltSize:])
	if !f.derivation.inBounds() {
		return sealedFile{}, fmt.Errorf("%w: sealed in an unknown way", ErrDamaged)
	}
	return f, nil
}

// unseal decrypts the entry. Errors: ErrDamaged.
func (f sealedFile) unseal(k keys, namespace, name string) (secret, error) {
	var aead cipher.AEAD
	var err error
	if f.derivation.format == 1 {
		aead, err = newAEAD1(k)
	} else {
		aead, err = chacha20poly1305.NewX(k.seal[:])
	}
	if err != nil {
		return nil, fmt.Errorf("set up cipher: %w", err)
	}
	plain, err := aead.Open(nil, f.nonce, f.body, sealedData(f.header, namespace, name))
	if err != nil {
		return nil, fmt.Errorf("%w: sealed file was altered", ErrDamaged)
	}
	return plain, nil
}

// sealedData is the additional data of the seal.
func sealedData(header []byte, namespace, name string) []byte {
	data := append([]byte{}, header...)
	return append(data, "\x00"+namespace+"\x00"+name...)
}
