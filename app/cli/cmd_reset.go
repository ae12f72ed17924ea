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

// resetScopes are those with a name of their own; an app is named as app:ID or app:ID@VERSION.
var resetScopes = []string{core.ScopeSession, core.ScopeRights, core.ScopeTokens, core.ScopeApps, core.ScopeBrowser, core.ScopeAll}

type resetOptions struct {
	scopes        []string
	dryRun, force bool
	parentDomains bool
}

func newResetCommand(c *call) *cobra.Command {
	var o resetOptions
	cmd := &cobra.Command{
		Use: "reset [--scope SCOPE]... [--dry-run] [--yes] [--force] [--parent-domains]", Args: arguments(0, 0), Annotations: answersJSON(),
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context(), c) },
	}
	cmd.Flags().StringSliceVar(&o.scopes, "scope", nil, "")
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "")
	cmd.Flags().BoolVar(&o.force, "force", false, "")
	cmd.Flags().BoolVar(&o.parentDomains, "parent-domains", false, "")
	completeFlag(cmd, "scope", c.completeScopes)
	return cmd
}

// run is plan, show, apply, report: what is applied is the very plan that was shown.
func (o resetOptions) run(ctx context.Context, c *call) error {
	for _, scope := range o.scopes {
		if !slices.Contains(resetScopes, scope) && !strings.HasPrefix(scope, core.ScopeAppPrefix) {
			return wrongChoice("latchkey reset", "--scope", scope, append(slices.Clone(resetScopes), "app:ID"))
		}
	}
	if o.parentDomains && !slices.Contains(o.scopes, core.ScopeBrowser) {
		return &usageError{
			key: "flag_needed", pairs: []any{"flag", "--scope " + core.ScopeBrowser}, command: "latchkey reset",
		}
	}
	opened, err := c.core()
	if err != nil {
		return err
	}
	if err := o.askParents(ctx, c, opened); err != nil {
		return err
	}
	for try := 1; ; try++ {
		err := o.once(ctx, c, opened)
		// With --yes nobody was shown the plan, so a new one is as good: another
		// reset came between, or a file changed. A script at night needs no more.
		if !c.globals.yes || try == mostTries || !errors.Is(err, core.ErrPlanOutdated) {
			return err
		}
	}
}

// mostTries bounds how often --yes plans anew.
const mostTries = 3

func (o resetOptions) once(ctx context.Context, c *call, opened *core.Core) error {
	plan, err := o.plan(ctx, c, opened)
	if err != nil {
		return err
	}
	view := present.PlanOf(present.PlanInput{Plan: plan, KeepDays: keepDays(opened)}, c.words())
	untouched := core.ResetAnswer{Schema: "latchkey.reset/1", Plan: plan, Results: []core.ItemResult{}}
	if o.dryRun || view.Nothing && plan.Unfinished() == nil {
		guided := c.guidedBrowsers(ctx, opened, plan)
		return c.answer(untouched, func(out io.Writer) {
			writePlan(out, c, view, plan.Steps)
			writeGuides(out, c, guided)
		})
	}
	if clearsCookies(plan) && c.globals.yes {
		c.say("present.browser.mail") // asked, a person reads it with the question
	}
	if !view.Nothing {
		if err := o.ask(ctx, c, view, plan); err != nil {
			return err
		}
	}
	applying, cancel := c.within(ctx, usualTimeout)
	defer cancel()
	return o.apply(applying, c, opened, plan)
}

// keepDays is how long backups are kept; settings that cannot be read are another
// command's problem.
func keepDays(opened *core.Core) int {
	settings, err := opened.Settings()
	if err != nil {
		return 0
	}
	return settings.Backups.Days
}

// plan looks, and gives a person the time to close an app that is in the way.
func (o resetOptions) plan(ctx context.Context, c *call, opened *core.Core) (core.ResetPlan, error) {
	request := core.ResetRequest{Scopes: o.scopes, Force: o.force, Language: c.language(), ParentDomains: o.parentDomains}
	for {
		looking, cancel := c.within(ctx, usualTimeout)
		plan, err := opened.PlanReset(looking, request)
		cancel()
		if err != nil {
			return plan, c.nearestApp(ctx, opened, err)
		}
		names := inTheWay(plan)
		if len(names) == 0 || o.dryRun || c.globals.yes || !c.InTerminal {
			return plan, nil
		}
		again, err := c.askAgain(ctx, c.words().Text("cli.reset.close_first", "apps", strings.Join(names, ", ")))
		if err != nil || !again {
			return plan, err
		}
	}
}

// inTheWay names the apps and browsers that would have to be closed for all of a
// plan to be done.
func inTheWay(plan core.ResetPlan) []string {
	names := []string{}
	for _, item := range plan.Items {
		open := item.App != "" && item.BlockedBy != "" || item.What == core.ItemBrowserCookies && item.BlockedBy != ""
		if name := present.OneLine(item.Label); open && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// ask shows the plan to a person who has not said yes beforehand.
func (o resetOptions) ask(ctx context.Context, c *call, view present.PlanView, plan core.ResetPlan) error {
	if c.globals.yes {
		return nil
	}
	if err := c.mayAsk(); err != nil {
		return err
	}
	writePlan(c.Err, c, view, plan.Steps)
	if clearsCookies(plan) && len(plan.Scopes) > 1 { // alone, the plan's own sentence says so
		c.sayLine(c.words().Text("present.browser.mail"))
	}
	return c.confirm(ctx, view.Title)
}

func (o resetOptions) apply(ctx context.Context, c *call, opened *core.Core, plan core.ResetPlan) error {
	answer, err := opened.ApplyReset(ctx, plan)
	if err != nil && !isReported(err) {
		return err
	}
	guided := c.guidedBrowsers(ctx, opened, answer.Plan)
	if written := c.answer(answer, func(out io.Writer) {
		writeResults(out, c, answer.Results, "cli.reset", err)
		if answer.Backup != nil {
			line(out, "%s", c.words().Text("cli.reset.undo", "command", answer.Backup.UndoCommand))
		}
		writeSteps(out, c, stepsLeft(answer.Plan.Steps), "")
		writeGuides(out, c, guided)
	}); written != nil {
		return written
	}
	return answered(err)
}

// isReported says that an error comes with an answer that tells of every item.
func isReported(err error) bool {
	var running *core.AppRunningError
	return errors.Is(err, core.ErrPartlyDone) || errors.As(err, &running)
}

// stepsLeft are those that come after, or instead of, what was just done.
func stepsLeft(steps []core.StepAnswer) []core.StepAnswer {
	return slices.DeleteFunc(slices.Clone(steps), func(s core.StepAnswer) bool { return s.When == "before" })
}
