package cli

import (
	"bufio"
	"context"
	"slices"

	"github.com/spf13/cobra"

	"latchkey/app/core"
	"latchkey/app/present"
)

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
	completeFlag(cmd, "max-step", choices(core.RecheckSteps()...))
	return cmd
}

func (o recheckOptions) run(ctx context.Context, c *call) error {
	steps := core.RecheckSteps()
	if !slices.Contains(steps, o.maxStep) {
		return wrongChoice("latchkey rights recheck", "--max-step", o.maxStep, steps)
	}
	patience := usualTimeout
	if slices.Index(steps, o.maxStep) >= slices.Index(steps, core.StepSignIn) {
		patience = personTimeout
	}
	opened, ctx, cancel, err := c.job(ctx, patience)
	if err != nil {
		return err
	}
	defer cancel()
	consent := &recheckConsent{call: c, ctx: ctx, opened: opened, account: o.account}
	answer, err := opened.Recheck(ctx, core.RecheckOptions{
		Account: o.account, MaxStep: o.maxStep, Consent: consent.given, Language: c.words().Language(),
	}, c.tellRecheck())
	if err != nil {
		return err
	}
	c.writeMessage(ctx, opened, &answer)
	if err := c.answerRecheck(answer); err != nil {
		return err
	}
	c.adviseAfterRecheck(answer)
	if consent.err != nil {
		return answered(consent.err)
	}
	if slices.ContainsFunc(answer.Sources, func(s core.SourceAnswer) bool { return s.Problem != "" }) {
		return codeOnly(core.ExitPartly) // the answer names the source, and its age
	}
	return nil
}

// writeMessage writes the text for the administrator out, when the ladder came
// to its end and nothing had changed.
func (c *call) writeMessage(ctx context.Context, opened *core.Core, answer *core.RecheckAnswer) {
	written := slices.ContainsFunc(answer.Steps, func(s core.RecheckStep) bool {
		return s.Step == core.StepMessage && s.Result == "written"
	})
	if !written {
		return
	}
	in := present.MessageInput{Answer: *answer, Provider: c.words().Text("present.the_provider"), Version: c.Version}
	known, _ := opened.Accounts(ctx) // what cannot be read is left out of the message
	for _, account := range known.Accounts {
		if account.ID == answer.Account {
			in.Account, in.Provider = account, present.ProviderName(account)
		}
	}
	if now, err := opened.Rights(ctx, answer.Account); err == nil {
		in.Rights = now.Rights
	}
	answer.Message = present.AdministratorMessage(in, c.Now(), c.words())
}

func (c *call) answerRecheck(answer core.RecheckAnswer) error {
	return c.longAnswer(func(out *bufio.Writer) error {
		if c.globals.json {
			return writeRecheckJSON(out, answer)
		}
		writeRecheck(out, c, answer)
		return nil
	})
}

// tellRecheck tells each rung when it begins; one that needs the person begins
// with a yes.
func (c *call) tellRecheck() func(core.Progress) {
	signIn := c.newSignInPart().tell
	return func(p core.Progress) {
		switch {
		case p.Step == nil:
			signIn(p)
		case p.Step.Result == "" && !needsPerson(p.Step.Step):
			c.say("present.recheck.step." + p.Step.Step + ".now")
		}
	}
}

func needsPerson(step string) bool {
	return step == core.StepSignIn || step == core.StepBrowserSession || step == core.StepBrowserCookies
}

// adviseAfterRecheck names the fixes of what was found, save those that the
// recheck itself has just tried.
func (c *call) adviseAfterRecheck(answer core.RecheckAnswer) {
	if c.globals.json {
		return
	}
	tried := []string{"latchkey rights recheck"}
	for _, step := range answer.Steps {
		if step.Result != "skipped" && step.Result != "failed" {
			tried = append(tried, recheckTo(step.Step))
		}
	}
	for _, fix := range c.fixesOf(answer.Findings) {
		if !slices.Contains(tried, fix) {
			c.hint(fix)
		}
	}
}

// recheckTo is a recheck that goes as far as a rung.
func recheckTo(step string) string { return "latchkey rights recheck --max-step " + step }
