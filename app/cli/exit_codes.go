package cli

// The exit codes that this package decides itself. All others come with the
// problems of core.Explain.
const (
	exitDone         = 0
	exitUnexpected   = 1
	exitUsage        = 2
	exitSignInNeeded = 3
)
