package cli

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"latchkey/app/core"
	"latchkey/app/present"
)

type undoOptions struct {
	id     string
	dryRun bool
}

func newUndoCommand(c *call) *cobra.Command {
	var o undoOptions
	cmd := &cobra.Command{
		Use: "undo [ID] [--dry-run] [--yes]", Args: arguments(0, 1), Annotations: answersJSON(),
		DisableFlagsInUseLine: true, ValidArgsFunction: c.completeBackups,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.id = first(args)
			return o.run(cmd.Context(), c)
		},
	}
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "")
	return cmd
}

func (o undoOptions) run(ctx context.Context, c *call) error {
	opened, err := c.core()
	if err != nil {
		return err
	}
	looking, cancel := c.within(ctx, usualTimeout)
	plan, err := opened.PlanUndo(looking, o.id)
	cancel()
	if err != nil {
		return err
	}
	if o.dryRun {
		return c.answer(plan, func(out io.Writer) { writeUndoPlan(out, c, plan) })
	}
	if !c.globals.yes {
		if err := c.mayAsk(); err != nil {
			return err
		}
		writeUndoPlan(c.Err, c, plan)
		if err := c.confirm(ctx, c.words().Text("cli.undo.question")); err != nil {
			return err
		}
	}
	applying, cancel := c.within(ctx, usualTimeout)
	defer cancel()
	// The id of the shown plan, not "the newest": another reset may have come between.
	answer, err := opened.Undo(applying, plan.Backup.ID)
	if err != nil && !errors.Is(err, core.ErrPartlyDone) {
		return err
	}
	if written := c.answer(answer, func(out io.Writer) { writeUndo(out, c, answer) }); written != nil {
		return written
	}
	return answered(err)
}

func writeUndoPlan(out io.Writer, c *call, plan core.UndoAnswer) {
	w := c.words()
	line(out, "%s", w.Text("cli.undo.plan", "id", plan.Backup.ID,
		"time", present.Moment(plan.Backup.CreatedAt.Time, c.Now(), w)))
	rows := [][]string{}
	for _, item := range plan.Backup.Items {
		rows = append(rows, []string{"  " + present.ItemName(item.What, w), item.Path, present.Size(item.Size, w)})
	}
	table(out, rows)
}

func writeUndo(out io.Writer, c *call, answer core.UndoAnswer) {
	writeResults(out, c, answer.Results, "cli.undo")
	if answer.PutAside != nil {
		line(out, "%s", c.words().Text("cli.undo.put_aside", "id", answer.PutAside.ID, "command", answer.PutAside.UndoCommand))
	}
}
