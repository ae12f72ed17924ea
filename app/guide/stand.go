package guide

import "errors"

// State is how a step stands.
type State string

// The states of a step.
const (
	Done    State = "done"
	Skipped State = "skipped" // it does not apply, or the person passed it over
	Current State = "current"
	Todo    State = "todo"
)

// Why a step is done or skipped.
const (
	ByEvidence = "evidence" // something that is known says so
	ByAnswer   = "answer"   // the person did
)

// What a person can say of a step.
const (
	SaidDone    = "done"
	SaidSkipped = "skipped"
	SaidYes     = "yes"
	SaidNo      = "no"
	SaidSolved  = "solved"
)

// Where a way stands or leads.
const (
	EndOpen    = "open"
	EndSolved  = "solved"
	EndSupport = "support"
)

// Stand is one step as it stands.
type Stand struct {
	Step  Step
	State State
	Why   string
	// Evidence is what decided, as a condition that holds, such as "fact:restarted" or
	// "!problem:seat_limit"; empty: nothing did.
	Evidence string
	Answer   string // yes or no, of a question
}

// Path is the way through a symptom.
type Path struct {
	Steps []Stand
	End   string // open solved support
}

// ErrNoSymptom says that there is no symptom of that id.
var ErrNoSymptom = errors.New("there is no such symptom")
