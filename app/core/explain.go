package core

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"syscall"

	"latchkey/assets"
	"latchkey/auth"
	"latchkey/auth/browser"
	"latchkey/session"
	"latchkey/session/rights"
	"latchkey/session/vault"
)

// Problem is one failure as people and scripts see it. Code is stable: the same
// in the window, the command line, JSON and the documentation.
type Problem struct {
	Code   string   `json:"code"`
	Title  string   `json:"title"`
	Detail string   `json:"detail"`
	Hints  []string `json:"hints"`
	Exit   int      `json:"exit"`
	// Action is what a window offers as the one fix: sign_in recheck reset undo
	// retry settings providers, or nothing.
	Action string `json:"-"`
}

// kind is one row of the table of problems.
type kind struct {
	code   string
	exit   int
	action string
	is     error // matched with errors.Is
	// family lends its words to a code that has no own ones; "" for none.
	family string
	// at and cause fill the words where only the code is known.
	at, cause string
}

// problems lists what errors.Is can tell, the more telling first: an error often
// wraps several. Types that carry data are in specific.
func problems() []kind {
	return []kind{
		{code: "partly_done", exit: ExitPartly, action: "retry", is: ErrPartlyDone},
		{code: "wait_timeout", exit: ExitCancelled, action: "sign_in", is: ErrWaitTimeout},
		{code: "storage_passphrase_timeout", exit: ExitCancelled, action: "retry", is: ErrPassphraseTimeout},
		{code: "home_unknown", exit: ExitUsage, action: "", is: ErrHomeUnknown},
		{code: "cancelled", exit: ExitCancelled, action: "", is: context.Canceled},
		{code: "not_signed_in", exit: ExitSignIn, action: "sign_in", is: ErrNotSignedIn},
		{code: "wrong_account", exit: ExitSecurity, action: "sign_in", is: ErrWrongAccount},
		{code: "renewal_interrupted", exit: ExitSignIn, action: "sign_in", is: ErrRenewalInterrupted},
		{code: "sign_in_needed", exit: ExitSignIn, action: "sign_in", is: ErrSignInNeeded},
		{code: "provider_missing", exit: ExitUsage, action: "providers", is: ErrNoProvider},
		{code: "account_ambiguous", exit: ExitUsage, action: "", is: ErrAccountAmbiguous},
		{code: "right_missing", exit: ExitNotAllowed, action: "recheck", is: ErrRightMissing},
		{code: "rights_forbidden", exit: ExitNotAllowed, action: "", is: ErrRightsForbidden},
		{code: "rights_unavailable", exit: ExitNotAllowed, action: "", is: ErrRightsUnavailable},
		{code: "rights_superseded", exit: ExitBusy, action: "recheck", is: rights.ErrSuperseded},
		{code: "plan_outdated", exit: ExitBusy, action: "retry", is: ErrPlanOutdated},
		{code: "nothing_to_undo", exit: ExitUsage, action: "", is: ErrNothingToUndo},
		{code: "confirm_needed", exit: ExitUsage, action: "", is: ErrConfirmNeeded},
		{code: "scope_unknown", exit: ExitUsage, action: "", is: ErrUnknownScope},
		{code: "step_unknown", exit: ExitUsage, action: "", is: ErrUnknownStep},
		{code: "backup_unknown", exit: ExitUsage, action: "", is: session.ErrNoBackup},
		{code: "busy", exit: ExitBusy, action: "retry", is: session.ErrBusy},
		{code: "busy", exit: ExitBusy, action: "retry", is: rights.ErrBusy},
		{code: "session_newer", exit: ExitUsage, action: "", is: session.ErrNewer},
		{code: "session_refused", exit: ExitUsage, action: "reset", is: session.ErrRefused},
		{code: "session_damaged", exit: ExitUsage, action: "reset", is: session.ErrDamaged},
		{code: "session_missing", exit: ExitSignIn, action: "sign_in", is: session.ErrMissing},
		{code: "storage_passphrase_wrong", exit: ExitStorage, action: "retry", is: vault.ErrWrongPassphrase},
		{code: "storage_passphrase_needed", exit: ExitStorage, action: "retry", is: vault.ErrNoPassphrase},
		{code: "storage_sealed_by_passphrase", exit: ExitStorage, action: "settings", is: vault.ErrNeedsPassphrase},
		{code: "storage_sealed_by_key_file", exit: ExitStorage, action: "settings", is: vault.ErrNeedsKeyFile},
		{code: "storage_key_other_user", exit: ExitStorage, action: "settings", is: vault.ErrOtherUser},
		{code: "storage_no_logon_session", exit: ExitStorage, action: "settings", is: vault.ErrNoLogonSession},
		{code: "storage_full", exit: ExitStorage, action: "settings", is: vault.ErrFull},
		{code: "storage_full", exit: ExitStorage, action: "settings", is: vault.ErrTooLarge},
		{code: "storage_missing", exit: ExitStorage, action: "settings", is: vault.ErrMissing},
		{code: "storage_locked", exit: ExitStorage, action: "retry", is: vault.ErrLocked},
		{code: "storage_refused", exit: ExitStorage, action: "retry", is: vault.ErrRefused},
		{code: "secrets_damaged", exit: ExitSignIn, action: "sign_in", is: vault.ErrDamaged},
		{code: "secrets_missing", exit: ExitSignIn, action: "sign_in", is: vault.ErrNotFound},
		{code: "declined", exit: ExitNotAllowed, action: "sign_in", is: auth.ErrDeclined},
		{code: "code_expired", exit: ExitCancelled, action: "sign_in", is: auth.ErrCodeExpired},
		{code: "sign_in_needed", exit: ExitSignIn, action: "sign_in", is: auth.ErrSignInNeeded},
		{code: "sign_in_needed", exit: ExitSignIn, action: "sign_in", is: auth.ErrNoRefreshToken},
		{code: "security_check", exit: ExitSecurity, action: "sign_in", is: auth.ErrSecurityCheck},
		{code: "server_malformed", exit: ExitNetwork, action: "retry", is: auth.ErrMalformedAnswer},
		{code: "server_unreachable", exit: ExitNetwork, action: "retry", is: auth.ErrUnreachable},
		{code: "provider_refused", exit: ExitNotAllowed, action: "sign_in", is: auth.ErrProviderRefused},
		{code: "provider_unsupported", exit: ExitUsage, action: "", is: auth.ErrUnsupported},
		{code: "claims_old", exit: ExitSignIn, action: "sign_in", is: auth.ErrNotCurrent},
		{code: "listen_failed", exit: ExitUnexpected, action: "retry", is: auth.ErrListen},
		{code: "browser_unavailable", exit: ExitUnexpected, action: "sign_in", is: auth.ErrBrowser},
		{code: "file_manager_missing", exit: ExitUnexpected, is: browser.ErrNoFileManager},
		{code: "browser_text_only", exit: ExitUnexpected, action: "sign_in", is: browser.ErrTextBrowser},
		{code: "browser_unavailable", exit: ExitUnexpected, action: "sign_in", is: browser.ErrNoBrowser},
		{code: "disk_full", exit: ExitUnexpected, action: "retry", is: syscall.ENOSPC},
		{code: "disk_full", exit: ExitUnexpected, action: "retry", is: syscall.EDQUOT}, // the person's share of it
		{code: "disk_failed", exit: ExitUnexpected, action: "retry", is: syscall.EIO},
		{code: "home_refused", exit: ExitUnexpected, action: "retry", is: fs.ErrPermission},
		{code: "home_read_only", exit: ExitUnexpected, action: "retry", is: syscall.EROFS},
		{code: "home_unknown", exit: ExitUsage, action: "", is: syscall.ENOTDIR},
		{code: "timeout", exit: ExitNetwork, action: "retry", is: context.DeadlineExceeded},
	}
}

