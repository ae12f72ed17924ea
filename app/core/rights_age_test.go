package core_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
)

// The age that a script asks for is that of the answer which grants: claims are as
// old as the ID token, and make nothing else older.
func TestTheAgeThatCountsIsThatOfTheAnswerThatGrants(t *testing.T) {
	h := newSourcesHome(t, core.SourceEndpoint, core.SourceClaims)
	h.signInBefore(func(r *http.Request, answer *http.Response) {
		if strings.Contains(r.URL.Path, "userinfo") {
			answer.StatusCode = http.StatusBadGateway
		}
	})
	h.clock.advance(9 * time.Hour)
	h.recheck()
	check := func(id string) core.RightsCheckAnswer {
		t.Helper()
		answer, err := h.CheckRights(t.Context(), core.CheckOptions{MaxAge: 8 * time.Hour}, []string{id})
		if err != nil && core.Code(err) != "right_missing" {
			t.Fatal(err)
		}
		return answer
	}
	if answer := check("girder.detailing"); !answer.Granted || answer.TooOld || answer.CheckedAt.Before(h.clock.Now().Add(-time.Hour)) {
		t.Errorf("a right that the endpoint has just named: %+v", answer)
	}
	h.clock.advance(9 * time.Hour)
	if answer := check("girder.detailing"); answer.Granted || !answer.TooOld {
		t.Errorf("nine hours later: %+v", answer)
	}
	if answer := check("no.such.right"); answer.Granted {
		t.Errorf("a right that nobody names: %+v", answer)
	}
}

// An answer that dates itself in the future does not stay young for that.
func TestAnAnswerFromTheFutureGrowsOldFromNow(t *testing.T) {
	h := newSteadyHome(t)
	h.signInBefore(func(r *http.Request, answer *http.Response) {
		if isRights(r) {
			replaced(answer, `"checked_at":"2`, `"checked_at":"3`)
		}
	})
	h.recheck()
	h.clock.advance(9 * time.Hour)
	answer, err := h.CheckRights(t.Context(), core.CheckOptions{MaxAge: 8 * time.Hour}, []string{"girder.detailing"})
	if err == nil || answer.Granted || !answer.TooOld {
		t.Errorf("%v, %+v", err, answer)
	}
}

// A source that never takes the token is no reason for a new one each time that
// somebody looks at the session, while another source does take it.
func TestASourceThatRefusesTheTokenRenewsNothingInPassing(t *testing.T) {
	h := newSourcesHome(t, core.SourceEndpoint, core.SourceClaims)
	h.signIn()
	h.fault(demoidp.FaultRights401, true)
	for range 3 {
		if status, err := h.Status(t.Context(), true); err != nil || status.State != core.StateSignedIn {
			t.Fatalf("status --check: %v, %s", err, status.State)
		}
	}
	if n := h.requests(demoidp.EndpointTokenRefresh); n != 0 {
		t.Errorf("%d renewals in passing", n)
	}
	if answer, err := h.Recheck(t.Context(), core.RecheckOptions{}, nil); err != nil || answer.Sources[0].Problem != "sign_in_needed" {
		t.Errorf("recheck: %v, %+v", err, answer.Sources)
	}
	if n := h.requests(demoidp.EndpointTokenRefresh); n != 1 {
		t.Errorf("%d renewals by a recheck", n)
	}
}
