package present

import (
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// TimedProgress is one progress message of core and when it arrived.
type TimedProgress struct {
	core.Progress
	At time.Time
}

// SignInProgress is what a page knows while a sign-in runs.
type SignInProgress struct {
	Provider  core.ProviderAnswer
	StartedAt time.Time
	Limit     time.Duration // how long the person is waited for
	Seen      []TimedProgress
}

// signInStages are the steps of picture 02 and the stages that each one covers;
// a step is done when a stage after its own has been seen.
var signInStages = [...]struct {
	key    string
	stages []core.Stage
}{
	{"storage", []core.Stage{core.StageStorage}},
	{"browser", []core.Stage{core.StageBrowser}},
	{"waiting", []core.Stage{core.StageWaiting}},
	{"checking", []core.Stage{core.StageChecking}},
	{"saving", []core.Stage{core.StageSaving}},
	{"rights", []core.Stage{core.StageRights}},
}

// SigningIn makes Home while a sign-in in the browser runs.
func SigningIn(in SignInProgress, now time.Time, w assets.Words) SigningInView {
	passed := now.Sub(in.StartedAt)
	view := SigningInView{
		Header: Header{
			Title: w.Text("present.signing_in.title"), Sentence: w.Text("present.signing_in.sentence"),
			Buttons: []Button{{Text: w.Text("present.cancel"), Kind: KindSecondary, Action: DoCancel}},
		},
		Provider: Provider(in.Provider),
		Elapsed:  Elapsed(passed),
		WaitsFor: w.Plural("present.signing_in.waits", int(in.Limit/time.Minute)),
		Fraction: fraction(passed, in.Limit),
		CodeRow: &Link{
			Icon: "device", Text: w.Text("present.signing_in.no_return"),
			Button: &Button{Text: w.Text("present.signing_in.use_code"), Kind: KindSecondary, Action: DoUseCode},
		},
		Paste: pasteRow(in.Seen, w),
	}
	current := -1
	for _, seen := range in.Seen {
		current = max(current, stageIndex(seen.Stage))
		if seen.URL != "" {
			view.Address = seen.URL
		}
	}
	view.Steps = signInSteps(in, current, now, w)
	if current != stageIndex(core.StageWaiting) && current != stageIndex(core.StageBrowser) {
		view.Address = ""
		return view
	}
	view.AddressNote = AddressNote(in.Seen, w)
	view.Copy = Button{Text: w.Text("present.copy_address"), Icon: "copy", Kind: KindSecondary, Action: DoCopy, Argument: view.Address}
	view.Again = Button{Text: w.Text("present.open_again"), Icon: "external", Kind: KindSecondary, Action: DoOpenAgain, Argument: view.Address}
	return view
}

// AddressNote says what to do with the address that is shown.
func AddressNote(seen []TimedProgress, w assets.Words) string {
	key := "present.signing_in.nothing_opened"
	for _, progress := range seen {
		switch {
		case progress.BrowserFailed:
			key = "present.signing_in.no_browser"
		case progress.AddressRenewed:
			key = "present.signing_in.renewed"
		}
	}
	return w.Text(key)
}

// pasteRow tells of a refusal until something else is heard.
func pasteRow(seen []TimedProgress, w assets.Words) PasteRow {
	row := PasteRow{
		Icon: "globe", Text: w.Text("present.signing_in.paste"), Hint: w.Text("present.signing_in.paste.hint"),
		Send: Button{Text: w.Text("present.signing_in.paste.send"), Kind: KindSecondary, Action: DoPaste},
	}
	if len(seen) > 0 && seen[len(seen)-1].PasteRefused {
		row.Refused = w.Text("present.signing_in.paste.refused")
	}
	return row
}

func stageIndex(stage core.Stage) int {
	for i, step := range signInStages {
		for _, own := range step.stages {
			if own == stage {
				return i
			}
		}
	}
	return -1
}

func signInSteps(in SignInProgress, current int, now time.Time, w assets.Words) []Step {
	steps := make([]Step, 0, len(signInStages))
	began := in.StartedAt
	for i, known := range signInStages {
		started, seen := firstSeen(in.Seen, i)
		if !seen {
			started = began
		}
		step := Step{State: StepTodo, Sign: Sign{Icon: "state-todo"}, Text: w.Text("present.signing_in." + known.key)}
		switch {
		case i < current:
			ended, ok := firstSeen(in.Seen, i+1)
			if !ok {
				ended = started
			}
			step.State, step.Sign = StepDone, Sign{Icon: "state-good", Tone: ToneGood}
			step.Text = w.Text("present.signing_in." + known.key + ".done")
			step.Clock = Took(ended.Sub(started), w)
			began = ended
		case i == current:
			step.State, step.Sign = StepCurrent, Sign{Icon: "state-busy", Tone: ToneInfo}
			step.Text = w.Text("present.signing_in." + known.key + ".now")
			step.Clock = Took(now.Sub(started), w)
		}
		steps = append(steps, step)
	}
	if browserFailed(in.Seen) && steps[browserStep].State == StepDone {
		steps[browserStep] = Step{
			State: StepSkipped, Sign: Sign{Icon: "state-skipped"}, Text: w.Text("present.signing_in.browser.failed"),
		}
	}
	return steps
}

// browserStep is the place of the browser's step in signInStages.
const browserStep = 1

func browserFailed(seen []TimedProgress) bool {
	for _, progress := range seen {
		if progress.BrowserFailed {
			return true
		}
	}
	return false
}

func firstSeen(seen []TimedProgress, index int) (time.Time, bool) {
	for _, progress := range seen {
		if stageIndex(progress.Stage) >= index {
			return progress.At, true
		}
	}
	return time.Time{}, false
}

func fraction(passed, limit time.Duration) float64 {
	if limit <= 0 {
		return 0
	}
	return min(max(float64(passed)/float64(limit), 0), 1)
}
