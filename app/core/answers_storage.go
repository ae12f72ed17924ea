package core

// StorageMoveAnswer is latchkey.storage-move/1: secrets were carried from one
// place to another, and the old copy was removed.
type StorageMoveAnswer struct {
	Schema   string `json:"schema"`
	From     string `json:"from"`     // keyring sealed_file memory
	To       string `json:"to"`       // keyring sealed_file memory
	Accounts int    `json:"accounts"` // whose secrets were carried
	// SignInNeeded: nothing is carried into memory; everybody signs in again.
	SignInNeeded bool `json:"sign_in_needed"`
	OldRemoved   bool `json:"old_removed"` // false: the next job tries again
	Applied      bool `json:"applied"`     // false: this is what would be done
}

// PassphraseAsk says what a passphrase is asked for.
type PassphraseAsk struct {
	New   bool // it will seal; a face asks twice
	Again bool // the one given before does not fit
}
