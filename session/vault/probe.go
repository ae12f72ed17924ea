package vault

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// probePrefix names the accounts that Probe writes; no real account has a plus sign.
const probePrefix = "+probe-"

// probeSlots is how many processes can probe at the same time undisturbed.
const probeSlots = 16

func isProbe(account string) bool { return strings.HasPrefix(account, probePrefix) }

func probeAccounts() []string {
	accounts := make([]string, probeSlots)
	for i := range accounts {
		accounts[i] = probePrefix + strconv.Itoa(i)
	}
	return accounts
}

// Probe writes a bundle of size bytes, reads it back, compares it and removes
// it, through the same steps as a real one: a keyring may take a small entry
// and refuse a real one, or accept and keep nothing. It prompts only where a
// prompt can be shown. Errors: those of Save, Load and Prune.
func (v *Vault) Probe(ctx context.Context, size int) error {
	const op = "probe secure storage"
	if size < 0 || size > maxSecret {
		return fmt.Errorf("%s: %w: %d bytes, at most %d", op, ErrTooLarge, size, maxSecret)
	}
	ctx, cancel := context.WithTimeout(ctx, v.timeout)
	defer cancel()
	release, err := v.acquire(ctx)
	if err != nil {
		return finish(ctx, op, err)
	}
	defer release()
	account := probePrefix + strconv.Itoa(os.Getpid()%probeSlots)
	return finish(ctx, op, v.probe(ctx, account, probeBytes(size)))
}

func (v *Vault) probe(ctx context.Context, account string, want []byte) error {
	generation, err := v.save(ctx, account, want)
	if err != nil {
		return err
	}
	got, err := v.readGeneration(ctx, account, generation)
	if err == nil && !bytes.Equal(got, want) {
		err = fmt.Errorf("%w: not what was written", ErrDamaged)
	}
	if ctx.Err() != nil {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(context.WithoutCancel(ctx), cleanupTime)
		defer cancel()
	}
	if err2 := v.prune(ctx, account, nil); err == nil {
		err = err2
	}
	return err
}

// probeBytes holds every value of a byte: storages differ in what they alter.
func probeBytes(size int) []byte {
	b := make([]byte, size)
	for i := range b {
		b[i] = byte(i * 7)
	}
	return b
}
