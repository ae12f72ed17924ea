//go:build linux

package vault_test

import (
	"bytes"
	"errors"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"latchkey/session/vault"
	"latchkey/session/vault/vaulttest"
)

// outside changes the items of a keyring as another program does.
type outside struct {
	t          *testing.T
	env        []string
	generation string // base 36
}

func (o outside) tool(stdin string, args ...string) string {
	o.t.Helper()
	cmd := exec.Command(vaulttest.Require(o.t, "secret-tool"), args...)
	cmd.Env, cmd.Stdin = o.env, strings.NewReader(stdin)
	out, err := cmd.Output()
	if err != nil {
		o.t.Fatalf("secret-tool %v: %v", args, err)
	}
	return string(out)
}

func (o outside) clear(attributes ...string) { o.tool("", append([]string{"clear"}, attributes...)...) }

func (o outside) chunk(index int) []string {
	return []string{
		"service", "latchkey", "username", "chunk." + account + "." + o.generation + "." + strconv.Itoa(index),
		"account", account, "generation", o.generation,
	}
}

func (o outside) head() []string {
	return []string{"service", "latchkey", "username", "head." + account}
}

func (o outside) store(value string, attributes []string) {
	o.tool(value, append([]string{"store", "--label=changed"}, attributes...)...)
}

func TestKeyringThatWasChangedFromOutsideIsAClearState(t *testing.T) {
	type answers struct {
		load, newest error
		has          bool
	}
	for name, tc := range map[string]struct {
		change func(outside)
		want   answers
	}{
		"nothing":           {func(outside) {}, answers{nil, nil, true}},
		"head gone":         {func(o outside) { o.clear(o.head()...) }, answers{nil, vault.ErrNotFound, true}},
		"head altered":      {func(o outside) { o.store("altered", o.head()) }, answers{nil, vault.ErrDamaged, true}},
		"first chunk gone":  {func(o outside) { o.clear(o.chunk(0)...) }, answers{vault.ErrDamaged, nil, false}},
		"middle chunk gone": {func(o outside) { o.clear(o.chunk(1)...) }, answers{vault.ErrDamaged, nil, false}},
		"last chunk gone":   {func(o outside) { o.clear(o.chunk(2)...) }, answers{vault.ErrDamaged, nil, false}},
		"chunk altered":     {func(o outside) { o.store("altered", o.chunk(1)) }, answers{vault.ErrDamaged, nil, true}},
		"chunk cut short": {func(o outside) {
			value := o.tool("", append([]string{"lookup"}, o.chunk(1)...)...)
			o.store(value[:len(value)-10], o.chunk(1))
		}, answers{vault.ErrDamaged, nil, true}},
		"chunks mixed": {func(o outside) {
			o.store(o.tool("", append([]string{"lookup"}, o.chunk(2)...)...), o.chunk(1))
		}, answers{vault.ErrDamaged, nil, true}},
		"all chunks gone": {func(o outside) {
			o.clear("service", "latchkey", "account", account)
		}, answers{vault.ErrNotFound, nil, false}},
		"everything gone": {func(o outside) {
			o.clear("service", "latchkey")
		}, answers{vault.ErrNotFound, vault.ErrNotFound, false}},
	} {
		t.Run(name, func(t *testing.T) {
			env := vaulttest.StartKeyring(t)
			o := vault.Options{Namespace: "latchkey", Env: vaulttest.Lookup(env)}
			secret := bytes.Repeat([]byte("0123456789"), 500)
			generation := save(t, o, account, secret)
			tc.change(outside{t, env, strconv.FormatUint(generation, 36)})

			v := open(t, o)
			got, err := v.Load(t.Context(), account, generation)
			if !errors.Is(err, tc.want.load) || (tc.want.load == nil) != bytes.Equal(got, secret) {
				t.Errorf("load: %v, want %v", err, tc.want.load)
			}
			if _, err := v.Newest(t.Context(), account); !errors.Is(err, tc.want.newest) {
				t.Errorf("newest: %v, want %v", err, tc.want.newest)
			}
			if has, err := v.Has(t.Context(), account, generation); err != nil || has != tc.want.has {
				t.Errorf("has: %v, %v, want %v", has, err, tc.want.has)
			}
			mustHeal(t, v, generation)
		})
	}
}

// mustHeal signs in again, as it were: a new generation, and the rest pruned.
func mustHeal(t *testing.T, v *vault.Vault, before uint64) {
	t.Helper()
	next, err := v.Save(t.Context(), account, []byte("new"))
	if err != nil || next <= before {
		t.Fatalf("save: %d, %v", next, err)
	}
	if err := v.Prune(t.Context(), account, next); err != nil {
		t.Fatal(err)
	}
	if got, err := v.Load(t.Context(), account, 0); err != nil || string(got) != "new" {
		t.Errorf("after signing in again: %q, %v", got, err)
	}
	if names, err := vault.EntryNames(t.Context(), v); err != nil || len(names) != 2 {
		t.Errorf("entries %v, %v; want a head and a chunk", names, err)
	}
}

func TestHasAnswersForALockedKeyring(t *testing.T) {
	env := vaulttest.StartKeyring(t)
	o := vault.Options{Namespace: "latchkey", Env: vaulttest.Lookup(env)}
	generation := save(t, o, account, bytes.Repeat([]byte("x"), 3000))
	vaulttest.Lock(t, env)
	for g, want := range map[uint64]bool{generation: true, 0: true, generation - 1: false} {
		if has, err := open(t, o).Has(t.Context(), account, g); err != nil || has != want {
			t.Errorf("generation %d: %v, %v", g, has, err)
		}
	}
}
