package cli

import (
	"context"
	"slices"
	"strings"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/assets"
)

// hintedError is a problem of core with the very command that was probably
// meant, and what else there is.
type hintedError struct {
	error
	hint    string   // empty: nothing is near
	choices []string // none: there are too many to name
}

func (e *hintedError) Unwrap() error { return e.error }

func (e *hintedError) problem(w assets.Words) core.Problem {
	problem := core.Explain(e.error, w)
	if len(e.choices) > 0 {
		problem.Hints = slices.Insert(problem.Hints, 0, w.Text("cli.usage.choices", "choices", strings.Join(e.choices, ", ")))
	}
	if e.hint != "" {
		problem.Hints = slices.Insert(problem.Hints, 0, e.hint)
	}
	return problem
}

// knowsAccount refuses an account that is not signed in here, where others are: a
// slip in its name would be looked into as if nobody were. What cannot be read is
// what the checks are for.
func (c *call) knowsAccount(ctx context.Context, opened *core.Core, named string) error {
	if named == "" {
		return nil
	}
	known, err := opened.Accounts(ctx)
	if err != nil || len(known.Accounts) == 0 {
		return nil //nolint:nilerr // see above
	}
	names := []string{}
	for _, account := range known.Accounts {
		if account.ID == named || strings.EqualFold(account.Email, named) {
			return nil
		}
		names = append(names, accountName(account))
	}
	return &hintedError{error: &core.UnknownAccountError{Account: present.OneLine(named)}, choices: names}
}
