package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
)

// answering always gives the same passphrase, in bytes of its own.
func answering(phrase string) func(context.Context, PhraseAsk) ([]byte, error) {
	return func(context.Context, PhraseAsk) ([]byte, error) { return []byte(phrase), nil }
}

// person gives answers in turn, and remembers what it was asked and what it gave.
type person struct {
	answers []string
	asked   []PhraseAsk
	given   [][]byte
}

func (p *person) ask(_ context.Context, what PhraseAsk) ([]byte, error) {
	p.asked = append(p.asked, what)
	if len(p.answers) == 0 {
		return nil, errors.New("nobody is there")
	}
	answer := []byte(p.answers[0])
	p.answers, p.given = p.answers[1:], append(p.given, answer)
	return answer, nil
}

// phraseOptions are those of a folder that a passphrase seals.
func phraseOptions(t *testing.T, ask func(context.Context, PhraseAsk) ([]byte, error)) Options {
	t.Helper()
	return Options{Kind: SealedFile, Namespace: "latchkey", Folder: filepath.Join(t.TempDir(), "sealed"), Passphrase: ask}
}

func TestPassphraseIsAskedOnceAndSaysWhatFor(t *testing.T) {
	first := &person{answers: []string{"right"}}
	o := phraseOptions(t, first.ask)
	v := mustOpen(t, o)
	for seed := range uint64(3) {
		if _, err := v.Save(t.Context(), mila, bundle(100, seed)); err != nil {
			t.Fatal(err)
		}
	}
	if want := []PhraseAsk{{New: true}}; !slices.Equal(first.asked, want) {
		t.Errorf("the first time: asked %+v, want %+v", first.asked, want)
	}
	later := &person{answers: []string{"wrong", "wrong too", "right"}}
	o.Passphrase = later.ask
	v = mustOpen(t, o)
	for range 3 {
		if got, err := v.Load(t.Context(), mila, 0); err != nil || !bytes.Equal(got, bundle(100, 2)) {
			t.Fatal(err)
		}
	}
	if _, err := v.Save(t.Context(), piet, bundle(100, 4)); err != nil {
		t.Fatal(err)
	}
	if want := []PhraseAsk{{}, {Again: true}, {Again: true}}; !slices.Equal(later.asked, want) {
		t.Errorf("later: asked %+v, want %+v", later.asked, want)
	}
}

func TestPassphraseIsWipedAfterUse(t *testing.T) {
	p := &person{answers: []string{"right"}}
	o := phraseOptions(t, p.ask)
	if _, err := mustOpen(t, o).Save(t.Context(), mila, bundle(100, 1)); err != nil {
		t.Fatal(err)
	}
	p.answers = []string{"wrong", "wrong", "wrong"}
	_, _ = mustOpen(t, o).Load(t.Context(), mila, 0)
	p.answers = []string{"right"}
	if _, err := mustOpen(t, o).Load(t.Context(), mila, 0); err != nil {
		t.Fatal(err)
	}
	if len(p.given) != 5 {
		t.Fatalf("gave %d answers", len(p.given))
	}
	for i, answer := range p.given {
		if !bytes.Equal(answer, make([]byte, len(answer))) {
			t.Errorf("answer %d is still there", i)
		}
	}
}

func TestAnswerThatComesTooLateIsWiped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asking, goOn := make(chan struct{}), make(chan struct{})
		late := []byte("late")
		v := mustOpen(t, phraseOptions(t, func(context.Context, PhraseAsk) ([]byte, error) {
			close(asking)
			<-goOn
			return late, nil
		}))
		ctx, cancel := context.WithCancel(t.Context())
		go func() { <-asking; cancel() }()
		if _, err := v.Save(ctx, mila, nil); !errors.Is(err, context.Canceled) || errors.Is(err, ErrLocked) {
			t.Errorf("%v, want the cancel", err)
		}
		close(goOn)
		synctest.Wait()
		if !bytes.Equal(late, make([]byte, 4)) {
			t.Error("the answer is still there")
		}
	})
}

