package core

import (
	"net/http"
	"strconv"
	"testing"
	"time"

	"latchkey/auth/transport/transporttest"
	"latchkey/session/rights"
)

// telling answers like a provider whose clock differs from ours.
func telling(ahead time.Duration, more http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", time.Now().Add(ahead).UTC().Format(http.TimeFormat))
		if more != nil {
			more(w, r)
		}
		identity(labIssuer, nil)(w, r)
	}
}

// copied answers a GET with the copy of a cache that is so old.
func copied(age time.Duration, says bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet {
			return
		}
		w.Header().Set("Date", time.Now().Add(-age).UTC().Format(http.TimeFormat))
		if says {
			w.Header().Set("Age", strconv.Itoa(int(age/time.Second)))
		}
	}
}

// The table of clocks, by what the provider's server says the time is.
func TestTheClockIsComparedWithTheProviders(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	for name, row := range map[string]struct {
		server  time.Duration // its clock is ahead of ours by
		more    http.HandlerFunc
		ends    time.Duration // its certificate, which counts for two days; 0: in an hour
		want    wanted
		seconds int // that ours is ahead
	}{
		"right":                {0, nil, 0, wanted{}, 0},
		"half a minute":        {30 * time.Second, nil, 0, wanted{}, 0},
		"two minutes behind":   {2 * time.Minute, nil, 0, wanted{"clock", "warn", "clock_inexact", "clock_behind", "set_clock"}, -120},
		"two minutes ahead":    {-2 * time.Minute, nil, 0, wanted{"clock", "warn", "clock_inexact", "clock_ahead", "set_clock"}, 120},
		"an hour behind":       {time.Hour, nil, 0, wanted{"clock", "fail", "clock_wrong", "clock_behind", "set_clock"}, -3600},
		"an hour ahead":        {-time.Hour, nil, 0, wanted{"clock", "fail", "clock_wrong", "clock_ahead", "set_clock"}, 3600},
		"a copy that says so":  {0, copied(time.Hour, true), 0, wanted{}, 0},
		"a silent copy":        {0, copied(time.Hour, false), 0, wanted{}, 0},
		"a copy, and an hour":  {-time.Hour, copied(3*time.Hour, false), 0, wanted{"clock", "fail", "clock_wrong", "clock_ahead", "set_clock"}, 3600},
		"not valid yet for us": {3 * day, nil, 4 * day, wanted{"clock", "fail", "clock_wrong", "clock_behind", "set_clock"}, -3 * 86400},
		"expired for us":       {-10 * day, nil, -9 * day, wanted{"clock", "fail", "clock_wrong", "clock_ahead", "set_clock"}, 10 * 86400},
		"expired for everybody": {
			0, nil, -9 * day,
			wanted{"connection", "fail", "certificate_expired", "certificate_expired", "wait"},
			0,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t, nil)
			if row.ends != 0 { // the authority's own time is part of the chain's
				l.trust(transporttest.NewAuthorityUntil(t, "Lab CA", time.Now().Add(row.ends)))
			}
			ends := time.Hour
			if row.ends != 0 {
				ends = row.ends
			}
			l.serveWith(l.authority.Issue(t, labName, time.Now().Add(ends)), telling(row.server, row.more))
			answer := l.diagnose("discovery")
			worst := l.holds(answer, row.want)
			if worst == nil || worst.ID != "clock" {
				return
			}
			said, err := strconv.Atoi(worst.Values["seconds"])
			if argument, bad := strconv.Atoi(worst.Fix.Argument); err != nil || bad != nil || !about(argument, row.seconds) || !about(said, max(row.seconds, -row.seconds)) {
				t.Errorf("it says %v and %q, want about %d", worst.Values, worst.Fix.Argument, row.seconds)
			}
			if hidden := answer.Find("discovery").HiddenBy; worst.Result == "fail" != (hidden == "clock") {
				t.Errorf("discovery is hidden by %q", hidden)
			}
		})
	}
}

// about allows for the seconds that a Date is cut to, and for a slow test.
func about(got, want int) bool { return got >= want-30 && got <= want+30 }

// The same over the real carrier, with the authority in a file.
func TestACertificateOfAnotherTimeIsTheClocksFault(t *testing.T) {
	t.Parallel()
	env := map[string]string{}
	l := newLab(t, env)
	server := l.serveWith(l.authority.Issue(t, labName, time.Now().Add(-time.Hour)), telling(-2*time.Hour, nil))
	env["HTTPS_PROXY"] = transporttest.StartProxy(t, server).URL()
	answer := l.diagnose("discovery")
	l.holds(answer, wanted{"clock", "fail", "clock_wrong", "clock_ahead", "set_clock"})
	if got := answer.Find("connection").HiddenBy; got != "clock" {
		t.Errorf("the connection is hidden by %q", got)
	}
}

// A certificate that nobody trusts tells nothing about the clock.
func TestAnUntrustedServerDoesNotTellTheTime(t *testing.T) {
	t.Parallel()
	l := newLab(t, nil)
	stranger := transporttest.NewAuthority(t, "Stranger CA")
	l.serveWith(stranger.Issue(t, labName, time.Now().Add(-time.Hour)), telling(-2*time.Hour, nil))
	answer := l.diagnose("discovery")
	if clock := answer.Find("clock"); clock.Result != "skip" || clock.EvidenceCode != "clock_unknown" {
		t.Errorf("clock: %s %s %v", clock.Result, clock.EvidenceCode, clock.Values)
	}
	l.holds(answer, wanted{"connection", "fail", "certificate_expired", "certificate_expired", "wait"})
}

// setBack has the clock of access rights remember a later time than now.
func (l *lab) setBack(by time.Duration) {
	l.t.Helper()
	later := rights.NewClock(l.folder+"/cache/rights/clock.json", rights.ClockOptions{Now: func() time.Time { return time.Now().Add(by) }})
	later.Observe(nil)
	if !l.RightsClock.Read().SetBack {
		l.t.Fatal("the clock does not seem to be set back")
	}
}

func TestAClockThatWasSetBackIsSaid(t *testing.T) {
	t.Parallel()
	t.Run("and nobody tells the time", func(t *testing.T) {
		t.Parallel()
		l := newLab(t, nil)
		l.setBack(48 * time.Hour)
		answer := l.diagnose("clock")
		l.holds(answer, wanted{"clock", "warn", "clock_set_back", "clock_set_back", "set_clock"})
	})
	t.Run("and is right now", func(t *testing.T) {
		t.Parallel()
		l := newLab(t, nil)
		l.serve(nil)
		l.setBack(48 * time.Hour)
		answer := l.diagnose("clock")
		l.holds(answer, wanted{"clock", "warn", "clock_set_back", "clock_was_ahead", "recheck"})
	})
	t.Run("without a provider", func(t *testing.T) {
		t.Parallel()
		l := newLab(t, nil)
		if _, err := l.RemoveProvider(t.Context(), "lab"); err != nil {
			t.Fatal(err)
		}
		alone := l.diagnose("clock")
		if clock := alone.Find("clock"); clock.Result != "pass" || clock.EvidenceCode != "clock_not_set_back" {
			t.Errorf("clock: %s %s", clock.Result, clock.EvidenceCode)
		}
		l.setBack(48 * time.Hour)
		answer := l.diagnose("clock")
		l.holds(answer, wanted{"clock", "warn", "clock_set_back", "clock_set_back", "set_clock"})
	})
}
