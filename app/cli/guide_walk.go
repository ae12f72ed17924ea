package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"latchkey/app/core"
	"latchkey/app/present"
)

// walk goes through the steps with a person: shows the one that is next, offers
// to do what Latchkey can, asks what no check can know, until it works or only
// support is left. It never asks for a password.
func (o guideOptions) walk(ctx context.Context, c *call, opened *core.Core, symptom string) error {
	ctx, cancel := c.within(ctx, walkTimeout)
	defer cancel()
	if o.look {
		c.say("cli.guide.looking")
	}
	answer, err := o.stand(ctx, c, opened, symptom, nil)
	if err != nil {
		return err
	}
	writeGuideHead(c.Out, c, answer)
	w := guideWalk{guideOptions: o, call: c, opened: opened, symptom: symptom}
	for answer.End == "open" {
		step := w.show(answer)
		if step == nil {
			break
		}
		changed, err := w.ask(ctx, *step)
		if err != nil || w.stopped {
			return err
		}
		known := answer.Known
		if changed {
			known = nil
		}
		if answer, err = o.stand(ctx, c, opened, symptom, known); err != nil {
			return err
		}
	}
	w.show(answer)
	line(c.Out, "\n%s", c.words().Text("cli.guide.end."+answer.End))
	if answer.End == "support" {
		c.hint(bundleCommand(symptom))
	}
	return nil
}

// guideWalk is one walk through the steps.
type guideWalk struct {
	guideOptions
	call    *call
	opened  *core.Core
	symptom string
	told    []string // steps whose result was told
	stopped bool
}

// show tells what is known of the steps so far, and gives the one that is next.
func (g *guideWalk) show(answer core.GuideAnswer) *core.GuideStepAnswer {
	for i := range answer.Steps {
		step := &answer.Steps[i]
		switch {
		case step.State == stepCurrent:
			line(g.call.Out, "\n→ %s", present.OneLine(step.Title))
			writeStepBody(g.call.Out, g.call, core.GuideAnswer{}, *step, "  ")
			return step
		case step.State == stepDone && step.Why == "evidence" && !slices.Contains(g.told, step.ID):
			g.told = append(g.told, step.ID)
			line(g.call.Out, "\n✓ %s  (%s)", present.OneLine(step.Title), present.OneLine(step.Evidence))
		}
	}
	return nil
}

// ask asks what became of a step, or does it; changed says that something is
// other than it was, and worth looking at again.
func (g *guideWalk) ask(ctx context.Context, step core.GuideStepAnswer) (changed bool, err error) {
	offered, isPage := core.Offers(step.Fix), step.Fix != nil && step.Fix.ID == core.MendOpenLink
	for {
		choice, err := g.choose(ctx, step, offered, isPage)
		if err != nil {
			return false, err
		}
		switch choice {
		case "stop":
			g.stop()
			return false, nil
		case "copy":
			line(g.call.Out, "\n%s\n", strings.TrimRight(step.Copy, "\n"))
			continue
		case "page", "do":
			if !g.apply(ctx, *step.Fix) || choice == "page" {
				continue
			}
			g.said[step.ID] = "done"
			return true, nil
		case "done": // what a person has done by hand may have mended it
			g.said[step.ID] = "done"
			return g.look, nil
		}
		g.said[step.ID] = choice
		return false, nil
	}
}

// choose asks until the answer is one of the letters that are offered.
func (g *guideWalk) choose(ctx context.Context, step core.GuideStepAnswer, offered, isPage bool) (string, error) {
	choices, usual := choicesOf(step, offered, isPage)
	w := g.call.words()
	prompt := []string{}
	if usual != "" {
		prompt = append(prompt, w.Text("cli.guide.enter."+usual))
	}
	for _, choice := range choices {
		prompt = append(prompt, "["+w.Text("cli.guide.key."+choice)+"] "+w.Text("cli.guide.choice."+choice))
	}
	for {
		_, _ = fmt.Fprintf(g.call.Err, "  %s ", strings.Join(prompt, "  ")+":")
		typed, err := g.call.readLine(ctx)
		if err != nil || typed == "" { // the input has ended: nobody is there any more
			return "stop", err
		}
		typed = strings.ToLower(strings.TrimSpace(typed))
		if typed == "" && usual != "" {
			return usual, nil
		}
		for _, choice := range choices {
			if typed == w.Text("cli.guide.key."+choice) || typed == w.Text("cli.guide.choice."+choice) {
				return choice, nil
			}
		}
	}
}

// choicesOf are what can be said of a step, and what Enter says; a question has
// no usual answer.
func choicesOf(step core.GuideStepAnswer, offered, isPage bool) (choices []string, usual string) {
	usual = "done"
	if step.Copy != "" {
		choices = append(choices, "copy")
	}
	switch {
	case step.Question:
		choices, usual = append(choices, "yes", "no"), ""
	case offered && !isPage:
		usual = "do"
	}
	if offered && isPage {
		choices = append(choices, "page")
	}
	return append(choices, "skipped", "solved", "stop"), usual
}

// apply does a step of Latchkey's; what fails is told, and the step stays.
func (g *guideWalk) apply(ctx context.Context, fix core.FixAnswer) bool {
	ctx, cancel := g.call.within(ctx, personTimeout)
	defer cancel()
	result, err := g.opened.ApplyFix(ctx, core.RequestOf(fix, g.account, g.call.language()), g.call.tellRecheck())
	if err != nil {
		g.call.printProblem(g.call.explain(err))
		return false
	}
	if result.Result == "done" {
		line(g.call.Out, "  ✓ %s", fixTitle(&fix))
	}
	if result.Undo != "" {
		line(g.call.Out, "    %s", g.call.words().Text("cli.doctor.undo", "command", result.Undo))
	}
	return true
}

// stop says how to go on later.
func (g *guideWalk) stop() {
	g.stopped = true
	command := "latchkey guide " + g.symptom
	steps := []string{}
	for step := range g.said {
		steps = append(steps, step)
	}
	slices.Sort(steps)
	for _, step := range steps {
		command += " --answer " + step + "=" + g.said[step]
	}
	g.call.say("cli.guide.later", "command", command)
}
