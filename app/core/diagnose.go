package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"latchkey/app/doctor"
	"latchkey/assets"
)

// DoctorOptions say what to look at; the zero value means everything.
type DoctorOptions struct {
	Account string   // "" = the default
	Only    []string // ids of checks; what they depend on runs too
	// Fix does what is reversible about what was found, and looks again.
	Fix bool
	// Renew also renews a token that is still good. Otherwise a token is renewed
	// only when `latchkey token` would do so too: a diagnosis must not risk the
	// session on a network that is the very thing in doubt.
	Renew bool

	subject subject // of why
}

// patience bounds a diagnosis as a whole: fifteen seconds are promised.
const diagnosePatience = 14 * time.Second

// Diagnose runs the checks side by side and tells notify as each begins (Result
// "running") and ends, one at a time. It changes nothing unless o.Fix says so,
// except that a token which has ended is renewed, as by any command. Errors:
// *doctor.UnknownCheckError, and ctx's.
func (c *Core) Diagnose(ctx context.Context, o DoctorOptions, notify func(CheckAnswer)) (DoctorAnswer, error) {
	begun := c.Now()
	report, d, err := c.examine(ctx, o, notify)
	if err != nil {
		return DoctorAnswer{}, err
	}
	answer := DoctorAnswer{Schema: "latchkey.doctor/1", Fixed: []FixedAnswer{}, Changed: c.changedSince(d)}
	if o.Fix {
		report, answer.Fixed, err = d.mend(ctx, report, notify)
		if err != nil {
			return DoctorAnswer{}, err
		}
	}
	answer.fill(report, d)
	answer.ElapsedSeconds = c.Now().Sub(begun).Seconds()
	c.noteDoctor(answer, begun)
	return answer, nil
}

// examine runs the checks.
func (c *Core) examine(ctx context.Context, o DoctorOptions, notify func(CheckAnswer)) (doctor.Report, *diagnosis, error) {
	if notify == nil {
		notify = func(CheckAnswer) {}
	}
	d := newDiagnosis(c, o)
	d.openSealed(ctx) // a person types slower than the checks may take
	limited, cancel := context.WithTimeout(ctx, diagnosePatience)
	defer cancel()
	report, err := doctor.Run(limited, d.checks(), doctor.Options{
		Only: o.Only, Now: c.Now,
		Started: func(check doctor.Check) { notify(runningAnswer(check)) },
		Done:    func(result doctor.Result) { notify(d.checkAnswer(result)) },
	})
	d.late.Wait()
	if err != nil && (ctx.Err() != nil || !errors.Is(err, context.DeadlineExceeded)) {
		return report, d, fmt.Errorf("run checks: %w", err)
	}
	return report, d, nil // what did not end in time says so itself
}

// Checks lists the ids of all checks, in their order.
func (c *Core) Checks() []string {
	var ids []string
	for _, check := range newDiagnosis(c, DoctorOptions{}).checks() {
		ids = append(ids, check.ID)
	}
	return ids
}

func (a *DoctorAnswer) fill(report doctor.Report, d *diagnosis) {
	a.Checks = make([]CheckAnswer, 0, len(report.Results))
	for _, result := range report.Results {
		a.Checks = append(a.Checks, d.checkAnswer(result))
	}
	a.Result = string(doctor.Pass)
	if worst := report.Worst(); worst != nil {
		a.Worst, a.Result, a.Exit = worst.ID, string(worst.Verdict), exitOf(worst.Finding)
	}
}

// exitOf is the exit code of a finding's problem.
func exitOf(finding doctor.Finding) int {
	if finding.Err != nil && Code(finding.Err) == finding.Code {
		return Explain(finding.Err, assets.Words{}).Exit
	}
	return ProblemText(finding.Code, assets.Words{}).Exit
}

func runningAnswer(check doctor.Check) CheckAnswer {
	return CheckAnswer{
		ID: check.ID, Link: string(check.Link), Result: "running", DependsOn: append([]string{}, check.After...), Values: map[string]string{},
	}
}

func (d *diagnosis) checkAnswer(result doctor.Result) CheckAnswer {
	answer := runningAnswer(doctor.Check{ID: result.ID, Link: result.Link, After: result.After})
	answer.Result, answer.HiddenBy = string(result.Verdict), result.HiddenBy
	answer.ProblemCode, answer.Err = result.Code, result.Err
	answer.EvidenceCode, answer.Saw = result.Evidence.Code, result.Evidence
	answer.At, answer.TookSeconds = At(result.At), result.Took.Seconds()
	for name, value := range result.Evidence.Values {
		answer.Values[name] = value.Text
	}
	if answer.Fix = d.fixAnswer(result.Fix); answer.Fix != nil {
		answer.Fix.Command = strings.ReplaceAll(answer.Fix.Command, "{check}", result.ID)
	}
	return answer
}

// checks is the whole table, in the order of the chain.
func (d *diagnosis) checks() []doctor.Check {
	return slices.Concat(d.appChecks(), d.rightChecks(), d.accountChecks(), d.sessionChecks(), d.tokenChecks(), d.storageChecks(),
		d.networkChecks(), d.clockChecks(), d.computerChecks())
}
