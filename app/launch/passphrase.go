//go:build !nogui

package launch

import (
	"context"

	"latchkey/app/core"
)

// asker asks a person for a passphrase; *app.Window is one.
type asker interface {
	AskPassphrase(ctx context.Context, ask core.PassphraseAsk) ([]byte, error)
}

// askInWindow makes the jobs ask for passphrases in the window. That must be said
// before the window exists, because it begins to work as soon as it does: what is
// asked until attach is called waits for it.
func (o Options) askInWindow() (attach func(asker)) {
	attached, window := make(chan struct{}), asker(nil)
	o.Jobs.AskPassphraseWith(func(ctx context.Context, ask core.PassphraseAsk) ([]byte, error) {
		select {
		case <-attached:
			return window.AskPassphrase(ctx, ask)
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	})
	return func(made asker) {
		window = made
		close(attached)
	}
}
