package formats

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"latchkey/session/rights"
)

type wireDecision struct {
	Decision jsontext.Value `json:"decision"`
	Context  jsontext.Value `json:"context"`
}

type wireDecisions struct {
	Evaluations each[wireDecision] `json:"evaluations"`
}

// decision is what counts of one.
type decision struct {
	state  rights.State
	reason string
}

// maxContext is how much of a decision's context is worth looking at for a reason; in bytes.
const maxContext = 64 << 10

// decisionContext holds the members that "Decision Context" and "Errors" show. reason_admin is not read: it is not for the person.
type decisionContext struct {
	Reason     jsontext.Value `json:"reason"`
	ReasonUser jsontext.Value `json:"reason_user"`
	Error      jsontext.Value `json:"error"`
}

// ReadEvaluation reads the answer to AuthZENEvaluation; see ReadEvaluations.
func ReadEvaluation(body []byte, question Question, issuer, subject string, now time.Time) (rights.Answer, error) {
	var wire wireDecision
	if err := decode(body, &wire); err != nil {
		return rights.Answer{}, err
	}
	return decide([]decision{wire.read()}, []Question{question}, issuer, subject, now)
}

// ReadEvaluations reads the answer to AuthZENEvaluations. The decisions have no names, only an order, so there must be exactly as
// many as questions. True is granted and false is denied, with the reason for the person. A decision that is missing or no boolean is
// unknown; so is one with an error in its context, because a decision point says false for what it could not evaluate. Errors:
// rights.ErrMalformed; another one when a question has no plain resource id.
func ReadEvaluations(body []byte, questions []Question, issuer, subject string, now time.Time) (rights.Answer, error) {
	var decisions []decision
	wire := wireDecisions{Evaluations: each[wireDecision]{take: func(wire *wireDecision) error {
		decisions = append(decisions, wire.read())
		return nil
	}}}
	if err := decode(body, &wire); err != nil {
		return rights.Answer{}, err
	}
	if len(questions) == 0 || len(decisions) != len(questions) {
		return rights.Answer{}, fmt.Errorf("%w: there are not as many decisions as questions", rights.ErrMalformed)
	}
	return decide(decisions, questions, issuer, subject, now)
}

func decide(decisions []decision, questions []Question, issuer, subject string, now time.Time) (rights.Answer, error) {
	all := collect(len(questions))
	for i, question := range questions {
		if !isID(question.ResourceID) {
			return rights.Answer{}, errors.New("a question has no plain resource id")
		}
		right := rights.Right{
			ID: question.ResourceID, Name: nameOr(question.Name, question.ResourceID),
			State: decisions[i].state, Reason: decisions[i].reason,
		}
		if err := all.add(right); err != nil {
			return rights.Answer{}, fmt.Errorf("%w: %w", rights.ErrMalformed, err)
		}
	}
	answer := newAnswer(issuer, subject, now)
	answer.Rights = all.rights
	return answer, nil
}

func (d *wireDecision) read() decision {
	var context decisionContext
	if len(d.Context) <= maxContext {
		_ = json.Unmarshal(d.Context, &context) // its form is free: what is not as shown gives no reason
	}
	reason := firstOf(context.ReasonUser, context.Reason)
	if context.Error.Kind() == jsontext.KindBeginObject || firstOf(context.Error) != "" {
		return decision{rights.Unknown, cmp.Or(reason, firstOf(context.Error))}
	}
	switch d.Decision.Kind() {
	case jsontext.KindTrue:
		return decision{rights.Granted, reason}
	case jsontext.KindFalse:
		return decision{rights.Denied, reason}
	default:
		return decision{rights.Unknown, reason}
	}
}

// firstOf is the first text, cleaned: a text itself, an error's message, or the first of several by a code or a language.
func firstOf(values ...jsontext.Value) string {
	for _, value := range values {
		var text string
		if value.Kind() == jsontext.KindString && json.Unmarshal(value, &text) == nil && cleanText(text) != "" {
			return cleanText(text)
		}
		var texts map[string]jsontext.Value
		if value.Kind() != jsontext.KindBeginObject || json.Unmarshal(value, &texts) != nil {
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(texts)) {
			if texts[name].Kind() == jsontext.KindString && json.Unmarshal(texts[name], &text) == nil && cleanText(text) != "" {
				return cleanText(text)
			}
		}
	}
	return ""
}
