//go:build nogui

package launch

import "context"

// HasWindow says whether this build can open a window.
const HasWindow = false

// Window says that there is none. Errors: ErrNoWindow.
func Window(context.Context, Options) error { return ErrNoWindow }
