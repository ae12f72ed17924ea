package core

import (
	"testing"
	"time"

	"latchkey/auth"
)

// TestFreshIsOnlyWhatTheEvidenceShows walks what an answer can say of its age.
func TestFreshIsOnlyWhatTheEvidenceShows(t *testing.T) {
	sent := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	at := func(seconds int) time.Time { return sent.Add(time.Duration(seconds) * time.Second) }
	dated := func(date time.Time) auth.ResourceAnswer { return auth.ResourceAnswer{Date: date} }
	for _, row := range []struct {
		name  string
		d     dating
		fresh bool
		why   string
	}{
		{"the body is of now", dating{checked: at(0), answer: dated(at(0))}, true, WhySaidNow},
		{"whole seconds are cut off", dating{checked: at(-1), answer: dated(at(-1))}, true, WhySaidNow},
		{"only the header, of now", dating{answer: dated(at(1))}, true, WhyDated},
		{"a cache tells its age", dating{checked: at(0), answer: auth.ResourceAnswer{Date: at(0), Age: time.Second, HasAge: true}}, false, WhyAge},
		{"an age of nothing was validated", dating{answer: auth.ResourceAnswer{Date: at(0), HasAge: true}}, true, WhyDated},
		{"a cache says so", dating{checked: at(0), answer: auth.ResourceAnswer{Date: at(0), Cache: "hit"}}, false, WhyCached},
		{"a cache passed it on", dating{checked: at(0), answer: auth.ResourceAnswer{Date: at(0), Cache: "miss"}}, true, WhySaidNow},
		{"a cache put its own date on an old body", dating{checked: at(-3600), answer: dated(at(0))}, false, WhyOldAnswer},
		{"an old header", dating{answer: dated(at(-3600)), proven: true}, false, WhyOldDate},
		{"an old header, and nothing tells of the clocks", dating{answer: dated(at(-3600))}, false, WhyClock},
		{"an old body, and nothing tells of the clocks", dating{checked: at(-3600), answer: dated(at(-3600))}, false, WhyClock},
		{"the server's clock is behind, and that is known", dating{checked: at(-3600), answer: dated(at(-3600)), ahead: time.Hour, proven: true}, true, WhySaidNow},
		{"known to be behind, and older still", dating{checked: at(-7200), answer: dated(at(-7200)), ahead: time.Hour, proven: true}, false, WhyOldAnswer},
		{"the server's clock is ahead, and that is known", dating{checked: at(3600), ahead: -time.Hour, proven: true}, true, WhySaidNow},
		{"dated in the future", dating{checked: at(3600), answer: dated(at(3600))}, false, WhyClock},
		{"dated far in the future of a known clock", dating{checked: at(3600), proven: true}, false, WhyClock},
		{"nothing dates it", dating{}, false, WhyNoDate},
		{"a question that no cache answers", dating{posted: true, answer: dated(at(0))}, true, WhyNotCacheable},
		{"such a question, and nothing dates the answer", dating{posted: true}, false, WhyNoDate},
		{"such a question with an old date", dating{posted: true, answer: dated(at(-3600)), proven: true}, false, WhyOldDate},
		{"such a question, answered by a cache all the same", dating{posted: true, answer: auth.ResourceAnswer{Age: time.Minute, HasAge: true}}, false, WhyAge},
	} {
		t.Run(row.name, func(t *testing.T) {
			row.d.sent = sent
			if fresh, why := row.d.judge(); fresh != row.fresh || why != row.why {
				t.Errorf("fresh %v, %s; want %v, %s", fresh, why, row.fresh, row.why)
			}
		})
	}
}

func TestEverySourceMustProveItself(t *testing.T) {
	of := func(source string, fresh bool) EvidenceAnswer { return EvidenceAnswer{Source: source, Fresh: fresh} }
	for _, row := range []struct {
		name     string
		evidence []EvidenceAnswer
		want     bool
	}{
		{"both do", []EvidenceAnswer{of("endpoint", true), of("claims", true)}, true},
		{"one does not", []EvidenceAnswer{of("endpoint", true), of("claims", false)}, false},
		{"one is missing", []EvidenceAnswer{of("endpoint", true)}, false},
		{"the second question counts", []EvidenceAnswer{of("endpoint", false), of("claims", true), of("endpoint", true)}, true},
	} {
		if got := provenFresh(row.evidence, []string{"endpoint", "claims"}); got != row.want {
			t.Errorf("%s: %v", row.name, got)
		}
	}
	if provenFresh(nil, nil) {
		t.Error("nobody was asked, and it counts as fresh")
	}
}
