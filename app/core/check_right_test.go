package core_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
)

func TestRightsThatCountNoLongerAreFoundAndARecheckMendsThem(t *testing.T) {
	h := newSourcesHome(t, core.SourceClaims) // which name no end, so that a day is all
	h.signIn()
	h.clock.advance(25 * time.Hour)
	wantWorst(t, h.doctor(core.DoctorOptions{}), "rights", "fail", "rights_expired", core.MendRecheck)
	answer := h.doctor(core.DoctorOptions{Fix: true})
	if len(answer.Fixed) != 1 || answer.Fixed[0].Check != "rights" || answer.Fixed[0].After != "pass" {
		t.Errorf("fixed %+v", answer.Fixed)
	}
	wantHealthy(t, answer)
}

func TestTheStateOfOneRightIsFoundForWhoAsksAboutIt(t *testing.T) {
	h := newHome(t)
	h.signIn()
	for subject, want := range map[string]struct{ code, fix string }{
		"girder.analysis":  {core.FindingSeat, core.MendAdministrator},
		"Drawing archive":  {core.FindingNextSignIn, core.MendSignInFresh},
		"render.night":     {"right_missing", core.MendAdministrator},
		"library.training": {"right_missing", core.MendAdministrator},
		"beta.downloads":   {"right_missing", core.MendRecheck},
	} {
		check := h.rightState(t, subject)
		if check.Result != "fail" || check.ProblemCode != want.code || check.Fix == nil || check.Fix.ID != want.fix {
			t.Errorf("%s: %s %s %+v, want %+v", subject, check.Result, check.ProblemCode, check.Fix, want)
		}
	}
	if check := h.rightState(t, "render.cloud"); check.Result != "pass" || check.EvidenceCode != "right_granted" {
		t.Errorf("a right that is granted: %s %s", check.Result, check.EvidenceCode)
	}
}

// rightState asks why a right does not work, and gives what was found about it.
func (h *home) rightState(t *testing.T, subject string) core.CheckAnswer {
	t.Helper()
	var found core.CheckAnswer
	_, err := h.Why(t.Context(), core.WhyOptions{Subject: subject}, func(check core.CheckAnswer) {
		if check.ID == "right-state" && check.Result != "running" {
			found = check
		}
	})
	if err != nil {
		t.Fatalf("why %s: %v", subject, err)
	}
	return found
}

func TestAnInvitationLeadsToItsOwnPage(t *testing.T) {
	h := newHome(t)
	h.person = &demoidp.UserAgent{Person: "ines"}
	h.signIn()
	rights, err := h.Rights(t.Context(), "")
	if err != nil || len(rights.Pending) != 1 {
		t.Fatalf("%v, %d invitations", err, len(rights.Pending))
	}
	if fix := h.doctor(core.DoctorOptions{}).Find("right-state").Fix; fix == nil || fix.Address != rights.Pending[0].AcceptURL {
		t.Errorf("the fix opens %+v, want %s", fix, rights.Pending[0].AcceptURL)
	}
	if check := h.rightState(t, "site.harbor-tunnel"); check.ProblemCode != core.FindingInvitation || check.Fix.Address == "" {
		t.Errorf("%s %+v", check.ProblemCode, check.Fix)
	}
}

// What a failure makes impossible is not said a second time.
func TestWhatFollowsFromAFaultIsHiddenByIt(t *testing.T) {
	h := newHome(t)
	h.signIn()
	h.fault(demoidp.FaultRights500, true)
	answer := h.doctor(core.DoctorOptions{})
	for _, id := range []string{"rights", "right-state"} {
		if found := answer.Find(id); found.HiddenBy != "rights-service" {
			t.Errorf("%s: %s, hidden by %q", id, found.Result, found.HiddenBy)
		}
	}
	for _, id := range []string{"acceptance", "tokens", "signed-in", "account"} {
		if found := answer.Find(id); found.Result != "pass" {
			t.Errorf("%s: %s", id, found.Result)
		}
	}
}

func TestOneSourceOfSeveralThatIsDownKeepsNobodyFromWorking(t *testing.T) {
	h := newSourcesHome(t, core.SourceEndpoint, core.SourceClaims)
	h.signIn()
	h.fault(demoidp.FaultRights500, true)
	wantWorst(t, h.doctor(core.DoctorOptions{}), "rights-service", "warn", "rights_server_error", core.MendWait)
}

// A person whose UserInfo is down can work: the service of the rights takes the token.
func TestTheRightsServiceTellsThatATokenIsAcceptedWhereUserInfoIsDown(t *testing.T) {
	for _, fault := range []string{demoidp.FaultUserInfo500, demoidp.FaultUserInfoHTML} {
		h := newHome(t)
		h.signIn()
		h.fault(fault, true)
		answer := h.doctor(core.DoctorOptions{})
		wantHealthy(t, answer)
		if found := answer.Find("acceptance"); found.EvidenceCode != "token_accepted" {
			t.Errorf("%s: acceptance %s %s", fault, found.Result, found.EvidenceCode)
		}
	}
}

// The real question goes past every cache, once, and its answer is not kept.
func TestTheQuestionOfADiagnosisIsRealAndSentOnce(t *testing.T) {
	h, _ := newWatchedHome(t)
	h.signIn()
	var asked []string
	watched := h.Deps
	watched.HTTP = roundTrip(func(r *http.Request) (*http.Response, error) {
		if isRights(r) {
			asked = append(asked, r.Header.Get("Cache-Control"))
		}
		return http.DefaultTransport.RoundTrip(r)
	})
	h.Core = core.New(watched)
	h.doctor(core.DoctorOptions{})
	if !slices.Equal(asked, []string{"no-cache, max-age=0"}) {
		t.Errorf("asked with %q", asked)
	}
}

func TestAFixOfTwoProblemsIsDoneOnce(t *testing.T) {
	h := newSourcesHome(t, core.SourceClaims)
	h.signIn()
	h.clock.advance(30 * time.Hour)
	if _, err := h.Rights(t.Context(), ""); err != nil { // which records that this time has come
		t.Fatal(err)
	}
	h.clock.advance(-30 * time.Hour)
	answer := h.doctor(core.DoctorOptions{Fix: true, Only: []string{"rights", "clock"}})
	if len(answer.Fixed) != 2 || answer.Fixed[0].Check == answer.Fixed[1].Check || answer.Fixed[0].Fix != answer.Fixed[1].Fix {
		t.Fatalf("fixed %+v of %s", answer.Fixed, problems(answer))
	}
	rechecks := slices.DeleteFunc(h.happened(), func(event string) bool { return !strings.HasPrefix(event, "recheck ") })
	if len(rechecks) != 1 {
		t.Errorf("noted %q", rechecks)
	}
}
