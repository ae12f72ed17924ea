package cli

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"latchkey/app/core"
	"latchkey/app/present"
)

func newRightsCommand(c *call) *cobra.Command {
	var account string
	list := func(cmd *cobra.Command, _ []string) error { return runRights(cmd.Context(), c, account) }
	cmd := &cobra.Command{Use: "rights", Args: arguments(0, 0), Annotations: answersJSON(), RunE: list}
	listing := &cobra.Command{Use: "list", Args: arguments(0, 0), Annotations: answersJSON(), RunE: list}
	check := &cobra.Command{
		Use: "check ID...", Args: atLeast(1), Annotations: answersJSON(), ValidArgsFunction: c.completeRights,
		RunE: func(cmd *cobra.Command, args []string) error {
			ids := splitCommas(args)
			if len(ids) == 0 { // a script's gate must not open because it asked about nothing
				return &usageError{key: "too_few", pairs: []any{"usage", cmd.UseLine()}, command: cmd.CommandPath()}
			}
			return runRightsCheck(cmd.Context(), c, account, ids)
		},
	}
	for _, own := range []*cobra.Command{cmd, listing, check} {
		addAccountFlag(own, &account, c)
	}
	cmd.AddCommand(listing, check, newRecheckCommand(c), &cobra.Command{
		Use: "clear", Args: arguments(0, 0), Annotations: answersJSON(),
		RunE: func(cmd *cobra.Command, _ []string) error { return runRightsClear(cmd.Context(), c) },
	})
	return cmd
}

func addAccountFlag(cmd *cobra.Command, account *string, c *call) {
	cmd.Flags().StringVar(account, "account", "", "")
	completeFlag(cmd, "account", c.completeAccountFlag)
}

func runRights(ctx context.Context, c *call, account string) error {
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	answer, err := opened.Rights(ctx, account)
	if err != nil {
		return err
	}
	return c.answer(answer, func(out io.Writer) { writeRights(out, c, answer) })
}

func writeRights(out io.Writer, c *call, answer core.RightsAnswer) {
	w, now := c.words(), c.Now()
	summary := core.RightsSummary{Count: len(answer.Rights), CheckedAt: answer.CheckedAt, State: answer.State}
	for _, right := range answer.Rights {
		if right.State == "granted" {
			summary.Granted++
		}
	}
	line(out, "%s", rightsFact(c, summary))
	rows := [][]string{}
	for _, row := range present.Rights(present.RightsInput{Rights: answer, SignedIn: true}, now, w).Rows {
		rows = append(rows, []string{"  " + present.OneLine(row.ID), row.State, row.From, row.Until, row.Name, row.Reason})
	}
	table(out, rows)
	for _, pending := range answer.Pending {
		line(out, "  %s", w.Text("cli.rights.invitation", "name", present.OneLine(pending.Name), "address", pending.AcceptURL))
	}
	switch answer.State {
	case "fresh":
	case "expired":
		c.say("cli.rights.expired")
		c.hint("latchkey rights recheck")
	default:
		c.hint("latchkey rights recheck")
	}
}

// runRightsCheck answers by its exit code, too: 0 only when every right is
// granted and not out of date. Unknown is never granted.
func runRightsCheck(ctx context.Context, c *call, account string, ids []string) error {
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	answer, err := opened.CheckRights(ctx, account, ids)
	if err != nil && !errors.Is(err, core.ErrRightMissing) {
		return err
	}
	if written := c.answer(answer, func(out io.Writer) { writeRightsCheck(out, c, answer) }); written != nil {
		return written
	}
	return answered(err)
}

func writeRightsCheck(out io.Writer, c *call, answer core.RightsCheckAnswer) {
	w := c.words()
	rows := [][]string{}
	for _, right := range answer.Rights {
		state, _ := present.RightState(right.State, w)
		rows = append(rows, []string{present.OneLine(right.ID), lowerFirst(state)})
	}
	table(out, rows)
	if answer.CheckedAt.IsZero() {
		c.say("cli.rights.none")
		return
	}
	c.say("cli.rights.checked", "age", present.Age(answer.CheckedAt.Time, c.Now(), w),
		"state", w.Text("cli.rights.state."+answer.State))
}

func runRightsClear(ctx context.Context, c *call) error {
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	answer, err := opened.ClearRights(ctx)
	if err != nil {
		return err
	}
	return c.answer(answer, func(out io.Writer) {
		line(out, "%s", c.words().Plural("cli.rights.cleared", answer.Removed))
	})
}
