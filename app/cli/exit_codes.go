package cli

import "latchkey/app/core"

// The exit codes that this package decides itself. All others come with the
// problems of core.Explain.
const (
	exitDone         = core.ExitDone
	exitUnexpected   = core.ExitUnexpected
	exitUsage        = core.ExitUsage
	exitSignInNeeded = core.ExitSignIn
)
