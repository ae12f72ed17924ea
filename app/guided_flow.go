package app

import (
	"context"
	"maps"

	"latchkey/app/core"
	"latchkey/app/present"
)

// guidedState is the way through one symptom.
type guidedState struct {
	symptom string
	answers map[string]string // what the person said, by step
	ticked  string            // the step whose box is ticked
	answer  core.GuideAnswer
	ready   bool // the answer is there
}

// current is the step that waits, or "".
func (g *guidedState) current() string {
	for _, step := range g.answer.Steps {
		if step.State == "current" {
			return step.ID
		}
	}
	return ""
}

// watchSymptoms reads the list of symptoms when its page is shown, and again in
// another language.
func (w *Window) watchSymptoms() {
	t := &w.trouble
	if w.page != present.PageTroubleshoot || !w.ready || t.language == w.words.Language() {
		return
	}
	t.language = w.words.Language()
	w.search(t.query)
	if t.guided != nil && t.guided.ready {
		w.ask(t.guided, false)
	}
}

// search finds the symptoms for some words, as they are typed. Answers that come
// late are of no interest any more.
func (w *Window) search(query string) {
	t := &w.trouble
	t.query = query
	t.asked++
	asked, options := t.asked, core.GuideOptions{Query: query, Language: w.words.Language(), Account: w.accountID()}
	w.deps.Background(func() {
		answer, err := w.deps.Jobs.Guide(w.ctx, options)
		w.deps.OnUI(func() {
			if w.closed || t.asked != asked {
				return
			}
			if err != nil {
				w.fail(err)
			} else {
				t.listed = answer
			}
			w.render()
		})
	})
}

// openSymptom shows the steps of a symptom; with none the list of all.
func (w *Window) openSymptom(id string) {
	w.open(present.PageTroubleshoot)
	w.trouble.from = nil
	if id == "" {
		return
	}
	g := &guidedState{symptom: id, answers: map[string]string{}}
	if w.trouble.answer != nil {
		g.answer.Known = w.trouble.answer
	}
	w.trouble.guided = g
	w.ask(g, true)
}

// stepOn takes over what the person said of a step and shows what comes next. look
// says whether something may be other now that Latchkey can see.
func (w *Window) stepOn(step, said string, look bool) {
	g := w.trouble.guided
	if g == nil || step == "" {
		return
	}
	g.answers[step], g.ticked = said, ""
	w.ask(g, look)
}

// ask asks for the steps as they stand: at once with what is known, and then, when
// something is to be looked at, once more with what was seen.
func (w *Window) ask(g *guidedState, look bool) {
	options := core.GuideOptions{
		Symptom: g.symptom, Language: w.words.Language(), Account: w.accountID(), Answers: maps.Clone(g.answers), Known: g.answer.Known,
	}
	w.problem, w.notice = nil, nil
	w.deps.Background(func() {
		answer, err := w.deps.Jobs.Guide(w.ctx, options)
		w.deps.OnUI(func() {
			switch {
			case w.closed || w.trouble.guided != g:
				return
			case err != nil:
				w.trouble.guided = nil
				w.fail(err)
			default:
				g.accept(answer)
				if look && answer.End == "open" {
					w.lookForSteps(g, options)
				}
			}
			w.render()
		})
	})
}

func (w *Window) lookForSteps(g *guidedState, options core.GuideOptions) {
	options.Look = true
	w.lookAt(glance{what: lookGuide, look: func(ctx context.Context, _ func(core.CheckAnswer)) (func(), error) {
		answer, err := w.deps.Jobs.Guide(ctx, options)
		return func() { g.accept(answer) }, err
	}})
}

func (g *guidedState) accept(answer core.GuideAnswer) {
	if answer.Known == nil {
		answer.Known = g.answer.Known
	}
	g.answer, g.ready = answer, true
}

// tickStep remembers that a step's box is ticked, or not.
func (w *Window) tickStep(step string, on bool) {
	if g := w.trouble.guided; g != nil {
		g.ticked = ""
		if on {
			g.ticked = step
		}
		w.render()
	}
}

// writeLetter shows the letter for IT.
func (w *Window) writeLetter() {
	language := w.words.Language()
	w.problem, w.notice = nil, nil
	w.deps.Background(func() {
		letter, err := w.deps.Jobs.Letter(w.ctx, language)
		w.deps.OnUI(func() {
			switch {
			case w.closed:
				return
			case err != nil:
				w.retry = w.writeLetter
				w.fail(err)
			default:
				w.page, w.about, w.moving = present.PageTroubleshoot, false, nil
				w.trouble.letter = letter
			}
			w.render()
		})
	})
}
