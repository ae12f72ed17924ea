package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"latchkey/app/core"
	"latchkey/app/present"
)

func newHistoryCommand(c *call) *cobra.Command {
	var account string
	cmd := &cobra.Command{
		Use: "history", Args: arguments(0, 0), Annotations: answersJSON(),
		RunE: func(cmd *cobra.Command, _ []string) error { return runHistory(cmd.Context(), c, account) },
	}
	addAccountFlag(cmd, &account, c)
	return cmd
}

func runHistory(ctx context.Context, c *call, account string) error {
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	answer, err := opened.RightsHistory(ctx, account)
	if err != nil {
		return err
	}
	return c.answer(answer, func(out io.Writer) { writeHistory(out, c, answer) })
}

func writeHistory(out io.Writer, c *call, answer core.RightsHistoryAnswer) {
	w, now := c.words(), c.Now()
	if len(answer.Differences) == 0 {
		line(out, "%s", w.Text("cli.history.none"))
		return
	}
	for i, entry := range answer.Differences {
		if i > 0 {
			line(out, "")
		}
		cause := w.Text("cli.history.cause." + entry.Cause)
		if entry.Step != "" {
			cause += " (" + entry.Step + ")"
		}
		if entry.First {
			cause += ", " + w.Plural("cli.history.first", entry.Granted)
		}
		proof := w.Text("cli.history.not_proven")
		if entry.Fresh {
			proof = w.Text("cli.history.proven")
		}
		line(out, "%s  %s  %s  %s", present.MomentTitle(entry.At.Time, now, w), present.OneLine(entry.Email), cause, proof)
		if !entry.First { // everything is new then, and no change
			writeChanges(out, c, entry)
		}
	}
}

// writeChanges lists what a difference was; the history keeps the first hundred
// changes and the true counts.
func writeChanges(out io.Writer, c *call, entry core.DifferenceAnswer) {
	w := c.words()
	if change := entry.Organization; change != nil {
		line(out, "  %s", organizationLine(c, change))
	}
	lines := present.DifferenceLines(sorted(entry.Changes), c.Now(), w)
	for _, text := range lines[:len(lines)-1] { // the last one counts what did not change, which no history keeps
		line(out, "  %s", text)
	}
	if more := entry.Gained + entry.Lost + entry.Changed - len(entry.Changes); more > 0 {
		line(out, "  %s", w.Plural("cli.history.more", more))
	}
}

// sorted puts changes back into the lists that they came from.
func sorted(changes []core.ChangeAnswer) core.RecheckAnswer {
	var answer core.RecheckAnswer
	granted := func(right *core.RightAnswer) bool { return right != nil && right.State == "granted" }
	for _, change := range changes {
		switch had, has := granted(change.Before), granted(change.After); {
		case has && !had:
			answer.Gained = append(answer.Gained, change)
		case had && !has:
			answer.Lost = append(answer.Lost, change)
		default:
			answer.Changed = append(answer.Changed, change)
		}
	}
	return answer
}

// organizationLine tells whose rights they were and are.
func organizationLine(c *call, change *core.OrganizationChange) string {
	before, after := present.OrganizationNames(*change)
	return fmt.Sprintf("~ %s: %s → %s", c.words().Text("cli.recheck.organization"), cmp.Or(before, present.None), cmp.Or(after, present.None))
}
