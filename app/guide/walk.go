package guide

import "maps"

// Walk says how the steps of a symptom stand. What is known is not asked: such a
// step is done, or skipped where it does not apply. A way without a step left
// ends at support, unless the person said that it works, or what is known does
// after the person did something. Errors: ErrNoSymptom.
func (g *Guide) Walk(id string, known Known, answers map[string]string) (Path, error) {
	symptom, found := g.Symptom(id)
	if !found {
		return Path{}, ErrNoSymptom
	}
	w := &walk{conditions: g.conditions, known: known, answers: maps.Clone(answers), end: EndSupport}
	if w.answers == nil {
		w.answers = map[string]string{}
	}
	path := Path{}
	for _, step := range g.StepsOf(symptom) {
		path.Steps = append(path.Steps, w.stand(step))
	}
	path.End = w.end
	if w.end != EndSolved && w.solvedBy(symptom, path) {
		path.End = EndSolved
	}
	return path, nil
}

// walk is one way in the making.
type walk struct {
	conditions conditions
	known      Known
	answers    map[string]string
	target     string // the step to which an answer led; empty: the next
	end        string
	over       bool // what comes is not reached, or not yet
}

// stand judges the next step.
func (w *walk) stand(step Step) Stand {
	s := Stand{Step: step, State: Todo}
	if w.target == step.ID {
		w.target = ""
	}
	switch applies, by := w.applies(step); {
	case w.target != "" || w.over && w.end != EndOpen:
		s.State, s.Why = Skipped, ByAnswer
		w.answers[step.ID] = SaidSkipped
		return s
	case applies == no && (by.kind == "answer" || !w.did(step)): // what the person did stays done
		s.State, s.Why, s.Evidence = Skipped, ByEvidence, by.String()
		if by.kind == "answer" {
			s.Why, s.Evidence = ByAnswer, ""
		}
		w.answers[step.ID] = SaidSkipped // what would follow from it does not either
		return s
	case w.over:
		return s
	}
	if step.Question {
		w.question(&s)
	} else {
		w.action(&s)
	}
	if s.State == Todo {
		s.State, w.over, w.end = Current, true, EndOpen
	}
	return s
}

// applies says whether a step is for this person at all.
func (w *walk) applies(step Step) (truth, atom) {
	when, by := w.all(step.When)
	if when == no {
		by.not = !by.not // what was looked for is not so
		return no, by
	}
	unless, but := w.first(step.Unless)
	if unless == yes {
		return no, but
	}
	return min(when, yes-unless), by
}

// did says whether the person has done an action: that it no longer applies may be
// because of it.
func (w *walk) did(step Step) bool { return !step.Question && w.answers[step.ID] == SaidDone }

func (w *walk) action(s *Stand) {
	switch w.answers[s.Step.ID] {
	case SaidDone, SaidYes:
		s.State, s.Why = Done, ByAnswer
		w.answers[s.Step.ID] = SaidDone
	case SaidSkipped, SaidNo:
		s.State, s.Why = Skipped, ByAnswer
	case SaidSolved:
		w.solved(s)
	default:
		if holds, by := w.first(s.Step.Done); holds == yes {
			s.State, s.Why, s.Evidence = Done, ByEvidence, by.String()
			w.answers[s.Step.ID] = SaidDone
		}
	}
}

func (w *walk) question(s *Stand) {
	said := w.answers[s.Step.ID]
	if said == SaidDone {
		said = SaidYes
	}
	s.Why = ByAnswer
	if said == "" {
		if holds, by := w.first(s.Step.IsYes); holds == yes {
			said, s.Why, s.Evidence = SaidYes, ByEvidence, by.String()
		} else if holds, by := w.first(s.Step.IsNo); holds == yes {
			said, s.Why, s.Evidence = SaidNo, ByEvidence, by.String()
		}
	}
	switch said {
	case SaidSolved:
		w.solved(s)
	case SaidSkipped:
		s.State = Skipped
	case SaidYes:
		s.State, s.Answer = Done, said
		w.lead(s.Step.Yes)
	case SaidNo:
		s.State, s.Answer = Done, said
		w.lead(s.Step.No)
	default:
		s.Why, said = "", "" // a word that answers nothing leaves the question open
	}
	w.answers[s.Step.ID] = said
}

func (w *walk) solved(s *Stand) {
	s.State, s.Why = Done, ByAnswer
	w.lead(EndSolved)
}

// lead goes where an answer leads.
func (w *walk) lead(to string) {
	switch to {
	case EndSolved, EndSupport:
		w.end, w.over = to, true
	default:
		w.target = to
	}
}

// solvedBy says whether what is known shows that what the person did has helped.
func (w *walk) solvedBy(symptom Symptom, path Path) bool {
	if len(symptom.Solved) == 0 {
		return false
	}
	did := false
	for _, s := range path.Steps {
		did = did || s.State == Done && s.Why == ByAnswer && !s.Step.Question
	}
	holds, _ := w.all(symptom.Solved)
	return did && holds == yes
}
