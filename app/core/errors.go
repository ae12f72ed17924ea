package core

import (
	"errors"
	"fmt"
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

// asType is errors.As with the type as a parameter.
func asType[T error](err error) (T, bool) {
	var found T
	ok := errors.As(err, &found)
	return found, ok
}
