package cli

import (
	"time"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/assets"
)

// notGrantedError is the no of `rights check`, for launch scripts of apps: one
// sentence that says why, which a person can read who only wanted to start an app.
type notGrantedError struct {
	answer core.RightsCheckAnswer
	maxAge time.Duration
	now    time.Time
	cause  error
}

func (e *notGrantedError) Error() string { return e.cause.Error() }

func (e *notGrantedError) Unwrap() error { return e.cause }

func (e *notGrantedError) problem(w assets.Words) core.Problem {
	problem := core.Explain(e.cause, w)
	if answer := e.answer; answer.CheckedAt.IsZero() || answer.TooOld || answer.State == "expired" {
		problem.Title = w.Text("cli.check.unsure") // nothing says that the right is missing
	}
	problem.Detail = e.sentence(w)
	problem.Hints = []string{"latchkey rights recheck"}
	for _, right := range e.missing() {
		if right.State != "unknown" { // of a name that nobody knows there is nothing to tell
			problem.Hints = append(problem.Hints, "latchkey why "+asArgument(present.OneLine(right.ID)))
			break
		}
	}
	return problem
}

// missing are the rights that are not granted.
func (e *notGrantedError) missing() []core.CheckedRight {
	missing := []core.CheckedRight{}
	for _, right := range e.answer.Rights {
		if !right.Granted {
			missing = append(missing, right)
		}
	}
	return missing
}

// sentence names the first cause that makes the others idle.
func (e *notGrantedError) sentence(w assets.Words) string {
	answer := e.answer
	checked := present.AgeInWords(answer.CheckedAt.Time, e.now, w)
	switch {
	case answer.CheckedAt.IsZero():
		return w.Text("cli.check.none")
	case answer.TooOld:
		return w.Text("cli.check.too_old", "age", checked, "most", present.Duration(e.maxAge, w))
	case answer.State == "expired" && answer.ClockSetBack:
		return w.Text("cli.check.clock_set_back")
	case answer.State == "expired":
		return w.Text("cli.check.out_of_date", "age", checked)
	}
	missing := e.missing()
	if len(missing) == 0 {
		return core.Explain(e.cause, w).Detail
	}
	text := e.reason(missing[0], w)
	if more := len(missing) - 1; more > 0 {
		text += w.Plural("cli.check.more", more)
	}
	return text
}

// reason says why one right is not granted.
func (e *notGrantedError) reason(right core.CheckedRight, w assets.Words) string {
	id := present.OneLine(right.ID)
	state, _ := present.RightState(right.State, w)
	switch {
	case right.State == "unknown":
		return w.Text("cli.check.unknown", "id", id, "age", present.AgeInWords(e.answer.CheckedAt.Time, e.now, w))
	case right.State == "expired" && e.answer.ClockSetBack:
		return w.Text("cli.check.ended_clock", "id", id)
	case right.State == "expired" && !right.Until.IsZero():
		return w.Text("cli.check.ended", "id", id, "time", present.Moment(right.Until.Time, e.now, w))
	}
	return w.Text("cli.check.state", "id", id, "state", lowerFirst(state))
}
