package present

import (
	"slices"
	"strings"
	"time"

	"latchkey/app/core"
	"latchkey/app/doctor"
	"latchkey/assets"
)

// WhyInput is what the page of the chain knows.
type WhyInput struct {
	Subject string // as it was asked for, for as long as the answer is not there
	Seen    []core.CheckAnswer
	Answer  *core.WhyAnswer // nil: it is being looked for
}

// Why makes the page: each link of the chain, the first broken one open with its fix.
func Why(in WhyInput, now time.Time, w assets.Words) WhyView {
	view := WhyView{Foot: stuckFoot(w)}
	if in.Answer == nil {
		view.Running = true
		view.Header = Header{
			Title: w.Text("present.why.running"), Sentence: w.Text("present.why.running.text"),
			Buttons: []Button{{Text: w.Text("present.stop"), Kind: KindSecondary, Action: DoCancel}},
		}
		for _, link := range doctor.Chain() {
			view.Rows = append(view.Rows, CheckRow{ID: string(link), Name: w.Text("doctor.link." + string(link)), State: linkSoFar(link, in.Seen)})
		}
		return view
	}
	answer := wordedWhy(*in.Answer, now, w)
	view.Header = whyHeader(answer, w)
	for _, link := range answer.Links {
		view.Rows = append(view.Rows, linkRow(link, answer, w))
	}
	if answer.Check != nil && answer.Broken == "" && answer.Check.Link == "" {
		view.Rows = append(view.Rows, checkRow(*answer.Check, WhyPrefix, w))
	}
	view.ChangedHead, view.Changed = changedRows(answer.Changed, w)
	if answer.Symptom != "" {
		steps := Button{Text: w.Text("present.show_steps"), Kind: KindSecondary, Action: DoOpenTroubleshoot, Argument: answer.Symptom}
		view.Foot.Buttons = []Button{steps, view.Foot.Buttons[0]}
	}
	return view
}

// wordedWhy is the answer in words, without writing into the one handed in.
func wordedWhy(answer core.WhyAnswer, now time.Time, w assets.Words) core.WhyAnswer {
	answer.Links, answer.Changed = slices.Clone(answer.Links), slices.Clone(answer.Changed)
	for i := range answer.Links {
		if check := answer.Links[i].Check; check != nil {
			own := *check
			answer.Links[i].Check = &own
		}
	}
	WordWhy(&answer, now, w)
	return answer
}

func whyHeader(answer core.WhyAnswer, w assets.Words) Header {
	subject := OneLine(answer.Subject.Name)
	key := "present.why.nothing"
	header := Header{
		Buttons: []Button{{Text: w.Text("present.check_again"), Icon: "refresh", Kind: KindSecondary, Action: DoCheckAgain}},
	}
	if answer.Check != nil {
		key = "present.why.found"
		if answer.Check.Result == "warn" {
			key = "present.why.warned"
		}
	}
	header.Title = w.Text(key)
	if answer.Check != nil {
		header.Title = Capital(ProblemOf(*answer.Check, w).Title)
	}
	header.Sentence = w.Text(key + ".text")
	if subject != "" {
		header.Sentence = w.Text(key+".about", "subject", subject)
	}
	return header
}

func linkRow(link core.LinkAnswer, answer core.WhyAnswer, w assets.Words) CheckRow {
	row := CheckRow{ID: link.Link, Name: link.Title, Evidence: link.Evidence, State: StepSkipped}
	if link.Check != nil && link.State != "hidden" {
		row = checkRow(*link.Check, WhyPrefix, w)
		if link.Check.ProblemCode != "" {
			row.Detail = strings.TrimSpace(row.Sentence + " " + row.Detail)
			row.Sentence, row.Evidence = sentence(row.Name), row.Name
		}
		row.ID, row.Name = link.Link, link.Title
	}
	begin := answer.Check != nil && link.Check != nil && link.Check.ID == answer.Check.ID
	switch {
	case link.State == "ok":
		row.State = StepDone
	case begin:
		if len(row.Buttons) > 0 && row.Buttons[0].Action != DoCheckAgain {
			row.Buttons = append(row.Buttons, Button{Text: w.Text("present.check_again"), Kind: KindSecondary, Action: DoCheckAgain})
		}
	default:
		for i := range row.Buttons {
			row.Buttons[i].Kind = KindSecondary
		}
	}
	return row
}

// linkSoFar is how a link stands while its checks still come in.
func linkSoFar(link doctor.Link, seen []core.CheckAnswer) StepState {
	state := StepTodo
	for _, check := range seen {
		if check.Link != string(link) {
			continue
		}
		switch found := stateOf(check); {
		case found == StepFailed || state == StepFailed:
			state = StepFailed
		case found == StepRunning:
			state = StepRunning
		case state == StepTodo:
			state = found
		case state == StepSkipped && found == StepDone:
			state = found
		}
	}
	return state
}
