package core_test

import (
	"fmt"
	"strings"
	"testing"

	"latchkey/app/core"
	"latchkey/assets"
	"latchkey/session/vault"
)

// What a vault tells apart, a person is told apart: each cause has its own next step.
func TestCausesOfAStorageHaveTheirOwnWords(t *testing.T) {
	causes := map[string]error{
		"storage_passphrase_wrong":     vault.ErrWrongPassphrase,
		"storage_passphrase_needed":    vault.ErrNoPassphrase,
		"storage_sealed_by_passphrase": vault.ErrNeedsPassphrase,
		"storage_sealed_by_key_file":   vault.ErrNeedsKeyFile,
		"storage_key_other_user":       vault.ErrOtherUser,
		"storage_no_logon_session":     vault.ErrNoLogonSession,
		"storage_full":                 vault.ErrFull,
		"storage_locked":               vault.ErrWrongKey,
		"storage_missing":              vault.ErrKeyFileMissing,
		"storage_refused":              vault.ErrKeyFileUnusable,
	}
	for _, language := range assets.Languages() {
		told := map[string]string{}
		for code, cause := range causes {
			place := core.StorageError{Kind: vault.SealedFile, Folder: "/x/sealed", KeyFile: "/x/key", Err: fmt.Errorf("save secret: %w", cause)}
			for _, err := range []error{&place, &vault.TransferError{Kind: vault.SealedFile, Err: cause}} {
				problem := core.Explain(err, assets.In(language))
				all := problem.Title + problem.Detail + strings.Join(problem.Hints, "")
				if problem.Code != code || problem.Exit != core.ExitStorage || len(problem.Hints) == 0 || problem.Action == "" {
					t.Errorf("%s: %+v", code, problem)
				}
				if strings.Contains(all, "{") {
					t.Errorf("%s in %s has an open placeholder: %s", code, language, all)
				}
				if other := told[problem.Title]; other != "" && other != code {
					t.Errorf("%s and %s have one title in %s", code, other, language)
				}
				told[problem.Title] = code
			}
		}
	}
	if got := core.Code(fmt.Errorf("save: %w", vault.ErrTooLarge)); got != "storage_full" {
		t.Errorf("an entry that is too large is %q", got)
	}
}
