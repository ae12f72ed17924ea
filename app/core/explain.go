package core

import (
	"context"
	"errors"
	"io/fs"
	"strconv"
	"strings"
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
}

// problems lists what errors.Is can tell, the more telling first: an error often
// wraps several. Types that carry data are in specific.
func problems() []kind {
	return []kind{
		{"partly_done", ExitPartly, "retry", ErrPartlyDone},
		{"wait_timeout", ExitCancelled, "sign_in", ErrWaitTimeout},
		{"home_unknown", ExitUsage, "", ErrHomeUnknown},
		{"cancelled", ExitCancelled, "", context.Canceled},
		{"not_signed_in", ExitSignIn, "sign_in", ErrNotSignedIn},
		{"wrong_account", ExitSecurity, "sign_in", ErrWrongAccount},
		{"sign_in_needed", ExitSignIn, "sign_in", ErrSignInNeeded},
		{"provider_missing", ExitUsage, "providers", ErrNoProvider},
		{"account_ambiguous", ExitUsage, "", ErrAccountAmbiguous},
		{"right_missing", ExitNotAllowed, "recheck", ErrRightMissing},
		{"rights_forbidden", ExitNotAllowed, "", ErrRightsForbidden},
		{"rights_unavailable", ExitNotAllowed, "", ErrRightsUnavailable},
		{"rights_superseded", ExitBusy, "recheck", rights.ErrSuperseded},
		{"plan_outdated", ExitBusy, "retry", ErrPlanOutdated},
		{"nothing_to_undo", ExitUsage, "", ErrNothingToUndo},
		{"confirm_needed", ExitUsage, "", ErrConfirmNeeded},
		{"scope_unknown", ExitUsage, "", ErrUnknownScope},
		{"step_unknown", ExitUsage, "", ErrUnknownStep},
		{"backup_unknown", ExitUsage, "", session.ErrNoBackup},
		{"busy", ExitBusy, "retry", session.ErrBusy},
		{"busy", ExitBusy, "retry", rights.ErrBusy},
		{"session_newer", ExitUsage, "", session.ErrNewer},
		{"session_refused", ExitUsage, "reset", session.ErrRefused},
		{"session_damaged", ExitUsage, "reset", session.ErrDamaged},
		{"session_missing", ExitSignIn, "sign_in", session.ErrMissing},
		{"storage_missing", ExitStorage, "settings", vault.ErrMissing},
		{"storage_locked", ExitStorage, "retry", vault.ErrLocked},
		{"storage_refused", ExitStorage, "retry", vault.ErrRefused},
		{"secrets_damaged", ExitSignIn, "sign_in", vault.ErrDamaged},
		{"secrets_missing", ExitSignIn, "sign_in", vault.ErrNotFound},
		{"declined", ExitNotAllowed, "sign_in", auth.ErrDeclined},
		{"code_expired", ExitCancelled, "sign_in", auth.ErrCodeExpired},
		{"sign_in_needed", ExitSignIn, "sign_in", auth.ErrSignInNeeded},
		{"sign_in_needed", ExitSignIn, "sign_in", auth.ErrNoRefreshToken},
		{"security_check", ExitSecurity, "sign_in", auth.ErrSecurityCheck},
		{"server_malformed", ExitNetwork, "retry", auth.ErrMalformedAnswer},
		{"server_unreachable", ExitNetwork, "retry", auth.ErrUnreachable},
		{"provider_refused", ExitNotAllowed, "sign_in", auth.ErrProviderRefused},
		{"provider_unsupported", ExitUsage, "", auth.ErrUnsupported},
		{"listen_failed", ExitUnexpected, "retry", auth.ErrListen},
		{"browser_unavailable", ExitUnexpected, "sign_in", auth.ErrBrowser},
		{"browser_unavailable", ExitUnexpected, "sign_in", browser.ErrNoBrowser},
		{"disk_full", ExitUnexpected, "retry", syscall.ENOSPC},
		{"home_refused", ExitUnexpected, "retry", fs.ErrPermission},
		{"home_refused", ExitUnexpected, "retry", syscall.EROFS},
		{"home_unknown", ExitUsage, "", syscall.ENOTDIR},
		{"timeout", ExitNetwork, "retry", context.DeadlineExceeded},
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

// ProblemText is the wording of a problem of which only the code is known, such
// as the last problem in the login_session file.
func ProblemText(code string, words assets.Words) Problem {
	for _, known := range problems() {
		if known.code == code {
			return worded(known, words, nil)
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
		if errors.Is(err, known.is) {
			return known, storagePairs(err)
		}
	}
	return kind{code: "unexpected", exit: ExitUnexpected}, []any{"detail", err.Error()}
}

// worded looks the words up: problem.CODE.title, .detail, .hint1 and so on.
// A security check without words of its own has those of security_check.
func worded(found kind, words assets.Words, pairs []any) Problem {
	key := "problem." + found.code
	if !words.Has(key+".title") && found.exit == ExitSecurity {
		key, pairs = "problem.security_check", append(pairs, "check", found.code)
	}
	if !words.Has(key + ".title") {
		key = "problem.unexpected"
	}
	translateReason(pairs, words)
	cause := causeOf(pairs)
	problem := Problem{
		Code: found.code, Exit: found.exit, Action: found.action, Hints: []string{},
		Title:  words.Text(forCause(key+".title", cause, words), pairs...),
		Detail: words.Text(forCause(key+".detail", cause, words), pairs...),
	}
	hint := func(i int) string { return key + ".hint" + strconv.Itoa(i) }
	suffix := strings.TrimPrefix(forCause(hint(1), cause, words), hint(1)) // a cause has all its hints, or none
	for i := 1; words.Has(hint(i) + suffix); i++ {
		problem.Hints = append(problem.Hints, words.Text(hint(i)+suffix, pairs...))
	}
	return problem
}

// causeOf finds what brought a problem about, when that is known.
func causeOf(pairs []any) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if cause, ok := pairs[i+1].(string); ok && pairs[i] == "cause" {
			return cause
		}
	}
	return ""
}

// forCause prefers the words for a cause, where there are any: KEY.CAUSE.
func forCause(key, cause string, words assets.Words) string {
	if special := key + "." + cause; cause != "" && words.Has(special) {
		return special
	}
	return key
}

// translateReason puts the reason of a refusal into the words' language.
func translateReason(pairs []any, words assets.Words) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if reason, ok := pairs[i+1].(string); ok && pairs[i] == "reason" {
			pairs[i+1] = ReasonText(reason, words)
		}
	}
}

// ReasonText translates a short reason that session or a file check gave in
// English; one without a translation stays as it is.
func ReasonText(reason string, words assets.Words) string {
	parts := strings.FieldsFunc(strings.ToLower(reason), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	if key := "reason." + strings.Join(parts, "_"); words.Has(key) {
		return words.Text(key)
	}
	return reason
}
