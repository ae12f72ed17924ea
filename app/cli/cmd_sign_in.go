package cli

import (
	"context"
	"io"
	"math"

	"github.com/spf13/cobra"

	"latchkey/app/core"
	"latchkey/app/present"
)

type signInOptions struct {
	provider, account                string
	device, noBrowser, fresh, choose bool
}

func newSignInCommand(c *call) *cobra.Command {
	var o signInOptions
	cmd := &cobra.Command{
		Use:  "sign-in [--provider ID] [--account ACCOUNT] [--device] [--no-browser] [--fresh] [--choose]",
		Args: arguments(0, 0), Annotations: answersJSON(), DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context(), c) },
	}
	flags := cmd.Flags()
	flags.StringVar(&o.provider, "provider", "", "")
	flags.StringVar(&o.account, "account", "", "")
	flags.BoolVar(&o.device, "device", false, "")
	flags.BoolVar(&o.noBrowser, "no-browser", false, "")
	flags.BoolVar(&o.fresh, "fresh", false, "")
	flags.BoolVar(&o.choose, "choose", false, "")
	valueName(cmd, "provider", "ID")
	completeFlag(cmd, "provider", c.completeProviders)
	completeFlag(cmd, "account", c.completeAccountFlag)
	return cmd
}

func (o signInOptions) run(ctx context.Context, c *call) error {
	for _, pair := range []struct {
		both       bool
		one, other string
	}{
		{o.device && o.noBrowser, "--device", "--no-browser"},
		{o.device && o.choose, "--device", "--choose"},         // the other device's page asks anyway
		{o.choose && o.account != "", "--choose", "--account"}, // the account is named, or chosen
	} {
		if pair.both {
			return &usageError{key: "not_together", pairs: []any{"one", pair.one, "other", pair.other}, command: "latchkey sign-in"}
		}
	}
	opened, ctx, cancel, err := c.job(ctx, personTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	talk := c.newSignInTalk(o.noBrowser)
	answer, err := opened.SignIn(ctx, core.SignInOptions{
		Provider: o.provider, Account: o.account, Device: o.device, NoBrowser: o.noBrowser, Fresh: o.fresh, Choose: o.choose,
		Language: c.words().Language(), Pasted: talk.pasted,
	}, talk.tell)
	if err != nil {
		return err
	}
	if minutes := int(math.Round(answer.ClockSkewSeconds / 60)); minutes > 0 {
		c.say("cli.sign_in.clock.ahead", "minutes", minutes)
	} else if minutes < 0 {
		c.say("cli.sign_in.clock.behind", "minutes", -minutes)
	}
	if err := c.answer(answer, func(out io.Writer) { writeSignIn(out, c, answer) }); err != nil {
		return err
	}
	if answer.RightsProblem != "" && !c.globals.json {
		problem := lowerFirst(core.ProblemText(answer.RightsProblem, c.words()).Title)
		if answer.Rights.CheckedAt.IsZero() {
			c.say("cli.sign_in.no_rights", "problem", problem)
		} else { // one of several sources
			c.say("cli.sign_in.some_rights", "problem", problem)
		}
		c.hint("latchkey rights recheck")
	}
	return nil
}

func writeSignIn(out io.Writer, c *call, answer core.SignInAnswer) {
	w := c.words()
	line(out, "%s", w.Text("cli.status.title.signed_in", "person", present.PersonName(answer.Account)))
	rows := accountFacts(c, answer.Account)
	if answer.RightsProblem == "" || !answer.Rights.CheckedAt.IsZero() {
		rows = append(rows, [2]string{w.Text("cli.status.rights"), rightsFact(c, answer.Rights)})
	}
	facts(out, rows)
}
