package app

import (
	"strconv"

	"fyne.io/fyne/v2"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/app/widgets"
)

// recheckPage is a recheck that runs, or its difference.
type recheckPage struct {
	present.RecheckView
	Address, Note string // where the running step waits for the person
	CopyAddress   present.Button
	OpenAgain     present.Button
	Same          []string // the rights that did not change, behind the fold
}

// recheckScreen shows the recheck that runs, or with nil the last one's answer.
func (w *Window) recheckScreen(job *work) screen {
	in := present.RecheckInput{
		Provider: w.providerWords(), Version: w.deps.Version, Offline: w.offline, Clearing: w.snap.settings.BrowserClearing,
	}
	if account := w.snap.account(); account != nil {
		in.Account = *account
	}
	name := "recheck/done"
	page := recheckPage{}
	if job != nil {
		name, in.Running, in.Answer = "recheck/running", true, w.soFar(job)
		in.Climbing = job.climbing()
		page = w.recheckAddress(job)
	} else {
		in.Answer, in.Message = *w.rights.answer, w.rights.message
		if w.snap.rights != nil {
			in.Rights = w.snap.rights.Rights
		}
		page.Same = w.unchanged(in.Answer)
	}
	page.RecheckView = present.Recheck(in, w.deps.Now(), w.words)
	page.Banner = w.topBanner(page.Banner)
	if page.Message != nil {
		return named(w, "recheck/message", page, w.messageView)
	}
	return named(w, name, page, recheckView)
}

// soFar is the answer of a recheck that has not ended.
func (w *Window) soFar(job *work) core.RecheckAnswer {
	answer := core.RecheckAnswer{Steps: job.steps, Before: w.snap.status.Rights}
	if w.snap.rights != nil {
		answer.Before.Count = len(w.snap.rights.Rights)
	}
	return answer
}

func (w *Window) recheckAddress(job *work) recheckPage {
	address := job.addressOf()
	if address == "" {
		return recheckPage{}
	}
	return recheckPage{
		Address: address, Note: present.AddressNote(job.seen, w.words),
		CopyAddress: present.Button{Text: w.words.Text("present.copy_address"), Icon: "copy", Action: present.DoCopy, Argument: address},
		OpenAgain:   present.Button{Text: w.words.Text("present.open_again"), Icon: "external", Action: present.DoOpenAgain, Argument: address},
	}
}

// mostSame is how many unchanged rights are named behind the fold.
const mostSame = 200

// unchanged are the names of the rights that a recheck left as they were.
func (w *Window) unchanged(answer core.RecheckAnswer) []string {
	if w.snap.rights == nil {
		return nil
	}
	different := map[string]bool{}
	for _, group := range [][]core.ChangeAnswer{answer.Gained, answer.Lost, answer.Changed} {
		for _, change := range group {
			different[change.ID] = true
		}
	}
	var names []string
	for _, right := range w.snap.rights.Rights {
		switch {
		case different[right.ID]:
		case len(names) == mostSame:
			return append(names, "…")
		default:
			names = append(names, present.RightName(right))
		}
	}
	return names
}

func recheckView(v recheckPage, s *sketch) drawn {
	if v.Running {
		return recheckRunning(v, s)
	}
	d := s.page(v.Header, v.Banner)
	refresh := func(bool) { d.page.Refresh() }
	content := []fyne.CanvasObject{widgets.TwoColumns(288, s.askedCard(v), s.differenceCard(v, refresh))}
	if len(v.Findings) > 0 {
		content = append([]fyne.CanvasObject{s.findingsCard(v.FindingsHead, v.Findings)}, content...)
	}
	if v.Proof != nil {
		content = append(content, s.proofCard(*v.Proof, func() { d.page.Refresh() }))
	}
	d.page.SetContent(widgets.Stack(content...))
	return d
}

func recheckRunning(v recheckPage, s *sketch) drawn {
	list := widgets.NewStepList()
	d := s.page(v.Header, v.Banner, widgets.NewCard(widgets.Head(v.StepsHead), widgets.Padded(list)))
	address := s.addressRow("")
	show := func(v recheckPage) {
		steps := stepsOf(v.Steps)
		address.show(v.Address, v.CopyAddress, v.OpenAgain)
		address.under(steps, v.Note)
		list.SetSteps(steps...)
		d.page.Refresh()
	}
	show(v)
	d.update = func(model any) { show(model.(recheckPage)) }
	d.leave = list.Stop
	return d
}

// askedCard is what was asked, and how to ask further.
func (s *sketch) askedCard(v recheckPage) fyne.CanvasObject {
	steps := stepsOf(v.Steps)
	for i := range steps {
		steps[i].Bold = steps[i].State == widgets.StepDone
	}
	sections := []widgets.Section{widgets.Head(v.StepsHead), widgets.Padded(widgets.NewStepList(steps...))}
	if v.Further != nil {
		sections = append(sections, widgets.Padded(widgets.Paragraph(v.FootText), s.button(*v.Further, widgets.Small)))
	}
	return widgets.NewCard(sections...)
}

func (s *sketch) differenceCard(v recheckPage, folded func(bool)) fyne.CanvasObject {
	if v.SameText != "" {
		return widgets.NewCard(widgets.Rows(widgets.NewEmptyState(widgets.Sign{Icon: "diff-same"}, v.Unchanged, v.SameText, nil)))
	}
	counts := make([]widgets.Count, 0, len(v.Counts))
	for _, c := range v.Counts {
		counts = append(counts, widgets.Count{Sign: sign(c.Sign), Number: strconv.Itoa(c.N), Word: c.Text})
	}
	rows := []fyne.CanvasObject{widgets.NewCounts(counts...)}
	for _, row := range v.Rows {
		rows = append(rows, differenceRow(row))
	}
	if v.More != "" {
		rows = append(rows, widgets.CellRow(34, widgets.Grow(widgets.NewText(v.More, widgets.StyleSecond))))
	}
	names := widgets.Column(4)
	for _, name := range v.Same {
		names.Add(widgets.NewText(name, widgets.StyleSecond).Cut(widgets.CutRight))
	}
	folds := widgets.CellRow(0, widgets.Grow(widgets.Inset(8, 0, 8, 30, names)))
	fold := widgets.NewFoldRow(widgets.Sign{Icon: "diff-same"}, v.Unchanged, folds, folded)
	s.name("fold", fold)
	rows = append(rows, fold, folds)
	sections := []widgets.Section{widgets.Rows(rows...)}
	if v.Copy != nil {
		sections = append(sections, widgets.Padded(widgets.Paragraph(v.CopyText), s.button(*v.Copy, widgets.Small)))
	}
	return widgets.NewCard(sections...)
}
