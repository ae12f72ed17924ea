package core

// Exit codes of every face; the contract with scripts.
const (
	ExitDone       = 0
	ExitUnexpected = 1
	ExitUsage      = 2  // wrong usage or invalid configuration
	ExitSignIn     = 3  // sign-in needed
	ExitCancelled  = 4  // cancelled, or the time to wait for a person ran out
	ExitNetwork    = 5  // server or network cannot be reached, or answers with an error
	ExitStorage    = 6  // secure storage is missing, locked or refuses
	ExitNotAllowed = 7  // an access right is missing, or policy forbids it
	ExitPartly     = 8  // partly done: the report says what is left
	ExitBusy       = 9  // another process or a running app holds what is needed
	ExitSecurity   = 10 // the server's answer failed a security check: nothing was stored
)
