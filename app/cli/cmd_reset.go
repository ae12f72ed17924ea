package cli

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"latchkey/app/core"
	"latchkey/app/present"
)

var resetScopes = []string{core.ScopeSession, core.ScopeRights, core.ScopeTokens, core.ScopeAll}

type resetOptions struct {
	scopes []string
	dryRun bool
}

func newResetCommand(c *call) *cobra.Command {
	var o resetOptions
	cmd := &cobra.Command{
		Use: "reset [--scope SCOPE]... [--dry-run] [--yes]", Args: arguments(0, 0), Annotations: answersJSON(),
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context(), c) },
	}
	cmd.Flags().StringSliceVar(&o.scopes, "scope", nil, "")
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "")
	completeFlag(cmd, "scope", choices(resetScopes...))
	return cmd
}

// run is plan, show, apply, report: what is applied is the very plan that was shown.
func (o resetOptions) run(ctx context.Context, c *call) error {
	for _, scope := range o.scopes {
		if !slices.Contains(resetScopes, scope) {
			return wrongChoice("latchkey reset", "--scope", scope, resetScopes)
		}
	}
	opened, err := c.core()
	if err != nil {
		return err
	}
	looking, cancel := c.within(ctx, usualTimeout)
	plan, err := opened.PlanReset(looking, o.scopes)
	cancel()
	if err != nil {
		return err
	}
	view := present.Plan(plan, c.words())
	untouched := core.ResetAnswer{Schema: "latchkey.reset/1", Plan: plan, Results: []core.ItemResult{}}
	if o.dryRun || view.Nothing {
		return c.answer(untouched, func(out io.Writer) { writePlan(out, view) })
	}
	if err := o.ask(ctx, c, view); err != nil {
		return err
	}
	applying, cancel := c.within(ctx, usualTimeout)
	defer cancel()
	return o.apply(applying, c, opened, plan)
}

// ask shows the plan to a person who has not said yes beforehand.
func (o resetOptions) ask(ctx context.Context, c *call, view present.PlanView) error {
	if c.globals.yes {
		return nil
	}
	if err := c.mayAsk(); err != nil {
		return err
	}
	writePlan(c.Err, view)
	return c.confirm(ctx, view.Title)
}

func (o resetOptions) apply(ctx context.Context, c *call, opened *core.Core, plan core.ResetPlan) error {
	answer, err := opened.ApplyReset(ctx, plan)
	if err != nil && !errors.Is(err, core.ErrPartlyDone) {
		return err
	}
	if written := c.answer(answer, func(out io.Writer) {
		writeResults(out, c, answer.Results, "cli.reset")
		if answer.Backup != nil {
			line(out, "%s", c.words().Text("cli.reset.undo", "command", answer.Backup.UndoCommand))
		}
	}); written != nil {
		return written
	}
	return answered(err)
}

// writePlan shows what would happen, group by group, each with whether it can be
// undone.
func writePlan(out io.Writer, view present.PlanView) {
	line(out, "%s", strings.TrimSuffix(view.Title, "?"))
	line(out, "%s", view.Sentence)
	for _, group := range view.Groups {
		head := group.Title
		if group.Undo != "" {
			head += " – " + group.Undo
		}
		line(out, "\n%s", head)
		rows := [][]string{}
		for _, item := range group.Items {
			what := item.Text
			if item.Path != "" {
				what = item.Path
			}
			if item.Strong != "" {
				what = strings.TrimSpace(item.Strong + " " + what)
			}
			rows = append(rows, []string{"  " + item.Name, what, item.Size})
		}
		table(out, rows)
	}
	if view.Note != "" {
		line(out, "\n%s", view.Note)
	}
}

// writeResults tells what became of each item.
func writeResults(out io.Writer, c *call, results []core.ItemResult, key string) {
	w := c.words()
	line(out, "%s", w.Text(key+".done"))
	rows := [][]string{}
	for _, result := range results {
		row := present.ResultLine(result, w)
		caption := row.Caption
		if row.Path != "" && result.Result != "skipped" && strings.ContainsAny(row.Path, `/\`) {
			caption = strings.TrimSpace(row.Path + "  " + caption)
		}
		rows = append(rows, []string{"  " + row.Text, caption})
	}
	table(out, rows)
}
