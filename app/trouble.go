package app

import (
	"context"

	"latchkey/app/core"
	"latchkey/app/present"
)

// troubleState is what the page Troubleshoot remembers besides the snapshot.
type troubleState struct {
	query    string
	whole    bool             // all symptoms are listed, and not only the frequent ones
	listed   core.GuideAnswer // the symptoms for the query
	language string           // of listed; "": they were not read yet
	asked    int              // counts the questions for symptoms: only the last answer counts

	seen   []core.CheckAnswer // of the checks that run
	answer *core.DoctorAnswer // of those that ran
	why    *whyState
	guided *guidedState
	report *reportState
	letter string
	look   *lookout // what is being looked at
	// from is where a person went to mend something, to look there again.
	from *troublePlace
}

// troublePlace is a page of Troubleshoot; all nil is its first page.
type troublePlace struct {
	why    *whyState
	guided *guidedState
}

// whyState is the question why somebody cannot work.
type whyState struct {
	subject string
	seen    []core.CheckAnswer
	answer  *core.WhyAnswer // nil: not known yet
}

// lookout is one look at this computer in the background. There is one at a time,
// and it changes nothing, so it goes beside a job that runs.
type lookout struct {
	what   string
	cancel context.CancelFunc
}

// What is looked at.
const (
	lookDoctor = "doctor"
	lookWhy    = "why"
	lookGuide  = "guide"
	lookReport = "report"
)

// back leaves the deepest page of Troubleshoot and says whether there was one.
func (s *troubleState) back() bool {
	switch {
	case s.letter != "":
		s.letter = ""
	case s.report != nil && s.report.file != "":
		s.report.file = ""
	case s.report != nil:
		s.report = nil
	case s.guided != nil:
		s.guided = nil
	case s.why != nil:
		s.why = nil
	default:
		return false
	}
	return true
}

func (s *troubleState) leave() {
	if s.look != nil && s.look.what != lookDoctor {
		s.look.cancel()
		s.look = nil
	}
	s.why, s.guided, s.report, s.letter, s.whole = nil, nil, nil, "", false
}

// looksAt says whether this very look runs.
func (s *troubleState) looksAt(what string) bool { return s.look != nil && s.look.what == what }

func (w *Window) troubleScreen() screen {
	t := &w.trouble
	switch {
	case t.letter != "":
		return w.textScreen("letter", present.Letter(t.letter, w.words))
	case t.looksAt(lookReport):
		return w.reportingScreen()
	case t.report != nil:
		return w.reportScreen()
	case t.guided != nil:
		return w.guidedScreen()
	case t.why != nil:
		return w.whyScreen()
	}
	return w.checksScreen()
}

// checksScreen is the first page: the symptoms, and the checks.
func (w *Window) checksScreen() screen {
	t := &w.trouble
	in := present.TroubleInput{
		Query: t.query, Symptoms: t.listed.Symptoms, Whole: t.whole, Seen: t.seen, Answer: t.answer, Running: t.looksAt(lookDoctor),
	}
	name := "troubleshoot"
	if in.Running {
		in.All, name = w.deps.Jobs.Checks(), "troubleshoot/running"
	}
	page := troublePage{TroubleView: present.Troubleshoot(in, w.deps.Now(), w.words), Query: t.query}
	page.Banner = w.topBanner(page.Banner)
	return named(w, name, page, w.troubleView)
}

// troublePage is the page with what was typed.
type troublePage struct {
	present.TroubleView
	Query string
}

// backFromTrouble gives a page behind the first one its way back.
func (w *Window) backFromTrouble(d drawn) {
	d.page.Header().WithBack(w.words.Text("window.back"), func() {
		w.problem, w.notice = nil, nil
		w.trouble.stopLook()
		if w.trouble.back() {
			w.render()
		}
	})
}

func (s *troubleState) stopLook() {
	if s.look != nil {
		s.look.cancel()
		s.look = nil
	}
}

// accountID is the account that the pages talk about, or "".
func (w *Window) accountID() string {
	if account := w.snap.account(); account != nil {
		return account.ID
	}
	return ""
}
