package guide

// SenderList is what one source says about who sends the mails of sign-in.
type SenderList struct {
	Date    string   `toml:"date"`   // 2006-01-02, 2006-01 or empty: unknown
	Source  string   `toml:"source"` // id of a Source
	Senders []string `toml:"senders"`
	// Stage are those of Senders that belong to a system for tests: not to be let
	// through where people work.
	Stage []string `toml:"stage"`
	// Addresses are network addresses, as information only: no computer is wrong
	// because of one.
	Addresses []string `toml:"addresses"`
}

// PasswordRule is one rule for passwords as sources state it. It is something to
// compare with: Latchkey never asks for a password.
type PasswordRule struct {
	ID      string   `toml:"id"`      // its words: guide.password.ID
	Least   int      `toml:"least"`   // {least}
	Most    int      `toml:"most"`    // {most}
	Letters string   `toml:"letters"` // {letters}: the characters that it names
	Sources []string `toml:"sources"` // who says so
	Silent  []string `toml:"silent"`  // who speaks of passwords and says nothing of it
	Against []string `toml:"against"` // ids of rules that say otherwise
}
