package cli

import (
	"context"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"latchkey/app/core"
	"latchkey/app/present"
)

type undoOptions struct {
	id            string
	items         []string
	dryRun, force bool
}

func newUndoCommand(c *call) *cobra.Command {
	var o undoOptions
	cmd := &cobra.Command{
		Use: "undo [ID] [--item N]... [--dry-run] [--yes] [--force]", Args: arguments(0, 1), Annotations: answersJSON(),
		DisableFlagsInUseLine: true, ValidArgsFunction: c.completeBackups,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.id = first(args)
			return o.run(cmd.Context(), c)
		},
	}
	cmd.Flags().StringSliceVar(&o.items, "item", nil, "")
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "")
	cmd.Flags().BoolVar(&o.force, "force", false, "")
	valueName(cmd, "item", "N")
	return cmd
}

func (o undoOptions) run(ctx context.Context, c *call) error {
	opened, err := c.core()
	if err != nil {
		return err
	}
	plan, err := o.plan(ctx, c, opened)
	if err != nil {
		return err
	}
	if o.dryRun {
		return c.answer(plan, func(out io.Writer) { writeUndoPlan(out, c, plan) })
	}
	if !c.globals.yes && putsBack(plan) {
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
	answer, err := opened.Undo(applying, o.request(plan.Backup.ID))
	if err != nil && !isReported(err) {
		return err
	}
	if written := c.answer(answer, func(out io.Writer) { writeUndo(out, c, answer, err) }); written != nil {
		return written
	}
	return answered(err)
}

// putsBack says whether there is anything to ask about.
func putsBack(plan core.UndoAnswer) bool {
	return slices.ContainsFunc(plan.Plan, func(i core.UndoItem) bool { return i.Action != core.ActionSkip })
}

// unknownItem turns an item that the backup does not have into a usage error that
// names it; other errors stay.
func (o undoOptions) unknownItem(err error) error {
	var input *core.InputError
	if !errors.As(err, &input) || !strings.HasPrefix(input.Key, core.UndoItemKey) {
		return err
	}
	problem := &usageError{
		key: "unknown_item", pairs: []any{"item", present.OneLine(strings.TrimPrefix(input.Key, core.UndoItemKey))},
		command: "latchkey undo", list: "latchkey backups",
	}
	if o.id != "" {
		problem.list += " show " + o.id
	}
	return problem
}

func (o undoOptions) request(id string) core.UndoRequest {
	return core.UndoRequest{ID: id, Items: o.items, Force: o.force}
}

// plan looks, and gives a person the time to close an app that is in the way.
func (o undoOptions) plan(ctx context.Context, c *call, opened *core.Core) (core.UndoAnswer, error) {
	for {
		looking, cancel := c.within(ctx, usualTimeout)
		plan, err := opened.PlanUndo(looking, o.request(o.id))
		cancel()
		if err != nil {
			return plan, o.unknownItem(err)
		}
		names := []string{}
		for _, item := range plan.Plan {
			if item.Label != "" && item.BlockedBy == item.Label && !slices.Contains(names, item.Label) {
				names = append(names, item.Label)
			}
		}
		if len(names) == 0 || o.dryRun || c.globals.yes || !c.InTerminal {
			return plan, nil
		}
		again, err := c.askAgain(ctx, c.words().Text("cli.reset.close_first", "apps", strings.Join(names, ", ")))
		if err != nil || !again {
			return plan, err
		}
	}
}

// writeUndoPlan shows what comes back, and what stands there now: that is kept.
func writeUndoPlan(out io.Writer, c *call, plan core.UndoAnswer) {
	w := c.words()
	line(out, "%s", w.Text("cli.undo.plan", "id", plan.Backup.ID,
		"time", present.Moment(plan.Backup.CreatedAt.Time, c.Now(), w)))
	rows, kept := [][]string{}, false
	for _, item := range plan.Plan {
		note := ""
		switch {
		case item.Label != "" && item.BlockedBy == item.Label:
			note = w.Text("present.detail.app_running")
		case item.BlockedBy != "":
			note = w.Text("cli.backup.state." + item.BlockedBy)
		case item.Standing != "":
			note, kept = w.Text("cli.undo.standing."+item.Standing), true
		}
		rows = append(rows, []string{
			"  " + strconv.Itoa(item.Number), present.AppItemName(item.What, item.Label, w), item.Path, present.Size(item.Size, w), note,
		})
	}
	table(out, rows)
	if kept {
		line(out, "%s", w.Text("cli.undo.kept"))
	}
}

func writeUndo(out io.Writer, c *call, answer core.UndoAnswer, err error) {
	writeResults(out, c, answer.Results, "cli.undo", err)
	if answer.PutAside != nil {
		line(out, "%s", c.words().Text("cli.undo.put_aside", "id", answer.PutAside.ID, "command", answer.PutAside.UndoCommand))
	}
}
