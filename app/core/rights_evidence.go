package core

import (
	"net/url"
	"time"

	"latchkey/auth"
)

const (
	// datedBefore is how long before the question an answer may be dated: dates
	// have whole seconds. More would let the copy of a silent cache pass as of now.
	datedBefore = 1500 * time.Millisecond
	// datedTolerance is how far the clocks may differ where nothing says by how much.
	datedTolerance = 10 * time.Second
	// laterTolerance is how far in the future an answer may be dated where the
	// difference of the clocks is known.
	laterTolerance = 5 * time.Minute
)

// dating is what an answer says of its own age.
type dating struct {
	sent    time.Time // the question, by this computer's clock
	answer  auth.ResourceAnswer
	checked time.Time // what the body says; zero: nothing
	ahead   time.Duration
	proven  bool // ahead is known
	posted  bool // the question was a POST, which no cache answers (RFC 9111 section 2)
}

// judge says whether an answer is proven to be of now. It assumes nothing: an
// answer that nothing dates, or that a clock of unknown difference dates, is not
// proven.
func (d dating) judge() (fresh bool, why string) {
	switch {
	case d.answer.Cache == "hit":
		return false, WhyCached
	case d.answer.Age > 0:
		return false, WhyAge
	case !d.checked.IsZero():
		return d.compare(d.checked, WhySaidNow, WhyOldAnswer)
	case d.answer.Date.IsZero():
		return false, WhyNoDate
	case d.posted:
		return d.compare(d.answer.Date, WhyNotCacheable, WhyOldDate)
	}
	return d.compare(d.answer.Date, WhyDated, WhyOldDate)
}

// compare holds a date of the server against the moment of the question. Where
// the clocks may differ, a date that is off says nothing, unless the server's own
// Date shows that its clock agrees with ours.
func (d dating) compare(dated time.Time, yes, no string) (fresh bool, why string) {
	asked := d.sent
	if d.proven {
		asked = asked.Add(-d.ahead)
	}
	agreed := d.proven || near(d.answer.Date, asked)
	switch late := dated.Sub(asked); {
	case late >= -datedBefore && (late <= datedTolerance || d.proven && late <= laterTolerance):
		return true, yes
	case late < 0 && agreed:
		return false, no
	}
	return false, WhyClock
}

func near(date, asked time.Time) bool {
	return !date.IsZero() && date.Sub(asked).Abs() <= datedTolerance
}

// evidence is what one question brought, in the form in which it is told.
func (q rightsQuestion) evidence(source, method, address string, answer auth.ResourceAnswer, checked time.Time) EvidenceAnswer {
	ahead, proven := q.clock()
	told := EvidenceAnswer{
		Source: source, Asked: method + " " + withoutQuery(address), CacheControl: answer.CacheControl, Status: answer.Status,
		Date: At(answer.Date), ETag: answer.ETag, Cache: answer.Cache, CheckedAt: At(checked),
	}
	if answer.HasAge {
		seconds := int(answer.Age.Seconds())
		told.AgeSeconds = &seconds
	}
	told.Fresh, told.Why = dating{
		sent: answer.SentAt, answer: answer, checked: checked, ahead: ahead, proven: proven, posted: method == "POST",
	}.judge()
	return told
}

// settled says that a first answer needs no second question around the caches. A
// Date alone settles nothing: there are caches that write their own over a copy.
func (e EvidenceAnswer) settled() bool { return e.Fresh && e.Why != WhyDated }

// failed is the evidence of a question without a usable answer.
func (e EvidenceAnswer) failed(err error) EvidenceAnswer {
	e.Fresh, e.Why, e.Problem = false, WhyFailed, Code(err)
	return e
}

// withoutQuery is what may be told of an address: a query can hold what is nobody
// else's business.
func withoutQuery(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	u.RawQuery, u.Fragment, u.User = "", "", nil
	return u.String()
}

// provenFresh says whether every source has shown that it answered now. The last
// evidence of a source counts: one that was asked past a cache is judged by that.
func provenFresh(evidence []EvidenceAnswer, sources []string) bool {
	last := map[string]bool{}
	for _, e := range evidence {
		last[e.Source] = e.Fresh
	}
	for _, source := range sources {
		if !last[source] {
			return false
		}
	}
	return len(sources) > 0
}
