package cli

import (
	"errors"
	"fmt"
	"io"

	"latchkey/app/core"
)

// answeredError is an error that comes with a full answer on standard output.
type answeredError struct{ error }

func (e answeredError) Unwrap() error { return e.error }

// answered marks err, when there is one, as told beside an answer.
func answered(err error) error {
	if err == nil {
		return nil
	}
	return answeredError{err}
}

// codeOnly ends the program with a code where the answer has said everything.
type codeOnly int

func (e codeOnly) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

// errorAnswer is latchkey.error/1.
type errorAnswer struct {
	Schema string       `json:"schema"`
	Error  errorDetails `json:"error"`
}

type errorDetails struct {
	Code   string   `json:"code"`
	Title  string   `json:"title"`
	Detail string   `json:"detail"`
	Hints  []string `json:"hints"`
	Exit   int      `json:"exit"`
}

// fail tells what went wrong, why, and the next thing to do, and gives the code.
func (c *call) fail(err error) int {
	var code codeOnly
	if errors.As(err, &code) {
		return int(code)
	}
	problem := c.explain(err)
	var full answeredError
	if c.globals.json && !errors.As(err, &full) {
		details := errorDetails{
			Code: problem.Code, Title: problem.Title, Detail: problem.Detail, Hints: problem.Hints, Exit: problem.Exit,
		}
		if details.Hints == nil {
			details.Hints = []string{}
		}
		content, _ := asJSON(errorAnswer{Schema: "latchkey.error/1", Error: details})
		_, _ = io.WriteString(c.Out, content)
		return problem.Exit
	}
	c.printProblem(problem)
	if c.globals.verbose {
		c.sayLine("latchkey: " + err.Error())
	}
	return problem.Exit
}

func (c *call) printProblem(problem core.Problem) {
	what := "latchkey: " + lowerFirst(problem.Title)
	if problem.Detail != "" {
		what += ": " + asReason(problem.Detail)
	}
	c.sayLine(what)
	for _, hint := range problem.Hints {
		c.sayLine(hintMark + hint)
	}
}

// explain words an error: a wrong command line here, everything else in core.
func (c *call) explain(err error) core.Problem {
	var usage *usageError
	if errors.As(err, &usage) {
		return usage.problem(c.words())
	}
	var refused *notGrantedError
	if errors.As(err, &refused) {
		return refused.problem(c.words())
	}
	var hinted *hintedError
	if errors.As(err, &hinted) {
		return hinted.problem(c.words())
	}
	problem := core.Explain(err, c.words())
	if problem.Exit == exitDone {
		problem.Exit = exitUnexpected
	}
	return problem
}
