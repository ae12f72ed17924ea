package core

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"latchkey/session/vault"
)

// phraseMemory is how long a passphrase that was typed opens the second vault of
// the same folder, that of the network's passwords, without being asked again.
const phraseMemory = 2 * time.Minute

// phrases ask a person for the passphrases of sealed files, one question at a
// time. Make one with newPhrases.
type phrases struct {
	mu   sync.Mutex                                                   // of ask
	ask  func(ctx context.Context, ask PassphraseAsk) ([]byte, error) // nil: nobody can be asked
	gate chan struct{}                                                // holds one value while somebody is asked
	kept map[string]*keptPhrase                                       // by folder
	// pending: a question was asked that nobody has answered.
	pending atomic.Bool
}

// ErrPassphraseTimeout says that the time to wait for a passphrase ran out.
var ErrPassphraseTimeout = errors.New("nobody typed the passphrase in time")

// keptPhrase is what was typed last for a folder, until it is wiped.
type keptPhrase struct {
	phrase  []byte
	guessed bool // it answered the last question, and nobody typed it for that
}

func newPhrases(ask func(ctx context.Context, ask PassphraseAsk) ([]byte, error)) *phrases {
	return &phrases{ask: ask, gate: make(chan struct{}, 1), kept: map[string]*keptPhrase{}}
}

// AskPassphraseWith makes another part of a face ask for passphrases, such as the
// window once it is open.
func (c *Core) AskPassphraseWith(ask func(ctx context.Context, ask PassphraseAsk) ([]byte, error)) {
	c.phrases.mu.Lock()
	c.phrases.ask = ask
	c.phrases.mu.Unlock()
	c.main.reopen() // what was opened before asks as it was told then
	c.network.reopen()
}

func (p *phrases) person() func(ctx context.Context, ask PassphraseAsk) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.ask
}

// asker asks for the passphrase of one folder; nil when nobody can be asked.
func (p *phrases) asker(folder string) func(context.Context, vault.PhraseAsk) ([]byte, error) {
	person := p.person()
	if person == nil {
		return nil
	}
	return func(ctx context.Context, what vault.PhraseAsk) ([]byte, error) {
		select {
		case p.gate <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		defer func() { <-p.gate }()
		return p.answer(ctx, person, folder, PassphraseAsk{New: what.New, Again: what.Again})
	}
}

// answer gives what was typed for the folder a moment ago, or asks. The gate is
// held.
func (p *phrases) answer(
	ctx context.Context, person func(context.Context, PassphraseAsk) ([]byte, error), folder string, what PassphraseAsk,
) ([]byte, error) {
	if kept := p.kept[folder]; kept != nil {
		if !what.Again {
			kept.guessed = true
			return slices.Clone(kept.phrase), nil
		}
		what.Again = !kept.guessed // nobody typed what did not fit
		p.forget(folder, kept)
	}
	p.pending.Store(true)
	typed, err := person(ctx, what)
	if ctx.Err() == nil {
		p.pending.Store(false)
	}
	if err != nil || len(typed) == 0 {
		return typed, err
	}
	kept := &keptPhrase{phrase: slices.Clone(typed)}
	p.kept[folder] = kept
	time.AfterFunc(phraseMemory, func() {
		p.gate <- struct{}{}
		defer func() { <-p.gate }()
		p.forget(folder, kept)
	})
	return typed, nil
}

// forget wipes a passphrase. The gate is held.
func (p *phrases) forget(folder string, kept *keptPhrase) {
	clear(kept.phrase)
	if p.kept[folder] == kept {
		delete(p.kept, folder)
	}
}

// AsksPassphrase says whether a job may have to ask for a passphrase: secrets lie
// in a sealed file without a key file.
func (c *Core) AsksPassphrase() bool {
	settings, err := c.Settings()
	return err == nil && settings.Storage.Kind == string(vault.SealedFile) && settings.Storage.KeyFile == ""
}
