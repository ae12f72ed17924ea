package cli

import (
	"slices"
	"testing"

	"latchkey/app/core"
	"latchkey/assets"
	"latchkey/auth/demoidp"
)

// A spread over all groups; app/endtoend has a table of its own with the real program.
func TestFaultsOfTheProviderAreFoundAndMended(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		demoidp.FaultDiscovery500, demoidp.FaultDiscoveryIssuerMismatch, demoidp.FaultWrongState, demoidp.FaultRefusesEverybody,
		demoidp.FaultPAR500, demoidp.FaultToken500, demoidp.FaultTokenEcho, demoidp.FaultTokenInvalidClient, demoidp.FaultBadNonce, demoidp.FaultFutureIssuedAt,
		demoidp.FaultKeysEmpty, demoidp.FaultForeignSubjectUser, demoidp.FaultRights500, demoidp.FaultRights403, demoidp.FaultRights401, demoidp.FaultRightsPortal,
		demoidp.FaultRefreshInvalidGrant, demoidp.FaultRefresh500, demoidp.FaultRefreshForeignSubject, demoidp.FaultDevice500,
		demoidp.FaultDeviceBadAddress, demoidp.FaultDPoPDowngrade, demoidp.FaultStaleAuthTime,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			row, _ := rehearsalNamed(name)
			r := stageCauses(t, name)
			why := r.finds(row)
			if t.Failed() {
				return
			}
			if err := r.scene.server.Control().Fault(name, false); err != nil {
				t.Fatal(err)
			}
			r.stage.play(&demoidp.UserAgent{Person: tourPerson})
			if core.Offers(why.Fix) {
				r.apply(why.Fix)
			}
			r.passes(row, why)
		})
	}
}

func TestWhatACarefulProgramPutsUpWithIsNoProblem(t *testing.T) {
	t.Parallel()
	for _, name := range []string{demoidp.FaultKeyRotation, demoidp.FaultDPoPNonce, demoidp.FaultUserInfo500, demoidp.FaultDeviceDrop, demoidp.FaultRevoke503} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := stageCauses(t, name)
			if worst := r.diagnose(); worst != nil {
				t.Errorf("the doctor finds %s", worst.ProblemCode)
			}
		})
	}
}

func TestSeveralCausesCanBeStagedAtOnce(t *testing.T) {
	t.Parallel()
	r := stageCauses(t, demoidp.FaultRights500, "wrong_account", "app_state_old")
	answer, err := r.other.Diagnose(t.Context(), core.DoctorOptions{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, check := range answer.Checks {
		if check.Result == "fail" {
			codes = append(codes, check.ProblemCode)
		}
	}
	slices.Sort(codes)
	if want := []string{"account_unexpected", "app_state_old", "rights_server_error"}; !slices.Equal(codes, want) {
		t.Errorf("found %v, want %v", codes, want)
	}
}

func TestCausesThatExcludeEachOtherAreRefused(t *testing.T) {
	t.Parallel()
	for _, names := range [][]string{
		{"sign_in_declined", "signed_out"}, {"unverified", "wrong_account"}, {demoidp.FaultBadNonce, "session_damaged"},
	} {
		if _, err := (demoOptions{faults: names}).causes(); err == nil {
			t.Errorf("%v are taken together", names)
		}
	}
	for _, names := range [][]string{{demoidp.FaultBadNonce, "sign_in_declined"}, {demoidp.FaultRights500, "unverified"}, {"wrong_account", "session_shared"}} {
		if _, err := (demoOptions{faults: names}).causes(); err != nil {
			t.Errorf("%v: %v", names, err)
		}
	}
}

func TestAHomeWithAnAccountIsNotPlayedWith(t *testing.T) {
	t.Parallel()
	r := stageCauses(t, "wrong_account")
	before, err := r.other.Accounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := r.scene.rehearse(t.Context(), chosenRehearsals([]string{"signed_out", demoidp.FaultRights500})); err != nil {
		t.Fatal(err)
	}
	after, err := r.other.Accounts(t.Context())
	if err != nil || len(before.Accounts) != 1 || len(after.Accounts) != 1 || after.Accounts[0].State != before.Accounts[0].State {
		t.Errorf("accounts were %+v, are %+v, %v", before.Accounts, after.Accounts, err)
	}
	if why := r.why(""); why.Check == nil {
		t.Error("the fault of the provider is not on")
	}
}

func TestTheTableOfCausesIsWhole(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, row := range rehearsals() {
		if seen[row.name] {
			t.Errorf("%s stands there twice", row.name)
		}
		seen[row.name] = true
		isQuiet := row.tolerated || row.group == "sign_out"
		if (row.finds == "") != (row.fix == "") || row.finds == "" && !isQuiet {
			t.Errorf("%s finds %q, fix %q", row.name, row.finds, row.fix)
		}
		told := map[string]bool{}
		for _, language := range assets.Languages() {
			words := assets.In(language)
			text := words.Text("fault." + row.name)
			if !words.Has("fault."+row.name) || text == "" || told[text] {
				t.Errorf("%s has no words of its own in %s", row.name, language)
			}
			told[text] = true
			if row.finds == "" {
				continue
			}
			problem := core.ProblemText(row.finds, words)
			if problem.Code != row.finds || problem.Title == words.Text("problem.unexpected.title") || problem.Title == "" {
				t.Errorf("%s leads to %s, which has no words in %s", row.name, row.finds, language)
			}
			if fix := "doctor.fix." + row.fix; !words.Has(fix) {
				t.Errorf("%s has no words in %s", fix, language)
			}
		}
	}
}
