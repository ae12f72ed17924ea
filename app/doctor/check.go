package doctor

import (
	"context"
	"time"
)

// Verdict is what a check comes to.
type Verdict string

// The verdicts. Skip says that there was nothing to look at, or that another
// finding hides this one.
const (
	Pass Verdict = "pass"
	Warn Verdict = "warn"
	Fail Verdict = "fail"
	Skip Verdict = "skip"
)

// Link is one link of the chain from the app to the clock.
type Link string

// The links. LinkNone is for what belongs to no link, such as the display.
const (
	LinkApp     Link = "app"
	LinkRight   Link = "right"
	LinkAccount Link = "account"
	LinkSession Link = "session"
	LinkToken   Link = "token"
	LinkStorage Link = "storage"
	LinkNetwork Link = "network"
	LinkClock   Link = "clock"
	LinkNone    Link = ""
)

// Chain is the order in which the links depend on each other: each on those
// after it.
func Chain() []Link {
	return []Link{LinkApp, LinkRight, LinkAccount, LinkSession, LinkToken, LinkStorage, LinkNetwork, LinkClock}
}

// Check is one thing to look at.
type Check struct {
	ID   string // stable: people name it with --only
	Link Link
	// After are checks whose failure hides this one; all of them are waited for.
	After []string
	// Patience bounds Look; 0 = 4 seconds. Look should return when its context
	// ends; one that does not is left behind, and the check fails with "timeout".
	Patience time.Duration
	Look     func(ctx context.Context) Finding
}

// usualPatience is how long a check may take that does not say.
const usualPatience = 4 * time.Second

// Finding is what a check saw.
type Finding struct {
	Verdict  Verdict
	Code     string // the problem's stable code; empty for Pass and Skip
	Err      error  // what the words of the problem are made from; nil: from the code alone
	Evidence Evidence
	Fix      Fix
}

// Evidence is what was seen: a code that the faces put into words, and the values
// that the words name.
type Evidence struct {
	Code   string
	Values map[string]Value
}

// Fix is the one thing that mends a problem; the zero value is none. Package core
// lists the fixes.
type Fix struct {
	ID       string
	Argument string // what it is about: a scope of a reset, the name of a link, a right
}

// Passed is a finding without a problem; pairs are names and Values in turn.
func Passed(evidence string, pairs ...any) Finding {
	return Finding{Verdict: Pass, Evidence: Saw(evidence, pairs...)}
}

// Skipped is a check with nothing to look at; evidence says why.
func Skipped(evidence string, pairs ...any) Finding {
	return Finding{Verdict: Skip, Evidence: Saw(evidence, pairs...)}
}

// Warned is a problem that does not keep a person from working.
func Warned(code string, fix Fix, evidence Evidence) Finding {
	return Finding{Verdict: Warn, Code: code, Fix: fix, Evidence: evidence}
}

// Failed is a problem that does.
func Failed(code string, fix Fix, evidence Evidence) Finding {
	return Finding{Verdict: Fail, Code: code, Fix: fix, Evidence: evidence}
}

// Because adds the error that the problem's words are made from.
func (f Finding) Because(err error) Finding {
	f.Err = err
	return f
}

// Saw makes evidence; pairs are names and Values in turn.
func Saw(code string, pairs ...any) Evidence {
	values := map[string]Value{}
	for i := 0; i+1 < len(pairs); i += 2 {
		name, named := pairs[i].(string)
		value, typed := pairs[i+1].(Value)
		if !named || !typed {
			panic("doctor.Saw: pairs are a name and a Value: " + code)
		}
		values[name] = value
	}
	return Evidence{Code: code, Values: values}
}
