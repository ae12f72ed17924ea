package core_test

import (
	"errors"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
	"latchkey/session/vault"
)

// checkRow is one state of the world, and what a diagnosis begins with there.
type checkRow struct {
	name   string
	person string // empty: mila
	seed   func(h *home, v *watchedVault)
	check  string
	result string // empty: fail
	code   string
	fix    string
}

func (r checkRow) try(t *testing.T) {
	h, watched := newWatchedHome(t)
	if r.person != "" {
		h.person = &demoidp.UserAgent{Person: r.person}
	}
	h.signIn()
	r.seed(h, watched)
	result := r.result
	if result == "" {
		result = "fail"
	}
	wantWorst(t, h.doctor(core.DoctorOptions{}), r.check, result, r.code, r.fix)
}

func faulty(name string) func(*home, *watchedVault) {
	return func(h *home, _ *watchedVault) { h.fault(name, true) }
}

// ended lets the token end, so that it is to be renewed.
func ended(seed func(*home, *watchedVault)) func(*home, *watchedVault) {
	return func(h *home, v *watchedVault) { h.clock.advance(time.Hour); seed(h, v) }
}

func nothingMore(*home, *watchedVault) {}

func TestAFaultOfTheProviderIsFoundWhereItIs(t *testing.T) {
	for _, row := range []checkRow{
		{name: "rights 500", seed: faulty(demoidp.FaultRights500), check: "rights-service", code: "rights_server_error", fix: core.MendWait},
		{name: "rights 503", seed: faulty(demoidp.FaultRights503), check: "rights-service", code: "rights_server_error", fix: core.MendWait},
		{name: "rights 429", seed: faulty(demoidp.FaultRights429), check: "rights-service", code: "rights_busy", fix: core.MendWait},
		{name: "rights gone", seed: faulty(demoidp.FaultRights404), check: "rights-service", code: "rights_unavailable", fix: core.MendProvider},
		{name: "rights forbidden", seed: faulty(demoidp.FaultRights403), check: "rights-service", code: "rights_forbidden", fix: core.MendAdministrator},
		{name: "rights silent", seed: faulty(demoidp.FaultRightsUnreachable), check: "rights-service", code: "server_unreachable", fix: core.MendWait},
		{name: "rights a page", seed: faulty(demoidp.FaultRightsHTML), check: "rights-service", code: "rights_not_json", fix: core.MendWait},
		{name: "rights cut off", seed: faulty(demoidp.FaultRightsTruncated), check: "rights-service", code: "rights_truncated", fix: core.MendWait},
		{name: "rights of another", seed: faulty(demoidp.FaultRightsForeignSubject), check: "rights-service", code: "rights_subject", fix: core.MendSignIn},
		{name: "rights refuse it", seed: faulty(demoidp.FaultRights401), check: "rights-service", code: "sign_in_needed", fix: core.MendSignIn},
		{name: "renewal 500", seed: ended(faulty(demoidp.FaultRefresh500)), check: "renewal", code: "refresh_server_error", fix: core.MendWait},
		{name: "token 429", seed: ended(faulty(demoidp.FaultToken429)), check: "renewal", code: "refresh_busy", fix: core.MendWait},
		{name: "token a page", seed: ended(faulty(demoidp.FaultTokenHTML)), check: "renewal", code: "refresh_not_json", fix: core.MendWait},
		{name: "renewal refused", seed: ended(faulty(demoidp.FaultRefreshInvalidGrant)), check: "renewal", code: "sign_in_needed", fix: core.MendSignIn},
		{name: "renewed for another", seed: ended(faulty(demoidp.FaultRefreshForeignSubject)), check: "renewal", code: "renewed_subject", fix: core.MendSignIn},
		{
			name: "the sign-in was ended", seed: func(h *home, _ *watchedVault) { must(h, h.server.Control().ExpireTokens("mila")) },
			check: "acceptance", code: "sign_in_needed", fix: core.MendSignIn,
		},
		{
			name: "and that was noticed", seed: ended(func(h *home, _ *watchedVault) {
				h.fault(demoidp.FaultRefreshInvalidGrant, true)
				if _, err := h.Token(h.t.Context(), core.TokenOptions{}); err == nil {
					h.t.Fatal("a token was given")
				}
			}), check: "signed-in", code: "sign_in_needed", fix: core.MendSignIn,
		},
	} {
		t.Run(row.name, row.try)
	}
}

