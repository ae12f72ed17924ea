package core

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"latchkey/app/doctor"
	"latchkey/auth"
	"latchkey/session"
	"latchkey/session/tomlfile"
	"latchkey/session/vault"
)

// fault is the failure of a check that an error is about, with the one thing that
// mends it. A check that was stopped from outside has found nothing.
func fault(err error, saw doctor.Evidence) doctor.Finding {
	if errors.Is(err, context.Canceled) {
		return doctor.Skipped("stopped")
	}
	return doctor.Failed(Code(err), remedyOf(err), saw).Because(err)
}

// remedyOf is the one thing that mends what an error says. An outage of the
// provider passes by itself: to sign in again would mend nothing, and could lose
// the session that is still good.
func remedyOf(err error) doctor.Fix {
	if found, ok := asType[*tomlfile.Error](err); ok {
		return doctor.Fix{ID: MendSettings, Argument: found.File}
	}
	if found, ok := asType[*auth.UnreachableError](err); ok {
		return outageRemedy(found)
	}
	if found, ok := asType[*auth.SecurityError](err); ok && strings.HasSuffix(found.Check, "_redirect") {
		return doctor.Fix{ID: MendPortal} // somebody on the way leads elsewhere
	}
	switch {
	case errors.Is(err, ErrRightsForbidden):
		return doctor.Fix{ID: MendAdministrator}
	case errors.Is(err, ErrRightsUnavailable):
		return doctor.Fix{ID: MendProvider}
	case errors.Is(err, auth.ErrMalformedAnswer):
		return doctor.Fix{ID: MendWait}
	case errors.Is(err, session.ErrNewer):
		return doctor.Fix{ID: MendUpdate}
	case isStorage(err):
		return storageRemedy(err)
	}
	if trouble, path := session.TroubleOf(err); trouble != "" {
		return homeRemedy(trouble, path)
	}
	if found, ok := asType[*fs.PathError](err); ok && errors.Is(err, syscall.ENOTDIR) {
		return doctor.Fix{ID: MendOwnFolder, Argument: found.Path}
	}
	return actionRemedy(err)
}

// outageRemedy tells a provider that has a fault from a connection that does not
// come about.
func outageRemedy(e *auth.UnreachableError) doctor.Fix {
	switch e.Cause {
	case "proxy", "proxy_auth":
		return doctor.Fix{ID: MendProxy}
	case "tls_untrusted":
		return doctor.Fix{ID: MendTrustCA}
	case "server_error", "rate_limited", "timeout", "refused", "no_answer":
		return doctor.Fix{ID: MendWait}
	}
	return doctor.Fix{ID: MendRetry}
}

// actionRemedy follows what a window would offer for a problem.
func actionRemedy(err error) doctor.Fix {
	found, _ := classify(err)
	remedies := map[string]string{
		"sign_in": MendSignIn, "recheck": MendRecheck, "reset": MendResetSession, "retry": MendRetry, "settings": MendSettings,
		"providers": MendProvider,
	}
	if id, known := remedies[found.action]; known {
		return doctor.Fix{ID: id}
	}
	return doctor.Fix{ID: MendSupport}
}

// isStorage says that an error is about the place where secrets lie.
func isStorage(err error) bool {
	for _, kind := range []error{vault.ErrMissing, vault.ErrLocked, vault.ErrRefused, vault.ErrDamaged, vault.ErrNotFound, vault.ErrTooLarge} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}

// storageRemedy differs with the place: a keyring is unlocked or started by the
// person, and of a sealed file it is the key that is missing.
func storageRemedy(err error) doctor.Fix {
	place, _ := asType[*StorageError](err)
	isSealed := place != nil && place.Kind == vault.SealedFile
	switch {
	case errors.Is(err, vault.ErrDamaged), errors.Is(err, vault.ErrNotFound):
		return doctor.Fix{ID: MendSignIn}
	case errors.Is(err, vault.ErrFull), errors.Is(err, vault.ErrTooLarge), errors.Is(err, vault.ErrNoLogonSession):
		return doctor.Fix{ID: MendMoveStorage}
	case errors.Is(err, vault.ErrMissing) && isSealed && place.KeyFile != "":
		return doctor.Fix{ID: MendSettings, Argument: place.KeyFile}
	case errors.Is(err, vault.ErrMissing):
		return doctor.Fix{ID: MendStartKeyring}
	case errors.Is(err, vault.ErrLocked) && isSealed && place.KeyFile != "":
		return doctor.Fix{ID: MendSettings, Argument: place.KeyFile} // it is not the key that sealed the files
	case errors.Is(err, vault.ErrLocked):
		return doctor.Fix{ID: MendUnlock}
	case isSealed && isWide(place.KeyFile):
		return doctor.Fix{ID: MendTighten, Argument: place.KeyFile}
	}
	return doctor.Fix{ID: MendMoveStorage}
}

// homeRemedy mends what a folder of Latchkey's own is in trouble with.
func homeRemedy(trouble session.Trouble, path string) doctor.Fix {
	switch trouble {
	case session.Full:
		return doctor.Fix{ID: MendFreeDisk, Argument: path}
	case session.Stale:
		return doctor.Fix{ID: MendRetry}
	}
	return doctor.Fix{ID: MendOwnFolder, Argument: path}
}
