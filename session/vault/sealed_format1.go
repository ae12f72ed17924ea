package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"fmt"
)

// A sealed file, format 1, as earlier versions wrote it. It is read, and the
// next Save of the account writes format 2:
//
//	offset size
//	     0    8  magic "LKSEAL1\n"
//	     8    1  where the key comes from: 1 key file, 2 passphrase
//	     9    4  rounds of PBKDF2-HMAC-SHA512 (RFC 8018), 0 for a key file
//	    13   16  salt
//	    29   16  key check
//	    45   12  nonce of AES-256-GCM
//	    57    n  the entry, sealed
//	57 + n   16  GCM tag
//
// The rest is as in format 2, with "latchkey sealed file 1" in the info of HKDF.
const sealedMagic1 = "LKSEAL1\n"

const (
	nonceSize1    = 12
	sealedHeader1 = len(sealedMagic1) + 1 + 4 + saltSize + checkSize + nonceSize1
)

func parseSealed1(file []byte) (sealedFile, error) {
	f := sealedFile{header: file[:sealedHeader1], body: file[sealedHeader1:], nonce: file[sealedHeader1-nonceSize1 : sealedHeader1]}
	rest := file[len(sealedMagic1):]
	f.derivation = derivation{format: 1, method: rest[0], rounds: binary.BigEndian.Uint32(rest[1:]), salt: [saltSize]byte(rest[5:])}
	f.check = [checkSize]byte(rest[5+saltSize:])
	if !f.derivation.inBounds() {
		return sealedFile{}, fmt.Errorf("%w: sealed in an unknown way", ErrDamaged)
	}
	return f, nil
}

func newAEAD1(k keys) (cipher.AEAD, error) {
	block, err := aes.NewCipher(k.seal[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
