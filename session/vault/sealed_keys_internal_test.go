package vault

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// contentOf joins names and content of all files of a folder.
func contentOf(t *testing.T, folder string) string {
	t.Helper()
	var all bytes.Buffer
	for _, path := range sealedFiles(t, folder) {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(path + "\x00")
		all.Write(content)
	}
	return all.String()
}

func TestWrongKindsOfKeyAreToldApartAndNothingIsWritten(t *testing.T) {
	byFile, byPhrase := sealedOptions(t), phraseOptions(t, answering("right"))
	for _, o := range []Options{byFile, byPhrase} {
		if _, err := mustOpen(t, o).Save(t.Context(), mila, bundle(100, 1)); err != nil {
			t.Fatal(err)
		}
	}
	cases := map[string]struct {
		sealed     Options
		change     func(*Options)
		want, also error
	}{
		"another key file": {byFile, func(o *Options) { o.KeyFile = keyFile(t) }, ErrWrongKey, ErrLocked},
		"a missing one":    {byFile, func(o *Options) { o.KeyFile += "-gone" }, ErrKeyFileMissing, ErrMissing},
		"a short one":      {byFile, func(o *Options) { o.KeyFile = fileWith(t, make([]byte, 31)) }, ErrKeyFileUnusable, ErrRefused},
		"one of Windows":   {byFile, func(o *Options) { o.KeyFile = fileWith(t, []byte(boundMagic+"blob of another user")) }, ErrOtherUser, ErrRefused},
		"a folder":         {byFile, func(o *Options) { o.KeyFile = t.TempDir() }, ErrKeyFileUnusable, ErrRefused},
		"a passphrase":     {byFile, func(o *Options) { o.KeyFile, o.Passphrase = "", answering("guess") }, ErrNeedsKeyFile, ErrWrongKey},
		"nothing":          {byFile, func(o *Options) { o.KeyFile = "" }, ErrNeedsKeyFile, ErrLocked},
		"a key file":       {byPhrase, func(o *Options) { o.KeyFile = keyFile(t) }, ErrNeedsPassphrase, ErrWrongKey},
		"a wrong guess":    {byPhrase, func(o *Options) { o.Passphrase = answering("guess") }, ErrWrongPassphrase, ErrWrongKey},
		"nobody to ask":    {byPhrase, func(o *Options) { o.Passphrase = nil }, ErrNoPassphrase, ErrLocked},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			before := contentOf(t, tc.sealed.Folder)
			o := tc.sealed
			tc.change(&o)
			v := mustOpen(t, o)
			for _, account := range []string{mila, piet} {
				_, saveErr := v.Save(t.Context(), account, bundle(100, 2))
				_, loadErr := v.Load(t.Context(), mila, 0)
				for what, err := range map[string]error{"load": loadErr, "save " + account: saveErr} {
					if !errors.Is(err, tc.want) || !errors.Is(err, tc.also) || errors.Is(err, ErrDamaged) {
						t.Errorf("%s: %v, want %v", what, err, tc.want)
					}
				}
			}
			if contentOf(t, tc.sealed.Folder) != before {
				t.Error("something was written")
			}
			if got, err := mustOpen(t, tc.sealed).Load(t.Context(), mila, 0); err != nil || !bytes.Equal(got, bundle(100, 1)) {
				t.Errorf("with the right key afterwards: %v", err)
			}
		})
	}
}

func fileWith(t *testing.T, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A file whose key check was altered is no reason to call the passphrase wrong,
// as long as any other file tells that it is right.
func TestRightPassphraseWithOneDamagedFileIsDamaged(t *testing.T) {
	o := phraseOptions(t, answering("right"))
	generation, err := mustOpen(t, o).Save(t.Context(), mila, bundle(100, 1))
	if err != nil {
		t.Fatal(err)
	}
	p := &person{answers: []string{"right"}}
	o.Passphrase = p.ask
	v := mustOpen(t, o)
	path := v.store.(*sealedStore).path(chunkName(mila, generation, 0))
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file[sealedHeader-nonceSize-1] ^= 1
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Load(t.Context(), mila, generation); !errors.Is(err, ErrDamaged) || errors.Is(err, ErrLocked) {
		t.Errorf("%v, want damaged", err)
	}
	if len(p.asked) != 1 {
		t.Errorf("asked %d times", len(p.asked))
	}
	if next, err := v.Save(t.Context(), mila, bundle(100, 2)); err != nil {
		t.Errorf("sign in again: %v", err)
	} else if _, err := v.Load(t.Context(), mila, next); err != nil {
		t.Errorf("after the new sign-in: %v", err)
	}
}

func TestForeignHeaderCannotAskForMuchWork(t *testing.T) {
	good := derivation{format: 2, method: fromPassphrase}.current()
	for name, change := range map[string]func(*derivation){
		"many passes": func(d *derivation) { d.passes = maxPasses + 1 }, "no passes": func(d *derivation) { d.passes = 0 },
		"much memory": func(d *derivation) { d.memory = maxMemory + 1 }, "little memory": func(d *derivation) { d.memory = minMemory - 1 },
		"many lanes": func(d *derivation) { d.lanes = maxLanes + 1 }, "no lanes": func(d *derivation) { d.lanes = 0 },
		"unknown method":     func(d *derivation) { d.method = 3 },
		"key file with work": func(d *derivation) { d.method = fromKeyFile },
	} {
		d := good
		change(&d)
		file, err := seal(d, keys{}, [nonceSize]byte{}, "latchkey", indexName, secret("plain"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := parseSealed(file); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v, want damaged", name, err)
		}
	}
	if !good.inBounds() {
		t.Error("what is written is out of bounds")
	}
}

func TestClosedVaultForgetsTheKeys(t *testing.T) {
	p := &person{answers: []string{"right", "right"}}
	v := mustOpen(t, phraseOptions(t, p.ask))
	if _, err := v.Save(context.Background(), mila, bundle(10, 1)); err != nil {
		t.Fatal(err)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Load(t.Context(), mila, 0); err != nil || len(p.asked) != 2 {
		t.Errorf("asked %d times, %v", len(p.asked), err)
	}
}
