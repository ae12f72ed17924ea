package vault

import (
	"context"
	"fmt"
)

// PhraseAsk says what a passphrase is asked for.
type PhraseAsk struct {
	New   bool // nothing is sealed yet: this one will seal, and a face asks twice
	Again bool // the one given before does not fit
}

// phraseTries is how often a person is asked in one call before it fails.
const phraseTries = 3

// asker asks a person for the passphrase of the sealed files.
type asker func(ctx context.Context, ask PhraseAsk) ([]byte, error)

// phrase asks once, and lets the end of the context end the wait. An answer that
// comes too late is wiped. Errors: ErrNoPassphrase, those of ctx.
func (ask asker) phrase(ctx context.Context, what PhraseAsk) (secret, error) {
	if ask == nil {
		return nil, fmt.Errorf("%w: nobody can be asked", ErrNoPassphrase)
	}
	type answer struct {
		phrase secret
		err    error
	}
	answers := make(chan answer)
	go func() {
		phrase, err := ask(ctx, what)
		select {
		case answers <- answer{phrase, err}:
		case <-ctx.Done():
			secret(phrase).wipe()
		}
	}()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case a := <-answers:
		switch {
		case a.err != nil:
			a.phrase.wipe()
			return nil, fmt.Errorf("%w: %w", ErrNoPassphrase, a.err)
		case len(a.phrase) == 0:
			return nil, ErrNoPassphrase
		}
		return a.phrase, nil
	}
}
