package core_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"latchkey/app/core"
	"latchkey/assets"
	"latchkey/auth"
	"latchkey/session"
	"latchkey/session/vault"
)

func exitOf(err error) int { return core.Explain(err, assets.In("en")).Exit }

func TestEveryProblemSaysWhatWhyAndTheNextStep(t *testing.T) {
	failures := map[string]error{
		"cancelled":                    context.Canceled,
		"not_signed_in":                core.ErrNotSignedIn,
		"sign_in_needed":               auth.ErrSignInNeeded,
		"wrong_account":                core.ErrWrongAccount,
		"provider_missing":             core.ErrNoProvider,
		"provider_unknown":             &core.UnknownProviderError{ID: "acme"},
		"provider_help_only_client_id": &core.HelpOnlyError{Provider: core.Profile{Name: "Trimble ID"}},
		"provider_help_only_demo":      &core.HelpOnlyError{Provider: core.Profile{Name: "Demo", Help: "demo"}},
		"account_unknown":              &core.UnknownAccountError{Account: "a@b.example"},
		"account_ambiguous":            core.ErrAccountAmbiguous,
		"right_missing":                core.ErrRightMissing,
		"rights_forbidden":             core.ErrRightsForbidden,
		"rights_unavailable":           core.ErrRightsUnavailable,
		"plan_outdated":                core.ErrPlanOutdated,
		"nothing_to_undo":              core.ErrNothingToUndo,
		"confirm_needed":               core.ErrConfirmNeeded,
		"scope_unknown":                core.ErrUnknownScope,
		"backup_unknown":               session.ErrNoBackup,
		"busy":                         session.ErrBusy,
		"busy_held":                    &session.BusyError{Program: "latchkey", PID: 12},
		"session_newer":                session.ErrNewer,
		"session_damaged":              &session.DamagedError{Path: "/x", Reason: "cut short"},
		"session_refused":              &session.RefusedError{Path: "/x", Reason: "a link"},
		"storage_missing":              vault.ErrMissing,
		"storage_locked":               vault.ErrTimeout,
		"storage_refused":              vault.ErrRefused,
		"secrets_damaged":              vault.ErrDamaged,
		"declined":                     auth.ErrDeclined,
		"code_expired":                 auth.ErrCodeExpired,
		"server_unreachable":           auth.ErrUnreachable,
		"server_malformed":             auth.ErrMalformedAnswer,
		"listen_failed":                auth.ErrListen,
		"browser_unavailable":          auth.ErrBrowser,
		"nonce":                        &auth.SecurityError{Check: "nonce"},
		"issuer_mismatch":              &auth.SecurityError{Check: "issuer_mismatch"},
		"file_invalid":                 &core.FileError{File: "/x", Line: 3, Key: "issuer", Reason: "must be https"},
		"wait_timeout":                 core.ErrWaitTimeout,
		"timeout":                      context.DeadlineExceeded,
		"partly_done":                  core.ErrPartlyDone,
		"unexpected":                   errors.New("something else"),
	}
	for _, language := range assets.Languages() {
		words := assets.In(language)
		for code, failure := range failures {
			problem := core.Explain(fmt.Errorf("do a job: %w", failure), words)
			if problem.Code != code {
				t.Errorf("%v is %q, want %q", failure, problem.Code, code)
			}
			if problem.Title == "" || problem.Detail == "" || strings.HasPrefix(problem.Title, "problem.") {
				t.Errorf("%s in %s has no words: %+v", code, language, problem)
			}
			if len(problem.Hints) == 0 && code != "cancelled" {
				t.Errorf("%s in %s names no next step", code, language)
			}
			if text := problem.Title + problem.Detail + strings.Join(problem.Hints, ""); strings.Contains(text, "{") {
				t.Errorf("%s in %s has an open placeholder: %s", code, language, text)
			}
		}
	}
}

func TestReasonsAreToldInEveryLanguage(t *testing.T) {
	dutch := core.Explain(&session.DamagedError{Path: "/x", Reason: "the checksum does not match"}, assets.In("nl"))
	if !strings.Contains(dutch.Detail, "controlesom") {
		t.Errorf("Dutch says %q", dutch.Detail)
	}
	if got := core.ReasonText("something that nobody translated", assets.In("nl")); got != "something that nobody translated" {
		t.Errorf("an unknown reason became %q", got)
	}
}
