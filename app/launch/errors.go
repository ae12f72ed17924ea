package launch

import "errors"

// Why there is no window.
var (
	// ErrNoWindow: this program was built without one (build tag nogui).
	ErrNoWindow = errors.New("this build of Latchkey has no window")
	// ErrNoDisplay: there is no screen to open a window on.
	ErrNoDisplay = errors.New("there is no screen")
)
