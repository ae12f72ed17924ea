package cli

import (
	"context"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"latchkey/app/core"
	"latchkey/app/present"
)

var recheckSteps = []string{core.StepRefetch, core.StepNewToken, core.StepSignIn, core.StepBrowserSession}

type recheckOptions struct{ account, maxStep string }

func newRecheckCommand(c *call) *cobra.Command {
	var o recheckOptions
	cmd := &cobra.Command{
		Use: "recheck [--max-step STEP]", Args: arguments(0, 0), Annotations: answersJSON(), DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context(), c) },
	}
	addAccountFlag(cmd, &o.account, c)
	cmd.Flags().StringVar(&o.maxStep, "max-step", core.StepNewToken, "")
	valueName(cmd, "max-step", "STEP")
	completeFlag(cmd, "max-step", choices(recheckSteps...))
	return cmd
}

func (o recheckOptions) run(ctx context.Context, c *call) error {
	if !slices.Contains(recheckSteps, o.maxStep) {
		return wrongChoice("latchkey rights recheck", "--max-step", o.maxStep, recheckSteps)
	}
	patience := usualTimeout
	if slices.Index(recheckSteps, o.maxStep) >= slices.Index(recheckSteps, core.StepSignIn) {
		patience = personTimeout
	}
	opened, ctx, cancel, err := c.job(ctx, patience)
	if err != nil {
		return err
	}
	defer cancel()
	consent := &recheckConsent{call: c, ctx: ctx}
	answer, err := opened.Recheck(ctx, core.RecheckOptions{
		Account: o.account, MaxStep: o.maxStep, Consent: consent.given, Language: c.words().Language(),
	}, c.tellRecheck())
	if err != nil {
		return err
	}
	if err := c.answer(answer, func(out io.Writer) { writeRecheck(out, c, answer) }); err != nil {
		return err
	}
	return answered(consent.err)
}

// recheckConsent asks before a rung that needs the person, and remembers when
// nobody could be asked.
type recheckConsent struct {
	call *call
	ctx  context.Context
	err  error
}

func (r *recheckConsent) given(step string) bool {
	err := r.call.confirm(r.ctx, r.call.words().Text("cli.recheck.consent."+step))
	if err != nil && !isNotConfirmed(err) {
		r.err = err
	}
	return err == nil
}

// tellRecheck tells each rung when it begins.
func (c *call) tellRecheck() func(core.Progress) {
	signIn := c.newSignInPart().tell
	return func(p core.Progress) {
		switch {
		case p.Step == nil:
			signIn(p)
		case p.Step.Result == "":
			c.say("present.recheck.step." + p.Step.Step + ".now")
		}
	}
}

func writeRecheck(out io.Writer, c *call, answer core.RecheckAnswer) {
	w, now := c.words(), c.Now()
	view := present.Recheck(present.RecheckInput{Answer: answer, Provider: w.Text("present.the_provider")}, now, w)
	line(out, "%s", view.Header.Title)
	for _, difference := range present.DifferenceLines(answer, now, w) {
		line(out, "  %s", difference)
	}
	for _, step := range answer.Steps {
		if step.Result == "skipped" && step.Detail == "not_needed" {
			continue
		}
		row := present.RecheckStep(step, present.RecheckInput{Answer: answer, Provider: w.Text("present.the_provider")}, now, w)
		line(out, "  %s: %s", row.Text, row.Evidence)
	}
}
