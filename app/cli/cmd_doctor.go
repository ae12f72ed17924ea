package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"latchkey/app/core"
	"latchkey/app/present"
)

type doctorOptions struct {
	account            string
	only               []string
	fix, renew, dryRun bool
}

func newDoctorCommand(c *call) *cobra.Command {
	var o doctorOptions
	cmd := &cobra.Command{
		Use: "doctor [--fix] [--dry-run] [--only CHECK]... [--renew]", Args: arguments(0, 0), Annotations: answersJSON(),
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context(), c) },
	}
	addAccountFlag(cmd, &o.account, c)
	flags := cmd.Flags()
	flags.BoolVar(&o.fix, "fix", false, "")
	flags.BoolVar(&o.dryRun, "dry-run", false, "")
	flags.StringSliceVar(&o.only, "only", nil, "")
	flags.BoolVar(&o.renew, "renew", false, "")
	valueName(cmd, "only", "CHECK")
	completeFlag(cmd, "only", c.completeChecks)
	return cmd
}

func (o doctorOptions) run(ctx context.Context, c *call) error {
	if o.dryRun && !o.fix {
		return &usageError{key: "flag_needed", pairs: []any{"flag", "--fix"}, command: "latchkey doctor"}
	}
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	if err := c.knowsAccount(ctx, opened, o.account); err != nil {
		return err
	}
	rows := c.newLiveRows(opened)
	answer, err := opened.Diagnose(ctx, core.DoctorOptions{
		Account: o.account, Only: o.only, Fix: o.fix && !o.dryRun, Renew: o.renew,
	}, rows.tell)
	rows.end()
	if err != nil {
		return c.nearestCheck(opened, o.only, err)
	}
	present.WordDoctor(&answer, c.Now(), c.words())
	if err := c.answer(answer, func(out io.Writer) { o.write(out, c, answer) }); err != nil {
		return err
	}
	if answer.Exit != exitDone {
		return codeOnly(answer.Exit)
	}
	return nil
}

// write tells what was found, what was done about it, and where to begin.
func (o doctorOptions) write(out io.Writer, c *call, answer core.DoctorAnswer) {
	w := c.words()
	line(out, "%s", doctorTitle(c, answer))
	writeChecks(out, c, answer)
	switch {
	case o.dryRun:
		writeWouldFix(out, c, answer)
	case o.fix:
		writeFixed(out, c, answer)
	}
	if worst := answer.Find(answer.Worst); worst != nil {
		line(out, "\n%s", w.Text("cli.doctor.begin", "what", beginWith(c, *worst)))
		if worst.Fix == nil || worst.Fix.Command == "" && worst.Fix.Address == "" {
			line(out, "%s", w.Text("cli.doctor.how"))
		}
	}
	writeChanged(out, c, answer.Changed)
}

// nearestCheck adds the check that was probably meant.
func (c *call) nearestCheck(opened *core.Core, only []string, err error) error {
	if core.Code(err) != "check_unknown" {
		return err
	}
	hinted := &hintedError{error: err, choices: opened.Checks()}
	for _, id := range only {
		if near := nearest(id, hinted.choices); near != "" && near != id && hinted.hint == "" {
			hinted.hint = "latchkey doctor --only " + near
		}
	}
	return hinted
}

// completeChecks offers the ids of the checks.
func (c *call) completeChecks(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	directive := cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	opened, err := c.core()
	if err != nil {
		return nil, directive
	}
	return opened.Checks(), directive
}
