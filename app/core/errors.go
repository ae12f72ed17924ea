package core

import (
	"errors"
	"fmt"
	"strings"

	"latchkey/session/tomlfile"
)

// What can go wrong in a job itself; everything else comes from auth and
// session with their own sentinels. Explain turns all of them into words.
var (
	ErrNotSignedIn       = errors.New("nobody is signed in")
	ErrNoProvider        = errors.New("no provider is selected")
	ErrAccountAmbiguous  = errors.New("several accounts, none named")
	ErrSignInNeeded      = errors.New("sign-in needed")
	ErrPartlyDone        = errors.New("partly done")
	ErrRightMissing      = errors.New("an access right is missing")
	ErrNoRightsYet       = errors.New("no cached access rights")
	ErrRightsForbidden   = errors.New("the rights service refuses this sign-in")
	ErrRightsUnavailable = errors.New("the provider has no rights service at that address")
	ErrPlanOutdated      = errors.New("things changed since the plan was made")
	ErrNothingToUndo     = errors.New("no backup to put back")
	ErrWrongAccount      = errors.New("another account signed in than the one asked for")
	ErrConfirmNeeded     = errors.New("a confirmation is needed and cannot be asked")
	ErrWaitTimeout       = errors.New("the time to wait for a person ran out")
	ErrUnknownScope      = errors.New("unknown reset scope")
	ErrUnknownStep       = errors.New("unknown recheck step")
	ErrHomeUnknown       = errors.New("the home folder cannot be used")

	// ErrRenewalInterrupted is an ErrSignInNeeded that a renewal without an
	// answer has brought about: the program or the connection ended in the middle
	// of it, and the provider has used the old refresh token up.
	ErrRenewalInterrupted = fmt.Errorf("a renewal was interrupted: %w", ErrSignInNeeded)
)

// UnknownAccountError names the account that was asked for.
type UnknownAccountError struct{ Account string }

func (e *UnknownAccountError) Error() string { return fmt.Sprintf("no account %q", e.Account) }

// UnknownProviderError names the provider that was asked for.
type UnknownProviderError struct{ ID string }

func (e *UnknownProviderError) Error() string { return fmt.Sprintf("no provider %q", e.ID) }

// ProviderNotOwnError says that a provider is not the person's to remove.
type ProviderNotOwnError struct{ ID, Origin string }

func (e *ProviderNotOwnError) Error() string {
	return fmt.Sprintf("provider %q is %s", e.ID, e.Origin)
}

// ProviderChangedError says that a provider's file names another issuer or
// client than the one that an account signed in to.
type ProviderChangedError struct{ Provider string }

func (e *ProviderChangedError) Error() string {
	return fmt.Sprintf("provider %q was changed since the sign-in", e.Provider)
}

// ProviderExistsError says that a person has described a provider of that id
// before.
type ProviderExistsError struct{ ID string }

func (e *ProviderExistsError) Error() string { return fmt.Sprintf("provider %q exists", e.ID) }

// InputError says what is wrong with something that was handed in and not
// written anywhere yet.
type InputError struct {
	Key    string // dotted, as it would stand in the file
	Reason string // for experts, English; ReasonText translates it
}

func (e *InputError) Error() string { return e.Key + " " + e.Reason }

// AppRunningError says that everything that was to be done belongs to apps, or to
// browsers, that run: nothing was done.
type AppRunningError struct {
	Apps     []string // "SketchUp 2021", or browsers
	Browsers bool     // they are browsers
}

func (e *AppRunningError) Error() string { return strings.Join(e.Apps, ", ") + " runs" }

// UnknownAppError names the modeling app that was asked for and is not in the
// catalogue.
type UnknownAppError struct{ ID string }

func (e *UnknownAppError) Error() string { return fmt.Sprintf("no app %q", e.ID) }

// ForbiddenAppError names a modeling app that a file of the catalogue forbids.
type ForbiddenAppError struct{ ID string }

func (e *ForbiddenAppError) Error() string { return fmt.Sprintf("app %q is forbidden", e.ID) }

// FileError says what is wrong in a file that a person or an administrator
// wrote: which file, which line, which key.
type FileError = tomlfile.Error

// asInput turns the complaint about a file into one about what would have
// become that file.
func asInput(err error) error {
	if found, ok := asType[*tomlfile.Error](err); ok {
		return &InputError{Key: found.Key, Reason: found.Reason}
	}
	return err
}

// BackupDamagedError says that the manifest of a backup cannot be used.
type BackupDamagedError struct{ Path string } // of the manifest

func (e *BackupDamagedError) Error() string { return e.Path + " is damaged" }

// asType is errors.As with the type as a parameter.
func asType[T error](err error) (T, bool) {
	var found T
	ok := errors.As(err, &found)
	return found, ok
}
