package cli

import (
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"latchkey/app/core"
	"latchkey/app/present"
)

// The states of a step.
const (
	stepDone    = "done"
	stepSkipped = "skipped"
	stepCurrent = "current"
)

var stepSigns = map[string]string{stepDone: "✓", stepSkipped: "–", stepCurrent: "→", "todo": "·"}

// writeSymptoms lists them: group by group, or best first for words.
func writeSymptoms(out io.Writer, c *call, answer core.GuideAnswer) {
	w, width := c.words(), 0
	for _, symptom := range answer.Symptoms {
		width = max(width, utf8.RuneCountInString(symptom.ID))
	}
	row := func(symptom core.SymptomAnswer) {
		line(out, "  %s  %s", padded(symptom.ID, width), present.OneLine(symptom.Title))
	}
	if answer.Query != "" {
		line(out, "%s", w.Text("cli.guide.found", "words", present.OneLine(answer.Query)))
		for _, symptom := range answer.Symptoms {
			row(symptom)
		}
	} else {
		line(out, "%s", w.Text("cli.guide.title"))
		for _, group := range groupsOf(answer.Symptoms) {
			line(out, "\n%s", w.Text("cli.guide.group."+group))
			for _, symptom := range answer.Symptoms {
				if symptom.Group == group {
					row(symptom)
				}
			}
		}
	}
	line(out, "\n%s", w.Text("cli.guide.open"))
}

func groupsOf(symptoms []core.SymptomAnswer) []string {
	groups := []string{}
	for _, symptom := range symptoms {
		if !slices.Contains(groups, symptom.Group) {
			groups = append(groups, symptom.Group)
		}
	}
	return groups
}

// writeGuide shows a symptom whole: what it is about, each step as it stands,
// and where the way leads.
func writeGuide(out io.Writer, c *call, answer core.GuideAnswer) {
	writeGuideHead(out, c, answer)
	width := stateWidth(c)
	for i, step := range answer.Steps {
		line(out, "")
		state := c.words().Text("cli.guide.state." + step.State)
		row := stepSigns[step.State] + " " + padded(state, width) + "  " + present.OneLine(step.Title)
		if step.Evidence != "" {
			row += "  (" + present.OneLine(step.Evidence) + ")"
		}
		line(out, "%s", row)
		if step.State != stepDone && step.State != stepSkipped {
			writeStepBody(out, c, answer, answer.Steps[i], strings.Repeat(" ", width+4))
		}
	}
	line(out, "\n%s", c.words().Text("cli.guide.end."+answer.End))
	writeGuideSources(out, c, answer.Sources)
}

func stateWidth(c *call) int {
	width := 0
	for state := range stepSigns {
		width = max(width, utf8.RuneCountInString(c.words().Text("cli.guide.state."+state)))
	}
	return width
}

func writeGuideHead(out io.Writer, c *call, answer core.GuideAnswer) {
	if answer.Symptom != nil {
		line(out, "%s", present.OneLine(answer.Symptom.Title))
	}
	if answer.About != "" {
		line(out, "%s", answer.About)
	}
	if answer.Warning != "" {
		line(out, "! %s", answer.Warning)
	}
}

// writeStepBody tells what a step is, who does it, and with which command or page.
func writeStepBody(out io.Writer, c *call, answer core.GuideAnswer, step core.GuideStepAnswer, indent string) {
	w := c.words()
	for _, paragraph := range strings.Split(strings.TrimSpace(step.Text), "\n") {
		if paragraph != "" {
			line(out, "%s%s", indent, paragraph)
		}
	}
	for _, item := range step.List {
		line(out, "%s- %s", indent, item)
	}
	text := w.Text("cli.guide.by." + step.By)
	if fix := fixText(c, step.Fix); fix != "" {
		text += ": " + fix
	}
	line(out, "%s%s", indent, text)
	if step.Copy != "" && answer.Symptom != nil {
		line(out, "%s%s", indent, w.Text("cli.guide.letter", "command", "latchkey guide "+answer.Symptom.ID+" --letter"))
	}
	if step.Question && answer.Symptom != nil {
		line(out, "%s%s", indent, w.Text("cli.guide.answer_with", "command", "latchkey guide "+answer.Symptom.ID+" --answer "+step.ID+"=yes"))
	}
}

func writeGuideSources(out io.Writer, c *call, sources []string) {
	if len(sources) == 0 {
		return
	}
	line(out, "\n%s", c.words().Text("cli.guide.sources"))
	for _, source := range sources {
		line(out, "  %s", present.OneLine(source))
	}
}
