//go:build linux

package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"latchkey/session/vault/vaulttest"
)

// dyingStore is a real keyring on which something happens before the n-th write
// or removal.
type dyingStore struct {
	*secretServiceStore
	at, changes int
	happens     func()
}

func (d *dyingStore) change() {
	d.changes++
	if d.changes == d.at {
		d.happens()
	}
}

func (d *dyingStore) set(ctx context.Context, name string, value secret) error {
	d.change()
	return d.secretServiceStore.set(ctx, name, value)
}

func (d *dyingStore) remove(ctx context.Context, names ...string) error {
	for _, name := range names {
		d.change()
		if err := d.secretServiceStore.remove(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

// daemon is a gnome-keyring that can be killed (SIGKILL, by its id) and started again.
type daemon struct {
	t    *testing.T
	env  []string
	kill func()
}

func startDaemon(t *testing.T) *daemon {
	t.Helper()
	d := &daemon{t: t, env: vaulttest.StartBus(t)}
	d.kill = vaulttest.AddKeyring(t, d.env)
	return d
}

func (d *daemon) restart() {
	d.kill()
	d.kill = vaulttest.AddKeyring(d.t, d.env)
}

func (d *daemon) options() Options {
	return Options{Kind: Keyring, Namespace: "latchkey", Env: vaulttest.Lookup(d.env)}
}

// dying opens a vault on the daemon; happens is called before change number at.
func (d *daemon) dying(at int, happens func()) (*Vault, *dyingStore) {
	o := d.options()
	store := &dyingStore{secretServiceStore: newKeyringStore(o.Namespace, o.Env).(*secretServiceStore), at: at, happens: happens}
	v := newVault(o, store)
	d.t.Cleanup(func() { _ = store.Close() })
	return v, store
}

// deaths are the ways in which the daemon goes: for good, while it is at the
// change, and with a new one in its place, as a session manager does.
func deaths(d *daemon) map[string]func() {
	return map[string]func(){
		"killed":               func() { d.kill() },
		"killed while writing": func() { go d.kill() },
		"killed and restarted": func() { d.restart() },
	}
}

func TestKeyringThatDiesWhileSavingKeepsOldOrNew(t *testing.T) {
	for _, how := range []string{"killed", "killed while writing", "killed and restarted"} {
		t.Run(how, func(t *testing.T) {
			d := startDaemon(t)
			old, err := mustOpen(t, d.options()).Save(t.Context(), mila, bundle(6000, 0))
			if err != nil {
				t.Fatal(err)
			}
			want, seed := map[uint64]uint64{old: 0}, uint64(0)
			for at := 1; ; at++ {
				seed++
				v, store := d.dying(at, deaths(d)[how])
				next, err := v.Save(t.Context(), mila, bundle(6000, seed))
				d.restart()
				if err == nil {
					want[next] = seed
				}
				kept := mustHoldOldOrNew(t, fmt.Sprintf("change %d", at), d, old, want, next, err, seed)
				old, want = kept, map[uint64]uint64{kept: want[kept]}
				if store.changes < at {
					if at < 6 {
						t.Errorf("%d changes only", store.changes)
					}
					return
				}
			}
		})
	}
}

// mustHoldOldOrNew looks at the keyring after the daemon came back, prunes, and
// returns the generation that stays.
func mustHoldOldOrNew(t *testing.T, when string, d *daemon, old uint64, want map[uint64]uint64, saved uint64, saveErr error, seed uint64) uint64 {
	t.Helper()
	v := mustOpen(t, d.options())
	if got, err := v.Load(t.Context(), mila, old); err != nil || !bytes.Equal(got, bundle(6000, want[old])) {
		t.Fatalf("%s: the old generation: %v", when, err)
	}
	newest, err := v.Newest(t.Context(), mila)
	if err != nil {
		t.Fatalf("%s: newest: %v", when, err)
	}
	if saveErr == nil && newest != saved {
		t.Fatalf("%s: saved %d, and the newest is %d", when, saved, newest)
	}
	if newest != old { // also where the answer to the last write was lost
		want[newest] = seed
		if got, err := v.Load(t.Context(), mila, newest); err != nil || !bytes.Equal(got, bundle(6000, seed)) {
			t.Fatalf("%s: the new generation: %v", when, err)
		}
	}
	if err := v.Prune(t.Context(), mila, newest); err != nil {
		t.Fatalf("%s: prune: %v", when, err)
	}
	names, err := v.store.(lister).list(t.Context())
	if err != nil || len(names) != 1+4 { // a head and the chunks of 6,000 bytes
		t.Fatalf("%s: after the prune: %v, %v", when, names, err)
	}
	return newest
}

func TestKeyringThatDiesWhilePruningCanBePrunedAgain(t *testing.T) {
	d := startDaemon(t)
	for at := 1; ; at++ {
		var kept uint64
		for seed := range uint64(2) {
			var err error
			if kept, err = mustOpen(t, d.options()).Save(t.Context(), mila, bundle(6000, seed)); err != nil {
				t.Fatal(err)
			}
		}
		v, store := d.dying(at, func() { d.kill() })
		_ = v.Prune(t.Context(), mila, kept)
		d.restart()
		again := mustOpen(t, d.options())
		if got, err := again.Load(t.Context(), mila, kept); err != nil || !bytes.Equal(got, bundle(6000, 1)) {
			t.Fatalf("change %d: the kept generation: %v", at, err)
		}
		if err := again.Prune(t.Context(), mila, kept); err != nil {
			t.Fatalf("change %d: again: %v", at, err)
		}
		if names, err := again.store.(lister).list(t.Context()); err != nil || len(names) != 5 {
			t.Fatalf("change %d: left %v, %v", at, names, err)
		}
		if store.changes < at {
			return
		}
	}
}

func TestTransferIntoAKeyringThatDiesOrIsLocked(t *testing.T) {
	from := mustOpen(t, sealedOptions(t))
	generations := fillFor(t, from)
	for how, want := range map[string]error{"killed": ErrMissing, "locked": ErrLocked, "killed and restarted": nil} {
		t.Run(how, func(t *testing.T) {
			for _, at := range []int{1, 2, 5, 9} {
				d := startDaemon(t)
				happens := map[string]func(){
					"killed": func() { d.kill() }, "locked": func() { vaulttest.Lock(t, d.env) }, "killed and restarted": func() { d.restart() },
				}
				to, _ := d.dying(at, happens[how])
				_, err := Transfer(t.Context(), from, to)
				var failed *TransferError
				if !errors.Is(err, want) || (want != nil && (!errors.As(err, &failed) || !failed.Writing || failed.Kind != Keyring)) {
					t.Fatalf("change %d: %v, want %v", at, err, want)
				}
				d.restart()
				mustCarry(t, fmt.Sprintf("change %d", at), from, mustOpen(t, d.options()), generations)
			}
		})
	}
}

func TestTransferOutOfAKeyringThatDiesLeavesItWhole(t *testing.T) {
	d := startDaemon(t)
	generations := fillFor(t, mustOpen(t, d.options()))
	target := &limitingStoreThatKills{limitingStore: newLimitingStore(), at: 6, kill: func() { d.kill() }}
	to := newVault(Options{Kind: SealedFile}, target)
	from := mustOpen(t, d.options())
	var failed *TransferError
	if _, err := Transfer(t.Context(), from, to); !errors.Is(err, ErrMissing) || !errors.As(err, &failed) || failed.Writing {
		t.Errorf("%v, want that the source is missing", err)
	}
	d.restart()
	mustCarry(t, "after the restart", mustOpen(t, d.options()), to, generations)
}

// limitingStoreThatKills ends another storage at its n-th write.
type limitingStoreThatKills struct {
	*limitingStore
	at   int
	kill func()
}

func (l *limitingStoreThatKills) set(ctx context.Context, name string, value secret) error {
	if l.at--; l.at == 0 {
		l.kill()
	}
	return l.limitingStore.set(ctx, name, value)
}
