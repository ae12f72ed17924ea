package cli

import (
	"io"
	"slices"
	"strings"

	"latchkey/app/core"
	"latchkey/app/present"
)

// writePlan shows what would happen, group by group, each with whether it can be
// undone.
func writePlan(out io.Writer, c *call, view present.PlanView, steps []core.StepAnswer) {
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
	if len(steps) > 0 {
		line(out, "")
		writeSteps(out, c, steps, "")
	}
}

// writeResults tells what became of each item; err says that something is left.
func writeResults(out io.Writer, c *call, results []core.ItemResult, key string, err error) {
	w := c.words()
	isDone := slices.ContainsFunc(results, func(r core.ItemResult) bool { return r.Result == "done" })
	switch {
	case !isDone:
		key += ".nothing"
	case err != nil:
		key += ".partly"
	default:
		key += ".done"
	}
	line(out, "%s", w.Text(key))
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
