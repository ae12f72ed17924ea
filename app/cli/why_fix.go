package cli

import (
	"context"
	"strings"

	"latchkey/app/core"
)

// mend does the one fix, when it was ordered, or when a person at the terminal
// says yes; nil: nothing was done.
func (o whyOptions) mend(ctx context.Context, c *call, opened *core.Core, answer core.WhyAnswer) (*whyFixed, error) {
	offered := core.Offers(answer.Fix)
	switch {
	case o.dryRun && offered:
		c.say("cli.why.would", "fix", fixTitle(answer.Fix))
		return nil, nil
	case o.mayFix(c) && offered:
	case o.mayFix(c):
		c.say("cli.why.by_person")
		return nil, nil
	case !c.InTerminal || o.dryRun:
		return nil, nil
	case !offered:
		return o.waitFor(ctx, c, opened, answer)
	default:
		yes, err := c.askWhether(ctx, c.words().Text("cli.why.do_it", "fix", fixTitle(answer.Fix)))
		if err != nil || !yes {
			return nil, err
		}
	}
	fixed := o.apply(ctx, c, opened, answer)
	if fixed.Result == "opened" && c.InTerminal && !c.globals.yes {
		return o.waitFor(ctx, c, opened, answer)
	}
	return &fixed, nil
}

// waitFor lets a person mend what only a person can, and looks again.
func (o whyOptions) waitFor(ctx context.Context, c *call, opened *core.Core, answer core.WhyAnswer) (*whyFixed, error) {
	fixed := &whyFixed{FixResult: core.FixResult{Result: "person"}}
	if answer.Fix != nil {
		fixed.ID = answer.Fix.ID
	}
	waiting, cancel := c.within(ctx, personTimeout)
	defer cancel()
	for {
		again, err := c.askAgain(waiting, c.words().Text("cli.why.when_done"))
		if err != nil || !again {
			return nil, err
		}
		if err := o.lookAgain(ctx, c, opened, answer, fixed); err != nil || fixed.Mended {
			return fixed, err
		}
		c.say("cli.why.still")
	}
}

// apply does the fix, and looks at that link again.
func (o whyOptions) apply(ctx context.Context, c *call, opened *core.Core, answer core.WhyAnswer) whyFixed {
	doing, cancel := c.within(ctx, personTimeout)
	defer cancel()
	var fixed whyFixed
	fixed.FixResult, fixed.err = opened.ApplyFix(doing, core.RequestOf(*answer.Fix, o.account, c.language()), c.tellRecheck())
	if fixed.Problem = core.Code(fixed.err); fixed.err != nil || fixed.Result != "done" {
		return fixed
	}
	fixed.err = o.lookAgain(ctx, c, opened, answer, &fixed)
	return fixed
}

// lookAgain looks at the link that was broken and at what it depends on; when
// that holds, at everything, for what comes next. A warning about something else
// keeps nobody from working.
func (o whyOptions) lookAgain(ctx context.Context, c *call, opened *core.Core, answer core.WhyAnswer, fixed *whyFixed) error {
	after, err := o.look(ctx, c, opened, &answer)
	if err != nil {
		return err
	}
	fixed.Mended = after.Check == nil || after.Check.ID != answer.Check.ID && after.Check.Result == resultWarn
	if !fixed.Mended {
		return nil
	}
	if after, err = o.look(ctx, c, opened, nil); err != nil {
		return err
	}
	fixed.next, fixed.Left = &after, after.Problem
	return nil
}

// report says whether the link holds now.
func (o whyOptions) report(c *call, answer core.WhyAnswer, fixed whyFixed) error {
	w := c.words()
	switch {
	case fixed.err != nil:
		return fixed.err
	case fixed.Mended:
		line(c.Out, "✓ %s", w.Text("cli.why.mended", "link", linkTitle(c, answer.Check.Link)))
	case fixed.Result == "opened":
		line(c.Out, "%s", w.Text("cli.why.opened"))
	default:
		line(c.Out, "✗ %s", w.Text("cli.why.not_mended", "link", linkTitle(c, answer.Check.Link)))
	}
	if fixed.Undo != "" {
		line(c.Out, "%s", w.Text("cli.doctor.undo", "command", fixed.Undo))
	}
	if fixed.Mended {
		answer = *fixed.next
	}
	if fixed.Mended && answer.Check != nil {
		line(c.Out, "%s", w.Text("cli.why.next", "what", beginWith(c, *answer.Check)))
	}
	if answer.Exit == exitDone {
		return nil
	}
	return codeOnly(answer.Exit)
}

// asArgument is a name as it is typed: in quotation marks where it has spaces.
func asArgument(name string) string {
	if strings.ContainsAny(name, " \t'\"") {
		return `"` + strings.ReplaceAll(name, `"`, `\"`) + `"`
	}
	return name
}
