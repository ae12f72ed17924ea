package cli

import (
	"context"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"latchkey/app/core"
	"latchkey/app/present"
)

// runAppShow takes an app's id, with or without a version: sketchup, sketchup@2021.
func runAppShow(ctx context.Context, c *call, named string) error {
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	id, version, _ := strings.Cut(strings.TrimPrefix(named, core.ScopeAppPrefix), "@")
	answer, err := opened.Apps(ctx, core.AppsOptions{ID: id, Version: version, Language: c.language()})
	if err != nil {
		return c.nearestApp(ctx, opened, err)
	}
	if err := c.answer(answer, func(out io.Writer) { writeAppsInFull(out, c, answer) }); err != nil {
		return err
	}
	c.tellCatalogue(answer.Problems)
	return nil
}

// nearestApp turns an unknown app into a usage error that names the one that was
// probably meant; other errors stay.
func (c *call) nearestApp(ctx context.Context, opened *core.Core, err error) error {
	var unknown *core.UnknownAppError
	if !errors.As(err, &unknown) {
		return err
	}
	known, _ := opened.Apps(ctx, core.AppsOptions{All: true})
	ids := []string{}
	for _, app := range known.Apps {
		ids = append(ids, app.ID)
	}
	problem := &usageError{
		key: "unknown_app", pairs: []any{"app", present.OneLine(unknown.ID)}, command: "latchkey apps", list: "latchkey apps list --all",
	}
	if near := nearest(unknown.ID, ids); near != "" {
		problem.nearest = "latchkey apps show " + near
	}
	return problem
}

func writeAppsInFull(out io.Writer, c *call, answer core.AppsAnswer) {
	for i, app := range answer.Apps {
		if i > 0 {
			line(out, "")
		}
		writeApp(out, c, app)
	}
}

func writeApp(out io.Writer, c *call, app core.AppAnswer) {
	w := c.words()
	line(out, "%s (%s): %s", appTitle(app), present.OneLine(app.Vendor), appState(c, app))
	rows := [][2]string{}
	add := func(key, value string) {
		if value != "" {
			rows = append(rows, [2]string{w.Text(key), value})
		}
	}
	for _, path := range app.Paths {
		add("cli.apps.path."+path.Kind, path.Path+" ("+pathFact(c, path)+")")
	}
	for _, licence := range app.Licences {
		if licence.Exists {
			add("cli.apps.licence", licence.Path+" ("+w.Text("cli.apps.never_touched")+")")
		}
	}
	add("cli.apps.prefix", app.Prefix)
	if app.Found {
		add("cli.apps.runs", runsFact(c, app))
	}
	if app.LastReset != nil {
		add("cli.apps.last_reset", present.Moment(app.LastReset.At.Time, c.Now(), w)+", "+app.LastReset.Backup)
	}
	known := w.Text("cli.apps.known.value", "source", present.OneLine(app.Source),
		"confidence", w.Text("cli.apps.confidence."+app.Confidence), "date", app.Checked)
	if app.Community {
		known += "; " + w.Text("cli.apps.community")
	}
	add("cli.apps.known", known)
	if app.Resettable {
		add("cli.apps.reset", "latchkey reset --scope "+app.Scope)
	}
	facts(out, rows)
	writeSteps(out, c, app.Steps, "  ")
}

func pathFact(c *call, path core.AppPath) string {
	w := c.words()
	if !path.Exists {
		return w.Text("cli.apps.path.missing")
	}
	text := present.Size(path.Size, w) + ", " + present.Moment(path.ModifiedAt.Time, c.Now(), w)
	if path.Locked {
		text += ", " + w.Text("cli.apps.path.locked")
	}
	if path.Refused != "" {
		text += "; " + w.Text("cli.apps.path.refused", "reason", core.ReasonText(path.Refused, w))
	}
	return text
}

func runsFact(c *call, app core.AppAnswer) string {
	names := []string{}
	for _, process := range app.Processes {
		names = append(names, present.OneLine(process.Name)+" ("+strconv.Itoa(process.PID)+")")
	}
	if len(names) == 0 {
		return c.words().Text("cli.apps.not_running")
	}
	return strings.Join(names, ", ")
}

// writeSteps lists what only a person can do, and what of it was seen to be done.
// Several versions ask for the same: that is told once, and is done when it is done
// for all of them.
func writeSteps(out io.Writer, c *call, steps []core.StepAnswer, indent string) {
	w, before := c.words(), ""
	for _, step := range eachOnce(steps) {
		if step.When != before {
			before = step.When
			line(out, "%s%s", indent, w.Text("cli.steps."+step.When))
		}
		mark := map[string]string{core.StepDone: "[x]", core.StepOpen: "[ ]"}[step.Done]
		if mark == "" {
			mark = " - "
		}
		text := present.OneLine(step.Text)
		if step.URL != "" {
			text += "  " + present.OneLine(step.URL)
		}
		line(out, "%s  %s %s", indent, mark, text)
	}
}

// eachOnce puts steps in the order of their times, the same ones together.
func eachOnce(steps []core.StepAnswer) []core.StepAnswer {
	var all []core.StepAnswer
	for _, when := range []string{"before", "instead", "after"} {
		for _, step := range steps {
			at := slices.IndexFunc(all, func(s core.StepAnswer) bool {
				return s.When == step.When && s.Text == step.Text && s.URL == step.URL
			})
			switch {
			case step.When != when:
			case at < 0:
				all = append(all, step)
			case all[at].Done != step.Done && all[at].Done != core.StepOpen:
				all[at].Done = step.Done
				if step.Done == core.StepDone {
					all[at].Done = core.StepUnknown // of another version nobody can see it
				}
			}
		}
	}
	return all
}
