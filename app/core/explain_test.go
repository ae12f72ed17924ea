package core_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"

	"latchkey/app/core"
	"latchkey/assets"
	"latchkey/auth"
	"latchkey/session"
	"latchkey/session/tomlfile"
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
		"provider_exists":              &core.ProviderExistsError{ID: "acme"},
		"provider_not_found":           &auth.ProviderResponseError{Status: 404},
		"input_invalid":                &core.InputError{Key: "issuer", Reason: "is not https"},
		"backup_damaged":               &session.DamagedError{Path: "/x/20261122-131500-ab12/manifest.json", Reason: "cut short"},
		"backup_newer":                 &session.NewerBackupError{Path: "/x/20261122-131500-ab12/manifest.json"},
		"backup_refused":               &session.RefusedError{Path: "/x", Reason: "the folder is a link", Backups: true},
		"home_unknown":                 &fs.PathError{Op: "lstat", Path: "/etc/passwd/state", Err: syscall.ENOTDIR},
		"home_refused":                 fs.ErrPermission,
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
		"file_invalid":                 &tomlfile.Error{File: "/x", Line: 3, Key: "issuer", Reason: "must be https"},
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

// A place for secrets has its own words: what helps with a keyring is nonsense
// for a sealed file, and the code is the same.
func TestStorageIsWordedByItsKind(t *testing.T) {
	for code, cause := range map[string]error{
		"storage_missing": vault.ErrMissing, "storage_locked": vault.ErrLocked, "storage_refused": vault.ErrRefused,
		"secrets_damaged": vault.ErrDamaged, "secrets_missing": vault.ErrNotFound,
	} {
		for _, language := range assets.Languages() {
			words := assets.In(language)
			sealed := core.Explain(&core.StorageError{Kind: vault.SealedFile, Folder: "/x/sealed", KeyFile: "/x/key", Err: cause}, words)
			keyring := core.Explain(&core.StorageError{Kind: vault.Keyring, Err: cause}, words)
			if sealed.Code != code || keyring.Code != code || sealed.Exit != keyring.Exit {
				t.Errorf("%s is %q in a file and %q in a keyring", code, sealed.Code, keyring.Code)
			}
			all := sealed.Title + sealed.Detail + strings.Join(sealed.Hints, "")
			if strings.Contains(all, "keyring") || strings.Contains(all, "wachtwoordopslag") || strings.Contains(all, "{") || len(sealed.Hints) == 0 {
				t.Errorf("%s of a sealed file in %s: %s", code, language, all)
			}
			if sealed.Detail == keyring.Detail {
				t.Errorf("%s has the same words for both in %s", code, language)
			}
		}
	}
}

func TestARefusalWithoutAReasonQuotesNothing(t *testing.T) {
	for _, refused := range []*auth.ProviderResponseError{{}, {Status: 400}, {Status: 403}, {Status: 404}, {Status: 410}} {
		for _, language := range assets.Languages() {
			problem := core.Explain(fmt.Errorf("discover provider: %w", refused), assets.In(language))
			if strings.Contains(problem.Detail, "“”") || len(problem.Hints) == 0 {
				t.Errorf("status %d in %s: %s", refused.Status, language, problem.Detail)
			}
			if gone := refused.Status == 404 || refused.Status == 410; gone != (problem.Exit == core.ExitUsage) {
				t.Errorf("status %d ends with %d", refused.Status, problem.Exit)
			}
		}
	}
	told := core.Explain(&auth.ProviderResponseError{Code: "invalid_request", Status: 400}, assets.In("en"))
	if told.Code != "provider_refused" || !strings.Contains(told.Detail, "“invalid_request”") {
		t.Errorf("a reason is lost: %+v", told)
	}
}

func TestOnlyAWaitForAPersonIsAWaitTimeout(t *testing.T) {
	for _, language := range assets.Languages() {
		plain := core.Explain(fmt.Errorf("discover provider: %w", context.DeadlineExceeded), assets.In(language))
		waited := core.Explain(fmt.Errorf("%w: %w", core.ErrWaitTimeout, context.DeadlineExceeded), assets.In(language))
		if plain.Code != "timeout" || plain.Exit != core.ExitNetwork || waited.Code != "wait_timeout" || waited.Exit != core.ExitCancelled {
			t.Errorf("in %s: %s %d and %s %d", language, plain.Code, plain.Exit, waited.Code, waited.Exit)
		}
	}
}

func TestADamagedManifestIsNotTheSessionFile(t *testing.T) {
	for _, failure := range []error{
		&session.DamagedError{Path: "/x/20261122-131500-ab12/manifest.json", Reason: "cut short"},
		&session.RefusedError{Path: "/x/20261122-131500-ab12/manifest.json", Reason: "it is a link"},
		&core.BackupDamagedError{Path: "/x/20261122-131500-ab12/manifest.json"},
	} {
		problem := core.Explain(failure, assets.In("en"))
		all := problem.Title + problem.Detail + strings.Join(problem.Hints, "")
		if problem.Code != "backup_damaged" || problem.Exit != core.ExitUsage || problem.Action == "reset" ||
			strings.Contains(all, "latchkey reset") || !strings.Contains(all, "20261122-131500-ab12") {
			t.Errorf("%v: %+v", failure, problem)
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

// The command line begins titles and details in lower case, which must not hit
// the name of a provider.
func TestNoProblemBeginsWithTheNameOfAProvider(t *testing.T) {
	for _, language := range assets.Languages() {
		for _, failure := range []error{
			&core.HelpOnlyError{Provider: core.Profile{Name: "Trimble ID"}},
			&core.HelpOnlyError{Provider: core.Profile{Name: "Trimble ID", Issuer: "https://id.example.com", ClientID: "x", PKCE: "serial"}},
		} {
			problem := core.Explain(failure, assets.In(language))
			if strings.HasPrefix(problem.Title, "Trimble") || strings.HasPrefix(problem.Detail, "Trimble") {
				t.Errorf("%s begins with a name: %s: %s", language, problem.Title, problem.Detail)
			}
		}
	}
}