func must(h *home, err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func TestWhatIsWrongWithTheStorageIsFoundThere(t *testing.T) {
	failing := func(err error) func(*home, *watchedVault) {
		return func(_ *home, v *watchedVault) { v.loading = func(string) error { return err } }
	}
	state := func(state vault.State) func(*home, *watchedVault) {
		return func(_ *home, v *watchedVault) { v.state = state }
	}
	for _, row := range []checkRow{
		{name: "locked", seed: state(vault.StateLocked), check: "storage", code: "storage_locked", fix: core.MendUnlock},
		{name: "missing", seed: state(vault.StateMissing), check: "storage", code: "storage_missing", fix: core.MendStartKeyring},
		{name: "refused", seed: state(vault.StateRefused), check: "storage", code: "storage_refused", fix: core.MendMoveStorage},
		{
			name: "full", seed: func(_ *home, v *watchedVault) { v.probing = func() error { return vault.ErrFull } },
			check: "storage-write", code: "storage_full", fix: core.MendMoveStorage,
		},
		{
			name: "keeps nothing", seed: func(_ *home, v *watchedVault) { v.probing = func() error { return vault.ErrRefused } },
			check: "storage-write", code: "storage_refused", fix: core.MendMoveStorage,
		},
		{name: "entry removed", seed: failing(vault.ErrNotFound), check: "tokens", code: "secrets_missing", fix: core.MendSignIn},
		{name: "entry altered", seed: failing(vault.ErrDamaged), check: "tokens", code: "secrets_damaged", fix: core.MendSignIn},
		{name: "unknown failure", seed: failing(errors.New("odd")), check: "tokens", code: "unexpected", fix: core.MendSupport},
	} {
		t.Run(row.name, row.try)
	}
}

func TestWhatKeepsAPersonFromTheRightsIsFound(t *testing.T) {
	setting := func(key, value string) func(*home, *watchedVault) {
		return func(h *home, _ *watchedVault) {
			_, err := h.SetSetting(h.t.Context(), key, value)
			must(h, err)
		}
	}
	for _, row := range []checkRow{
		{
			name: "never asked", seed: func(h *home, _ *watchedVault) { _, err := h.ClearRights(h.t.Context()); must(h, err) },
			check: "rights", code: "rights_none", fix: core.MendRecheck,
		},
		{
			name: "asked a week ago", seed: func(h *home, _ *watchedVault) { h.clock.advance(8 * 24 * time.Hour) },
			check: "rights", result: "warn", code: "rights_stale", fix: core.MendRecheck,
		},
		{
			name: "one was given since", seed: func(h *home, _ *watchedVault) { must(h, h.server.Control().Grant("mila", "render.night")) },
			check: "rights", code: "rights_stale", fix: core.MendRecheck,
		},
		{
			name: "one was taken since", seed: func(h *home, _ *watchedVault) { must(h, h.server.Control().Revoke("mila", "render.cloud")) },
			check: "rights", code: "rights_stale", fix: core.MendRecheck,
		},
		{name: "none at all", person: "lena", seed: nothingMore, check: "right-state", code: "right_missing", fix: core.MendAdministrator},
		{
			name: "invited", person: "ines", seed: nothingMore, check: "right-state", result: "warn", code: core.FindingInvitation,
			fix: core.MendOpenLink,
		},
		{name: "not verified", person: "piet", seed: nothingMore, check: "verified", code: core.FindingUnverified, fix: core.MendOpenLink},
		{
			name: "through another site", person: "sam", seed: nothingMore, check: "account", result: "warn", code: core.FindingSocial,
			fix: core.MendOpenLink,
		},
		{
			name: "through another site, without a right", person: "kai", seed: nothingMore, check: "account", code: core.FindingSocial,
			fix: core.MendOpenLink,
		},
		{
			name: "another account", seed: setting("expected.account", "eva.lindqvist@example.com"), check: "account",
			code: core.FindingUnexpected, fix: core.MendSignInOther,
		},
		{
			name: "another organization", seed: setting("expected.organization", "Brickline Architects"), check: "organization",
			code: core.FindingNotExpected, fix: core.MendSignInOther,
		},
		{
			name: "the other address has them", person: "eva", seed: func(h *home, _ *watchedVault) {
				h.person = &demoidp.UserAgent{Person: "eva-home"}
				_, err := h.DefaultAccount(h.t.Context(), h.signIn().Account.ID)
				must(h, err)
			}, check: "account", code: core.FindingOtherIdentity, fix: core.MendSignInOther,
		},
	} {
		t.Run(row.name, row.try)
	}
}
