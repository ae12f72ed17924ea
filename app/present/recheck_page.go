package present

import (
	"slices"
	"strings"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// ladder is the order of a recheck's rungs.
var ladder = [...]string{
	core.StepRefetch, core.StepNewToken, core.StepSignIn, core.StepBrowserSession, core.StepBrowserCookies, core.StepMessage,
}

// RecheckInput is what the page shows during and after a recheck.
type RecheckInput struct {
	Answer   core.RecheckAnswer
	Running  bool
	Climbing string // while it runs, the rung that was begun last; empty: the first that has not ended
	Provider string
	Account  core.AccountAnswer
	Version  string             // of Latchkey, for the message
	Rights   []core.RightAnswer // as they are now, for the message
	Message  bool               // the person asked for the message to the administrator
	Offline  bool
	Clearing string // the setting browser_clearing
}

// Recheck makes the page after a recheck, or while one runs.
func Recheck(in RecheckInput, now time.Time, w assets.Words) RecheckView {
	answer := in.Answer
	different := len(answer.Gained) + len(answer.Lost) + len(answer.Changed)
	shown, left := shortened(answer, shownDifferences)
	view := RecheckView{
		Running: in.Running, StepsHead: w.Text("present.recheck.asked"),
		Steps: recheckSteps(in, now, w), Rows: Differences(shown, now, w),
	}
	if left > 0 {
		view.More = w.Plural("present.history.more", left)
	}
	if in.Running {
		view.Header = Header{
			Title: w.Text("present.recheck.running"), Sentence: w.Text("present.recheck.running.sentence", "provider", in.Provider),
			Buttons: []Button{{Text: w.Text("present.stop"), Kind: KindSecondary, Action: DoCancel}},
		}
		return view
	}
	view.Header = recheckHeader(in, different, w)
	view.Counts = []DifferenceCount{
		count("diff-gained", ToneGood, "present.diff.gained", len(answer.Gained), w),
		count("diff-lost", ToneBad, "present.diff.lost", len(answer.Lost), w),
		count("diff-changed", ToneWarn, "present.diff.changed", len(answer.Changed), w),
	}
	view.Unchanged = w.Plural("present.diff.unchanged", answer.Unchanged)
	if len(view.Rows) == 0 {
		view.SameText = w.Text("present.recheck.same.text")
	}
	view.Findings = findingRows(answer.Findings, in.Offline, w)
	view.FindingsHead = w.Text("present.findings")
	view.Proof = recheckProof(answer, now, w)
	view.further(in, w)
	view.CopyText = w.Text("present.recheck.share")
	view.Copy = copyDifferences(answer, now, w)
	if in.Message {
		view.Message = messageView(in, now, w)
	}
	return view
}

func copyDifferences(answer core.RecheckAnswer, now time.Time, w assets.Words) *Button {
	return &Button{
		Text: w.Text("present.copy_as_text"), Icon: "copy", Kind: KindSecondary, Action: DoCopy,
		Argument: strings.Join(copiedLines(answer, now, w), "\n"),
	}
}

// further offers the next rung, with what it asks of the person; at the end of the
// ladder stands the message to the administrator.
func (v *RecheckView) further(in RecheckInput, w assets.Words) {
	next, number := nextRung(in.Answer.Steps, in.Clearing)
	if next == "" || in.Message {
		return
	}
	v.FootText = w.Text("present.recheck.missing") + " " + w.Text("present.recheck.step."+next+".further")
	v.Further = &Button{
		Text: w.Text("present.recheck.go_on", "n", number), Kind: KindSecondary, Action: DoRecheckFurther, Argument: next,
		Disabled: in.Offline && next != core.StepMessage,
	}
	switch next {
	case core.StepBrowserCookies:
		v.Further.Action, v.Further.Argument = DoShowBrowsers, ""
	case core.StepMessage:
		v.Further.Action, v.Further.Argument = DoWriteMessage, ""
	}
}

func recheckHeader(in RecheckInput, different int, w assets.Words) Header {
	header := Header{
		Title: w.Plural("present.recheck.different", different),
		Buttons: []Button{
			{Text: w.Text("present.recheck"), Icon: "refresh", Kind: KindSecondary, Action: DoRecheck, Disabled: in.Offline},
			{Text: w.Text("present.recheck.show_all"), Kind: KindAccent, Action: DoShowRights},
		},
	}
	switch {
	case !in.Answer.Fresh && !anyAnswer(in.Answer.Steps):
		header.Title = w.Text("present.recheck.not_asked")
		header.Sentence = w.Text("present.recheck.not_asked.sentence")
		return header
	case different == 0 && in.Answer.Organization != nil:
		header.Title = w.Text("present.recheck.organization")
		header.Sentence = w.Text("present.recheck.organization.sentence")
	case different == 0:
		header.Title = w.Text("present.recheck.same")
		header.Sentence = w.Text("present.recheck.same.sentence", "provider", in.Provider)
	default:
		header.Sentence = w.Plural("present.recheck.stopped", rungNumber(broughtIt(in.Answer.Steps)))
	}
	if !in.Answer.Fresh {
		header.Sentence = w.Text("present.recheck.not_proven")
	}
	return header
}

// anyAnswer says whether some rung got an answer out of the provider.
func anyAnswer(steps []core.RecheckStep) bool {
	for _, step := range steps {
		if step.Result == "changed" || step.Result == "unchanged" {
			return true
		}
	}
	return false
}

// broughtIt is the last rung that made a difference, else the last one that was climbed.
func broughtIt(steps []core.RecheckStep) string {
	found, changed := "", false
	for _, step := range steps {
		switch {
		case step.Result == "changed":
			found, changed = step.Step, true
		case step.Result != "skipped" && !changed:
			found = step.Step
		}
	}
	return found
}

// rungNumber is the place of a rung on the ladder, from 1.
func rungNumber(step string) int { return slices.Index(ladder[:], step) + 1 }

func count(icon string, tone Tone, key string, n int, w assets.Words) DifferenceCount {
	return DifferenceCount{Sign: Sign{Icon: icon, Tone: tone}, N: n, Text: w.Plural(key, n)}
}
