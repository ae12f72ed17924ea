package present

import (
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// WordDoctor puts a diagnosis into words: titles, evidence, fixes and what has
// changed. A code without words of its own is shown as it is.
func WordDoctor(a *core.DoctorAnswer, now time.Time, w assets.Words) {
	for i := range a.Checks {
		WordCheck(&a.Checks[i], now, w)
	}
	WordChanged(a.Changed, now, w)
}

// WordCheck puts one check into words; of one that still runs only the title is known.
func WordCheck(a *core.CheckAnswer, now time.Time, w assets.Words) {
	pairs := evidencePairs(a.Saw, now, w)
	a.Title = ownText("doctor.check.", a.ID, w, pairs...)
	a.Evidence = evidenceText(*a, pairs, w)
	wordFix(a.Fix, pairs, w)
}

// WordWhy puts the chain into words.
func WordWhy(a *core.WhyAnswer, now time.Time, w assets.Words) {
	for i := range a.Links {
		link := &a.Links[i]
		link.Title = ownText("doctor.link.", link.Link, w)
		link.Evidence = w.Text("doctor.nothing")
		if link.Check != nil {
			WordCheck(link.Check, now, w)
			link.Evidence = link.Check.Evidence
		}
	}
	if a.Check != nil {
		WordCheck(a.Check, now, w)
	}
	if a.Fix != nil && a.Fix.Title == "" {
		WordFix(a.Fix, w)
	}
	WordChanged(a.Changed, now, w)
}

// WordFix names a fix with the verb of its button; nil stays nil.
func WordFix(a *core.FixAnswer, w assets.Words) { wordFix(a, nil, w) }

// wordFix prefers the words for what a fix is about: doctor.fix.ID.ARGUMENT.
func wordFix(a *core.FixAnswer, pairs []any, w assets.Words) {
	if a == nil {
		return
	}
	if a.Argument != "" && w.Has("doctor.fix."+a.ID+"."+a.Argument) {
		a.Title = w.Text("doctor.fix."+a.ID+"."+a.Argument, pairs...)
		return
	}
	pairs = append([]any{"argument", fixArgument(*a, w)}, pairs...)
	a.Title = ownText("doctor.fix.", a.ID, w, pairs...)
}

// ProblemOf is what a check found, in the words of its error or of its code; the
// zero Problem where it found none.
func ProblemOf(a core.CheckAnswer, w assets.Words) core.Problem {
	switch {
	case a.ProblemCode == "":
		return core.Problem{}
	case a.Err != nil && core.Code(a.Err) == a.ProblemCode:
		return core.Explain(a.Err, w)
	}
	return core.ProblemText(a.ProblemCode, w)
}

// ownText is the text of prefix+code, or the code where there is none.
func ownText(prefix, code string, w assets.Words, pairs ...any) string {
	if code == "" || !w.Has(prefix+code) {
		return OneLine(code)
	}
	return w.Text(prefix+code, pairs...)
}
