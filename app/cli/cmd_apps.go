package cli

import (
	"context"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"latchkey/app/core"
	"latchkey/app/present"
)

type appsOptions struct{ all bool }

func newAppsCommand(c *call) *cobra.Command {
	var o appsOptions
	list := func(use string) *cobra.Command {
		cmd := &cobra.Command{
			Use: use + " [--all]", Args: arguments(0, 0), Annotations: answersJSON(), DisableFlagsInUseLine: true,
			RunE: func(cmd *cobra.Command, _ []string) error { return o.list(cmd.Context(), c) },
		}
		cmd.Flags().BoolVar(&o.all, "all", false, "")
		return cmd
	}
	cmd := list("apps")
	cmd.AddCommand(list("list"), &cobra.Command{
		Use: "show APP", Args: arguments(1, 1), Annotations: answersJSON(), ValidArgsFunction: c.completeApps,
		RunE: func(cmd *cobra.Command, args []string) error { return runAppShow(cmd.Context(), c, args[0]) },
	})
	return cmd
}

func (o appsOptions) list(ctx context.Context, c *call) error {
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	answer, err := opened.Apps(ctx, core.AppsOptions{All: o.all, Language: c.language()})
	if err != nil {
		return err
	}
	if err := c.answer(answer, func(out io.Writer) { writeApps(out, c, answer) }); err != nil {
		return err
	}
	c.tellCatalogue(answer.Problems)
	if len(answer.Apps) == 0 && !c.globals.json {
		c.hint("latchkey apps list --all")
	}
	return nil
}

// tellCatalogue names catalogue files that cannot be used; the others are used
// all the same.
func (c *call) tellCatalogue(problems []core.AppProblem) {
	for _, problem := range problems {
		place := problem.File
		if problem.Line > 0 {
			place += ":" + strconv.Itoa(problem.Line)
		}
		if problem.Key != "" {
			place += " " + problem.Key
		}
		c.say("cli.apps.problem", "place", present.OneLine(place), "reason", core.ReasonText(problem.Reason, c.words()))
	}
}

func writeApps(out io.Writer, c *call, answer core.AppsAnswer) {
	if len(answer.Apps) == 0 {
		line(out, "%s", c.words().Text("cli.apps.none"))
		return
	}
	rows := [][]string{}
	for _, app := range answer.Apps {
		rows = append(rows, []string{appTitle(app), appState(c, app), appRuns(c, app), app.Prefix})
	}
	table(out, rows)
}

// appTitle is what a person calls one version of an app: "SketchUp 2021".
func appTitle(app core.AppAnswer) string {
	return present.OneLine(strings.TrimSpace(app.Name + " " + app.Version))
}

// appState says in a few words where the sign-in of an app stands.
func appState(c *call, app core.AppAnswer) string {
	w := c.words()
	switch {
	case !app.Found:
		return w.Text("cli.apps.not_found")
	case app.Reset != "file":
		return w.Text("cli.apps.guided", "id", app.ID)
	}
	for _, path := range app.Paths {
		if path.Exists {
			return w.Text("cli.apps.file", "time", present.Moment(path.ModifiedAt.Time, c.Now(), w), "size", present.Size(path.Size, w))
		}
	}
	return w.Text("cli.apps.no_file")
}

func appRuns(c *call, app core.AppAnswer) string {
	switch {
	case !app.Found:
		return ""
	case app.Running:
		return c.words().Text("cli.apps.running")
	}
	return c.words().Text("cli.apps.not_running")
}

// completeApps offers the apps of the catalogue.
func (c *call) completeApps(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	opened, err := c.core()
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	known, _ := opened.Apps(cmd.Context(), core.AppsOptions{All: true})
	names, seen := []string{}, map[string]bool{}
	for _, app := range known.Apps {
		if !seen[app.ID] {
			seen[app.ID] = true
			names = append(names, app.ID)
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