// Explain turns an error into words and an exit code. It is the only place that
// does. nil gives the zero Problem.
func Explain(err error, words assets.Words) Problem {
	if err == nil {
		return Problem{}
	}
	found, pairs := classify(err)
	return worded(found, words, pairs)
}

// pairs are what the words need to read well when nothing but the code is known.
func (k kind) pairs() []any {
	return []any{"check", k.code, "at", k.at, "cause", k.cause}
}

// ProblemText is the wording of a problem of which only the code is known, such
// as the last problem in the login_session file.
func ProblemText(code string, words assets.Words) Problem {
	for _, known := range slices.Concat(problems(), dataProblems(), doctorProblems()) {
		if known.code == code {
			return worded(known, words, known.pairs())
		}
	}
	return worded(kind{code: code, exit: ExitUnexpected}, words, nil)
}

// Code is the stable identifier of an error.
func Code(err error) string {
	if err == nil {
		return ""
	}
	found, _ := classify(err)
	return found.code
}

func classify(err error) (kind, []any) {
	if found, pairs, ok := specific(err); ok {
		return found, pairs
	}
	for _, known := range problems() {
		if !errors.Is(err, known.is) {
			continue
		}
		if found, pairs, ok := homeTrouble(err); ok && isHomeTrouble(known.code) {
			return found, pairs
		}
		return known, storagePairs(err)
	}
	if found, pairs, ok := homeTrouble(err); ok {
		return found, pairs
	}
	return kind{code: "unexpected", exit: ExitUnexpected}, []any{"detail", err.Error()}
}
