package vault

import (
	"crypto/hkdf"
	"crypto/pbkdf2"
	"crypto/sha256"
	"crypto/sha512"
	"fmt"
	"io"

	"golang.org/x/crypto/argon2"
)

// Argon2id as the second recommended option of RFC 9106 section 4: 3 passes, 4
// lanes, 64 MiB. The first one takes 2 GiB, which a small virtual machine may
// not have; OWASP's least (19 MiB, 2 passes) is three times less work to guess.
const (
	argonPasses = 3
	argonLanes  = 4
	argonMemory = 64 << 10
)

// What a header may ask for. The lower bounds are OWASP's; the upper ones keep a
// foreign file from taking the memory or the processor away.
const (
	minPasses, maxPasses = 2, 6
	minMemory, maxMemory = 19 << 10, 256 << 10
	maxLanes             = 8
	minRounds, maxRounds = 100_000, 2_000_000
)

// newDerivation is what files are sealed with from now on.
func newDerivation(method byte, random io.Reader) (derivation, error) {
	d := derivation{method: method}.current()
	_, err := io.ReadFull(random, d.salt[:])
	return d, err
}

// current is the derivation as this version would choose it, with the same salt.
func (d derivation) current() derivation {
	c := derivation{format: 2, method: d.method, salt: d.salt}
	if d.method == fromPassphrase {
		c.passes, c.lanes, c.memory = argonPasses, argonLanes, argonMemory
	}
	return c
}

// inBounds accepts what seal writes and what its later versions may choose.
func (d derivation) inBounds() bool {
	switch {
	case d.method == fromKeyFile:
		return d.passes == 0 && d.lanes == 0 && d.memory == 0 && d.rounds == 0
	case d.method != fromPassphrase:
		return false
	case d.format == 1:
		return d.rounds >= minRounds && d.rounds <= maxRounds
	default:
		return d.passes >= minPasses && d.passes <= maxPasses && d.lanes >= 1 && d.lanes <= maxLanes &&
			d.memory >= minMemory && d.memory <= maxMemory
	}
}

// derive makes the keys from a key file's bytes or a passphrase.
func (d derivation) derive(namespace string, from secret) (keys, error) {
	master := from
	switch {
	case d.method == fromKeyFile:
	case d.format == 1:
		// The library takes a string: one copy of an old passphrase that cannot be wiped.
		key, err := pbkdf2.Key(sha512.New, string(from), d.salt[:], int(d.rounds), 32)
		if err != nil {
			return keys{}, fmt.Errorf("derive key: %w", err)
		}
		master = key
		defer master.wipe()
	default:
		master = argon2.IDKey(from, d.salt[:], uint32(d.passes), d.memory, d.lanes, 32)
		defer master.wipe()
	}
	var k keys
	for info, out := range map[string][]byte{"seal": k.seal[:], "check": k.check[:]} {
		info = fmt.Sprintf("latchkey sealed file %d %s\x00%s", d.format, info, namespace)
		sub, err := hkdf.Key(sha256.New, master, d.salt[:], info, len(out))
		if err != nil {
			return keys{}, fmt.Errorf("derive key: %w", err)
		}
		copy(out, sub)
		secret(sub).wipe()
	}
	return k, nil
}
