package present

import (
	"slices"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// TroubleInput is what the page Troubleshoot knows.
type TroubleInput struct {
	Query    string
	Symptoms []core.SymptomAnswer
	Whole    bool               // the person asked for the whole list
	All      []string           // ids of all checks, in their order
	Seen     []core.CheckAnswer // what is known of them so far
	Answer   *core.DoctorAnswer // nil: they did not run, or still do
	Running  bool
}

// Troubleshoot makes the page: what people see at the left, what Latchkey sees at the right.
func Troubleshoot(in TroubleInput, now time.Time, w assets.Words) TroubleView {
	view := TroubleView{
		Header: Header{Title: w.Text("present.trouble.title"), Sentence: w.Text("present.trouble.sentence")},
		Hint:   w.Text("present.trouble.search"), Foot: stuckFoot(w),
	}
	view.Symptoms = symptomLinks(in, w)
	if len(in.Symptoms) == 0 && in.Query != "" {
		view.NoMatch = w.Text("present.trouble.no_match")
	}
	check := Button{Text: w.Text("present.trouble.check"), Icon: "troubleshoot", Kind: KindAccent, Action: DoCheckAll}
	switch {
	case in.Running:
		check = Button{Text: w.Text("present.stop"), Kind: KindSecondary, Action: DoCancel}
		view.Checks = runningChecks(in, now, w)
	case in.Answer != nil:
		answer := *in.Answer
		answer.Checks, answer.Changed = slices.Clone(answer.Checks), slices.Clone(answer.Changed)
		check.Kind, check.Icon = KindSecondary, "refresh"
		WordDoctor(&answer, now, w)
		view.found(answer, w)
	default:
		view.Checks = ChecksView{Title: w.Text("present.trouble.idle"), Empty: &Empty{
			Sign: Sign{Icon: "troubleshoot"}, Title: w.Text("present.trouble.idle.title"), Text: w.Text("present.trouble.idle.text"),
		}}
	}
	view.Header.Buttons = []Button{check}
	return view
}

// oftenSeen is how many symptoms are listed until somebody asks for all: the guide
// lists first what most people come with.
const oftenSeen = 9

// symptomLinks are the symptoms, the frequent ones before all.
func symptomLinks(in TroubleInput, w assets.Words) []Link {
	links := make([]Link, 0, len(in.Symptoms))
	for _, symptom := range in.Symptoms {
		links = append(links, Link{Text: OneLine(symptom.Title), Action: DoOpenTroubleshoot, Argument: symptom.ID})
	}
	if in.Query != "" || in.Whole || len(links) <= oftenSeen+1 {
		return links
	}
	return append(links[:oftenSeen], Link{Text: w.Text("present.trouble.all", "n", len(links)), Action: DoAllSymptoms})
}

func stuckFoot(w assets.Words) StuckFoot {
	return StuckFoot{
		Strong: w.Text("present.trouble.stuck"), Text: w.Text("present.trouble.stuck.text"),
		Buttons: []Button{
			{Text: w.Text("present.trouble.report"), Kind: KindSecondary, Action: DoMakeReport},
			{Text: w.Text("present.trouble.letter"), Kind: KindSecondary, Action: DoWriteLetter},
		},
	}
}

// runningChecks are all checks, from the ground up: what the others rest on ends first.
func runningChecks(in TroubleInput, now time.Time, w assets.Words) ChecksView {
	view := ChecksView{Running: true, Title: w.Text("present.trouble.running")}
	known := map[string]core.CheckAnswer{}
	for _, check := range in.Seen {
		known[check.ID] = check
	}
	done := 0
	for _, id := range fromTheGround(in.All) {
		check, seen := known[id]
		if !seen {
			check = core.CheckAnswer{ID: id}
		}
		WordCheck(&check, now, w)
		row := checkRow(check, CheckPrefix+id, w)
		if row.State == StepRunning {
			row.Evidence = w.Text("present.trouble.looking")
		}
		if row.State != StepRunning && row.State != StepTodo {
			done++
		}
		view.Rows = append(view.Rows, row)
	}
	slices.SortStableFunc(view.Rows, func(a, b CheckRow) int { return failedFirst(a) - failedFirst(b) })
	view.Count = w.Text("present.trouble.count", "n", done, "all", len(in.All))
	view.Fraction = float32(done) / float32(max(len(in.All), 1))
	return view
}

func failedFirst(row CheckRow) int {
	if row.State == StepFailed {
		return 0
	}
	return 1
}

// ofNoLink are the checks that belong to no link of the chain.
var ofNoLink = []string{"display", "policy", "version"}

// fromTheGround turns the order of the chain round, and puts what is in no link of
// it last.
func fromTheGround(all []string) []string {
	var chain, rest []string
	for _, id := range slices.Backward(all) {
		if slices.Contains(ofNoLink, id) {
			rest = append(rest, id)
		} else {
			chain = append(chain, id)
		}
	}
	return append(chain, rest...)
}

// found tells what a diagnosis came to: the title is the finding to begin with.
func (view *TroubleView) found(answer core.DoctorAnswer, w assets.Words) {
	problems, passed, hidden, skipped := sorted(answer, w)
	view.Checks = ChecksView{Title: w.Text("present.trouble.done"), Count: w.Plural("present.trouble.checks", len(answer.Checks)), Rows: problems}
	view.Header.Sign = &Sign{Icon: "state-good", Tone: ToneGood}
	view.Header.Title, view.Header.Sentence = w.Text("present.trouble.well"), w.Text("present.trouble.well.text")
	if worst := answer.Find(answer.Worst); worst != nil {
		view.Header.Title, view.Header.Sentence = Capital(ProblemOf(*worst, w).Title), w.Text("present.trouble.begin")
		view.Header.Sign = &Sign{Icon: "state-bad", Tone: ToneBad}
		if worst.Result == "warn" {
			view.Header.Sign = &Sign{Icon: "state-warn", Tone: ToneWarn}
			view.Header.Sentence = w.Text("present.trouble.warned")
		}
	}
	if len(problems) == 0 {
		view.Checks.Empty = &Empty{
			Sign: Sign{Icon: "state-good", Tone: ToneGood}, Title: w.Text("present.trouble.well.card"), Text: w.Text("present.trouble.well.next"),
		}
	}
	fold := func(key string, sign Sign, rows []CheckRow) {
		if len(rows) > 0 {
			view.Checks.Folds = append(view.Checks.Folds, CheckFold{Sign: sign, Title: w.Plural(key, len(rows)), Rows: rows})
		}
	}
	fold("present.trouble.passed", Sign{Icon: "state-good", Tone: ToneGood}, passed)
	fold("present.trouble.hidden", Sign{Icon: "state-skipped"}, hidden)
	fold("present.trouble.skipped", Sign{Icon: "state-skipped"}, skipped)
	view.ChangedHead, view.Changed = changedRows(answer.Changed, w)
}

// sorted puts the finding to begin with first, then failures, then warnings.
func sorted(answer core.DoctorAnswer, w assets.Words) (problems, passed, hidden, skipped []CheckRow) {
	rank := func(row CheckRow) int {
		switch {
		case row.ID == answer.Worst:
			return 0
		case row.State == StepFailed:
			return 1
		}
		return 2
	}
	for _, check := range answer.Checks {
		row := checkRow(check, CheckPrefix+check.ID, w)
		switch {
		case row.State == StepFailed || row.State == StepWarned:
			problems = append(problems, row)
		case check.HiddenBy != "":
			hidden = append(hidden, row)
		case row.State == StepDone:
			passed = append(passed, row)
		default:
			skipped = append(skipped, row)
		}
	}
	slices.SortStableFunc(problems, func(a, b CheckRow) int { return rank(a) - rank(b) })
	for i := range problems { // one accent button: that of the finding to begin with
		for n := range problems[i].Buttons {
			if i > 0 {
				problems[i].Buttons[n].Kind = KindSecondary
			}
		}
	}
	return problems, passed, hidden, skipped
}

func changedRows(changed []core.ChangedAnswer, w assets.Words) (head string, rows []string) {
	for _, change := range changed {
		rows = append(rows, sentence(change.Text))
	}
	if len(rows) == 0 {
		return "", nil
	}
	return w.Text("present.trouble.changed"), rows
}
