package cli

import (
	"cmp"
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"latchkey/app/core"
	"latchkey/app/present"
)

type whyOptions struct {
	account, subject string
	fix, dryRun      bool
}

// whyAnswer is latchkey.why/1 with what was done about it.
type whyAnswer struct {
	core.WhyAnswer
	Fixed *whyFixed `json:"fixed"` // null: nothing was done
}

// whyFixed is the one fix, done.
type whyFixed struct {
	core.FixResult
	// Mended says that the link was looked at again, and nothing is wrong with it.
	Mended  bool   `json:"mended"`
	Problem string `json:"problem_code"` // why it failed; empty: it did not
	// Left is the problem that comes next, when all was looked at again; empty: none.
	Left string `json:"left"`

	next *core.WhyAnswer // which has that problem

	err error
}

func newWhyCommand(c *call) *cobra.Command {
	var o whyOptions
	cmd := &cobra.Command{
		Use: "why [APP|RIGHT] [--fix] [--dry-run]", Args: atLeast(0), Annotations: answersJSON(), DisableFlagsInUseLine: true,
		ValidArgsFunction: c.completeSubjects,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.subject = strings.Join(args, " ") // SketchUp 2024, without quotation marks
			return o.run(cmd.Context(), c)
		},
	}
	addAccountFlag(cmd, &o.account, c)
	cmd.Flags().BoolVar(&o.fix, "fix", false, "")
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "")
	return cmd
}

func (o whyOptions) run(ctx context.Context, c *call) error {
	if o.dryRun && !o.fix {
		return &usageError{key: "flag_needed", pairs: []any{"flag", "--fix"}, command: "latchkey why"}
	}
	opened, err := c.core()
	if err != nil {
		return err
	}
	if err := c.knowsAccount(ctx, opened, o.account); err != nil {
		return err
	}
	answer, err := o.look(ctx, c, opened, nil)
	if err != nil {
		return o.nearestSubject(ctx, opened, err)
	}
	if c.globals.json {
		return o.runJSON(ctx, c, opened, answer)
	}
	if err := c.answer(answer, func(out io.Writer) { writeWhy(out, c, answer) }); err != nil || answer.Check == nil {
		return err
	}
	fixed, err := o.mend(ctx, c, opened, answer)
	if err != nil {
		return err
	}
	if fixed == nil {
		return codeOnly(answer.Exit)
	}
	return o.report(c, answer, *fixed)
}

// runJSON does what was asked beforehand, and asks nothing.
func (o whyOptions) runJSON(ctx context.Context, c *call, opened *core.Core, answer core.WhyAnswer) error {
	full := whyAnswer{WhyAnswer: answer}
	if answer.Check != nil && o.mayFix(c) && core.Offers(answer.Fix) {
		fixed := o.apply(ctx, c, opened, answer)
		full.Fixed = &fixed
		if fixed.Mended {
			full.Exit = fixed.next.Exit
		}
	}
	if err := c.answer(full, nil); err != nil {
		return err
	}
	if full.Exit == exitDone {
		return nil
	}
	return codeOnly(full.Exit)
}

// mayFix says whether the fix was ordered beforehand.
func (o whyOptions) mayFix(c *call) bool { return (o.fix || c.globals.yes) && !o.dryRun }

// look walks the chain; with an earlier answer only what that one stopped at.
func (o whyOptions) look(ctx context.Context, c *call, opened *core.Core, again *core.WhyAnswer) (core.WhyAnswer, error) {
	ctx, cancel := c.within(ctx, usualTimeout)
	defer cancel()
	rows := c.newLiveRows(opened)
	answer, err := opened.Why(ctx, core.WhyOptions{Subject: o.subject, Account: o.account, Again: again}, rows.tell)
	rows.end()
	present.WordWhy(&answer, c.Now(), c.words())
	return answer, err
}

// nearestSubject adds the app or the right that was probably meant.
func (o whyOptions) nearestSubject(ctx context.Context, opened *core.Core, err error) error {
	if core.Code(err) != "subject_unknown" {
		return err
	}
	lower, meant := []string{}, map[string]string{}
	for _, name := range subjectsOf(ctx, opened) {
		if key := strings.ToLower(name); meant[key] == "" { // an id comes before a name that is the same
			meant[key] = name
			lower = append(lower, key)
		}
	}
	if near := nearest(o.subject, lower); near != "" {
		return &hintedError{error: err, hint: "latchkey why " + asArgument(meant[near])}
	}
	return err
}

// subjectsOf are the apps and the rights that somebody can name, by id and name.
func subjectsOf(ctx context.Context, opened *core.Core) []string {
	var names []string
	apps, _ := opened.Apps(ctx, core.AppsOptions{All: true}) // none: there is nothing to propose
	for _, app := range apps.Apps {
		names = append(names, app.ID, present.OneLine(app.Name), appTitle(app))
	}
	known, _ := opened.Rights(ctx, "")
	for i := range known.Rights {
		names = append(names, known.Rights[i].ID, present.OneLine(known.Rights[i].Name))
	}
	return names
}

// completeSubjects offers the apps that are here and the rights that are known.
func (c *call) completeSubjects(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	opened, err := c.core()
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	apps, _ := opened.Apps(cmd.Context(), core.AppsOptions{})
	names := []string{}
	for _, app := range apps.Apps {
		names = append(names, strings.TrimPrefix(cmp.Or(app.Scope, app.ID), core.ScopeAppPrefix))
	}
	rights, _ := c.completeRights(cmd, args, typed)
	return append(names, rights...), cobra.ShellCompDirectiveNoFileComp
}
