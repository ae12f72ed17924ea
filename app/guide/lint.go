package guide

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// fixSupport and fixCookies are fixes that the guide has rules about.
const (
	fixSupport = "support"
	fixCookies = "reset_browser"
	// mailNow is the question that comes before cookies are cleared: the next
	// sign-in asks for a mailed code.
	mailNow = "mail_now"
)

// check says what is wrong with the guide as data.
func (g *Guide) check() error {
	var wrong []error
	for _, source := range g.Sources {
		if source.ID == "" || source.Title == "" || source.Short == "" || !dated(source.Date) {
			wrong = append(wrong, fmt.Errorf("source %q lacks a title or has a wrong date", source.ID))
		}
	}
	used, seen := map[string]bool{}, map[string]bool{}
	for _, symptom := range g.Symptoms {
		if seen[symptom.ID] {
			wrong = append(wrong, fmt.Errorf("symptom %q stands twice", symptom.ID))
		}
		seen[symptom.ID] = true
		if err := g.checkSymptom(symptom); err != nil {
			wrong = append(wrong, fmt.Errorf("symptom %s: %w", symptom.ID, err))
		}
		for _, id := range symptom.Steps {
			used[id] = true
		}
	}
	for id, step := range g.steps {
		if !used[id] {
			wrong = append(wrong, fmt.Errorf("step %s is used by no symptom", id))
		}
		if err := step.check(); err != nil {
			wrong = append(wrong, fmt.Errorf("step %s: %w", id, err))
		}
	}
	return errors.Join(append(wrong, g.checkFacts())...)
}

func (g *Guide) checkSymptom(s Symptom) error {
	switch {
	case s.ID == "" || strings.Trim(s.ID, "abcdefghijklmnopqrstuvwxyz_") != "":
		return errors.New("the id must be small letters and _")
	case len(s.Steps) == 0 || g.steps[s.Steps[len(s.Steps)-1]].Fix != fixSupport:
		return errors.New("the last step must lead to support")
	}
	for _, id := range s.Sources {
		if g.Source(id).ID == "" {
			return fmt.Errorf("source %q is unknown", id)
		}
	}
	if err := readable(s.Solved); err != nil {
		return err
	}
	for i, id := range s.Steps {
		step, known := g.steps[id]
		if !known {
			return fmt.Errorf("step %q is unknown", id)
		}
		if slices.Index(s.Steps, id) < i {
			return fmt.Errorf("step %q stands twice", id)
		}
		if err := checkWay(step, s.Steps[:i], s.Steps[i+1:]); err != nil {
			return fmt.Errorf("step %s: %w", id, err)
		}
	}
	return nil
}

// checkWay keeps ways from going back or in circles, and cookies from being cleared
// before the person was asked about mail.
func checkWay(step Step, before, after []string) error {
	for _, to := range []string{step.Yes, step.No} {
		if to != "" && to != EndSolved && to != EndSupport && !slices.Contains(after, to) {
			return fmt.Errorf("leads to %q, which does not come after it", to)
		}
	}
	for _, text := range slices.Concat(step.When, step.Unless, step.Done) {
		c, err := parseCondition(text)
		if err != nil {
			return err
		}
		for _, a := range c {
			if a.kind == "answer" && !slices.Contains(before, a.name) {
				return fmt.Errorf("asks for an answer to %q, which does not come before it", a.name)
			}
		}
	}
	if step.Fix == fixCookies && !slices.Contains(step.When, "answer:"+mailNow+"=yes") {
		return errors.New("clears cookies without the question whether mail arrives")
	}
	return nil
}

func (s Step) check() error {
	switch {
	case !slices.Contains([]string{"latchkey", "person", "administrator"}, s.By):
		return fmt.Errorf("by %q is nobody", s.By)
	case s.Question && s.Fix != "" || s.Fix != "" && s.Page != "":
		return errors.New("a question has no fix, and a page is one")
	case !s.Question && (s.Yes != "" || s.No != "" || len(s.IsYes)+len(s.IsNo) > 0):
		return errors.New("only a question has answers")
	case !slices.Contains([]string{"", "passwords", "address"}, s.List) || !slices.Contains([]string{"", "letter"}, s.Copy):
		return errors.New("the list or the text to copy is unknown")
	}
	return readable(slices.Concat(s.When, s.Unless, s.Done, s.IsYes, s.IsNo))
}

func readable(conditions []string) error {
	for _, text := range conditions {
		if _, err := parseCondition(text); err != nil {
			return err
		}
	}
	return nil
}

// checkFacts holds lists and rules to their sources.
func (g *Guide) checkFacts() error {
	var wrong []error
	for _, list := range g.Senders {
		if g.Source(list.Source).ID == "" || !dated(list.Date) || len(list.Senders) == 0 {
			wrong = append(wrong, fmt.Errorf("a list of senders lacks its source, its date or its senders: %q", list.Source))
		}
		for _, sender := range list.Senders {
			if strings.Contains(sender, "stage") != slices.Contains(list.Stage, sender) {
				wrong = append(wrong, fmt.Errorf("sender %s: a system for tests must be marked, and nothing else", sender))
			}
		}
	}
	for _, rule := range g.Passwords {
		for _, id := range slices.Concat(rule.Sources, rule.Silent) {
			if g.Source(id).ID == "" {
				wrong = append(wrong, fmt.Errorf("rule %s: source %q is unknown", rule.ID, id))
			}
		}
		for _, id := range rule.Against {
			if !slices.ContainsFunc(g.Passwords, func(r PasswordRule) bool { return r.ID == id }) {
				wrong = append(wrong, fmt.Errorf("rule %s: there is no rule %q", rule.ID, id))
			}
		}
	}
	return errors.Join(wrong...)
}

// dated says whether a date is one, or empty.
func dated(text string) bool {
	if text == "" {
		return true
	}
	for _, layout := range []string{time.DateOnly, "2006-01"} {
		if _, err := time.Parse(layout, text); err == nil {
			return true
		}
	}
	return false
}