func TestThreeWrongPassphrasesEndTheCall(t *testing.T) {
	o := phraseOptions(t, answering("right"))
	generation, err := mustOpen(t, o).Save(t.Context(), mila, bundle(100, 1))
	if err != nil {
		t.Fatal(err)
	}
	before := contentOf(t, o.Folder)
	const canary = "canary-phrase"
	calls := map[string]func(*Vault) error{
		"load":                    func(v *Vault) error { _, err := v.Load(t.Context(), mila, generation); return err },
		"newest":                  func(v *Vault) error { _, err := v.Newest(t.Context(), mila); return err },
		"save":                    func(v *Vault) error { _, err := v.Save(t.Context(), mila, bundle(100, 2)); return err },
		"save of another account": func(v *Vault) error { _, err := v.Save(t.Context(), piet, bundle(100, 2)); return err },
		"probe":                   func(v *Vault) error { return v.Probe(t.Context(), 100) },
	}
	for name, call := range calls {
		t.Run(name, func(t *testing.T) {
			p := &person{answers: []string{canary, canary, canary, "right"}}
			o := o
			o.Passphrase = p.ask
			v := mustOpen(t, o)
			err := call(v)
			if !errors.Is(err, ErrWrongPassphrase) || !errors.Is(err, ErrWrongKey) || !errors.Is(err, ErrLocked) || errors.Is(err, ErrDamaged) {
				t.Errorf("%v, want a wrong passphrase", err)
			}
			if text := fmt.Sprintf("%v %+v %#v", err, err, err); strings.Contains(text, canary) {
				t.Errorf("the passphrase is told: %s", text)
			}
			if len(p.asked) != phraseTries {
				t.Errorf("asked %d times", len(p.asked))
			}
			if after := contentOf(t, o.Folder); after != before {
				t.Error("something was written")
			}
			if _, err := v.Load(t.Context(), mila, generation); err != nil {
				t.Errorf("the next call, with the right one: %v", err)
			}
		})
	}
}

func TestWhenNobodyGivesAPassphraseItIsSaid(t *testing.T) {
	o := phraseOptions(t, answering("right"))
	if _, err := mustOpen(t, o).Save(t.Context(), mila, bundle(100, 1)); err != nil {
		t.Fatal(err)
	}
	gone := errors.New("no terminal")
	for name, ask := range map[string]func(context.Context, PhraseAsk) ([]byte, error){
		"nobody":    nil,
		"no answer": func(context.Context, PhraseAsk) ([]byte, error) { return nil, gone },
		"empty":     answering(""),
	} {
		t.Run(name, func(t *testing.T) {
			o := o
			o.Passphrase = ask
			v := mustOpen(t, o)
			_, loadErr := v.Load(t.Context(), mila, 0)
			_, saveErr := v.Save(t.Context(), piet, bundle(10, 1))
			for what, err := range map[string]error{"load": loadErr, "save": saveErr} {
				if !errors.Is(err, ErrNoPassphrase) || !errors.Is(err, ErrLocked) || errors.Is(err, ErrWrongKey) {
					t.Errorf("%s: %v", what, err)
				}
			}
			if name == "no answer" && !errors.Is(loadErr, gone) {
				t.Errorf("the face's own error is lost: %v", loadErr)
			}
			if state := v.State(t.Context()); (state == StateLocked) != (ask == nil) {
				t.Errorf("state %q", state)
			}
			if has, err := v.Has(t.Context(), mila, 0); err != nil || !has {
				t.Errorf("has %v, %v", has, err)
			}
			if err := v.RemoveAll(t.Context()); err != nil {
				t.Errorf("a removal needs no passphrase: %v", err)
			}
			if empty, err := v.Empty(t.Context()); err != nil || !empty {
				t.Errorf("empty %v, %v", empty, err)
			}
		})
		if _, err := mustOpen(t, o).Save(t.Context(), mila, bundle(100, 1)); err != nil {
			t.Fatal(err)
		}
	}
}
