package vault

// Causes say more than the sentinel that they match, so that a person can be
// told the one thing to do: errors.Is holds for both.
var (
	// ErrWrongKey means that the files were sealed with another key. It is ErrLocked.
	ErrWrongKey error = &causeError{"the key does not fit", ErrLocked}
	// ErrWrongPassphrase means that three passphrases in a row did not fit. It is ErrWrongKey.
	ErrWrongPassphrase error = &causeError{"the passphrase does not fit", ErrWrongKey}
	// ErrNeedsPassphrase means that a passphrase sealed the files, and a key file was given. It is ErrWrongKey.
	ErrNeedsPassphrase error = &causeError{"sealed with a passphrase, not with a key file", ErrWrongKey}
	// ErrNeedsKeyFile means that a key file sealed the files, and none was given. It is ErrWrongKey.
	ErrNeedsKeyFile error = &causeError{"sealed with a key file, not with a passphrase", ErrWrongKey}
	// ErrNoPassphrase means that nobody can be asked for the passphrase, or gave none. It is ErrLocked.
	ErrNoPassphrase error = &causeError{"no passphrase was given", ErrLocked}
	// ErrKeyFileMissing means that there is no file at Options.KeyFile. It is ErrMissing.
	ErrKeyFileMissing error = &causeError{"the key file does not exist", ErrMissing}
	// ErrKeyFileUnusable means that the key file is too short, not an ordinary file, another
	// user's, or open to others; an error of the file says which. It is ErrRefused.
	ErrKeyFileUnusable error = &causeError{"the key file cannot be used", ErrRefused}
	// ErrOtherUser means that Windows made the key file for another user, another
	// computer, or before the password was reset from outside. It is ErrRefused.
	ErrOtherUser error = &causeError{"the key file is bound to another user", ErrRefused}
	// ErrNoLogonSession means that Windows keeps no credentials in this kind of
	// session: SSH, a service, a scheduled task, a temporary profile. It is ErrRefused.
	ErrNoLogonSession error = &causeError{"this Windows session keeps no credentials", ErrRefused}
	// ErrFull means that the storage has no room. It is ErrRefused.
	ErrFull error = &causeError{"the secure storage has no room", ErrRefused}
)

// causeError is a sentinel that is also another one.
type causeError struct {
	text string
	kind error
}

// Error names the kind first, as every error of this package does.
func (e *causeError) Error() string { return e.kind.Error() + ": " + e.text }

// Unwrap returns what this is a case of.
func (e *causeError) Unwrap() error { return e.kind }
