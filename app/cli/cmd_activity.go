package cli

import (
	"context"
	"io"
	"time"

	"github.com/spf13/cobra"

	"latchkey/app/core"
	"latchkey/app/present"
)

type activityOptions struct{ since string }

func newActivityCommand(c *call) *cobra.Command {
	var o activityOptions
	cmd := &cobra.Command{
		Use: "activity [--since 7d|DATE]", Args: arguments(0, 0), Annotations: answersJSON(), DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context(), c) },
	}
	cmd.Flags().StringVar(&o.since, "since", "", "")
	valueName(cmd, "since", "TIME")
	return cmd
}

func (o activityOptions) run(ctx context.Context, c *call) error {
	since, err := o.readSince(c)
	if err != nil {
		return err
	}
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	answer, err := opened.Activity(ctx, core.ActivityOptions{Since: since})
	if err != nil {
		return err
	}
	for i := range answer.Events {
		answer.Events[i].Text = present.EventText(answer.Events[i], c.Now(), c.words())
	}
	present.WordChanged(answer.Changed, c.Now(), c.words())
	if err := c.answer(answer, func(out io.Writer) { writeActivity(out, c, answer) }); err != nil {
		return err
	}
	if answer.Damaged > 0 {
		c.say("cli.activity.damaged", "n", answer.Damaged)
	}
	return nil
}

func (o activityOptions) readSince(c *call) (time.Time, error) {
	if o.since == "" {
		return time.Time{}, nil
	}
	since, ok := readSince(o.since, c.Now(), c.words())
	if !ok {
		return since, &usageError{key: "bad_since", pairs: []any{"value", o.since}, command: "latchkey activity"}
	}
	return since, nil
}

// writeActivity lists what happened, day by day.
func writeActivity(out io.Writer, c *call, answer core.ActivityAnswer) {
	w, now := c.words(), c.Now()
	if len(answer.Events) == 0 {
		line(out, "%s", w.Text("cli.activity.none"))
	}
	day := ""
	for i, event := range answer.Events {
		at := event.At.In(now.Location())
		if on := at.Format(time.DateOnly); on != day {
			if day = on; i > 0 {
				line(out, "")
			}
			line(out, "%s", dayTitle(at, now, w))
		}
		text := present.OneLine(event.Text)
		if detail := present.OneLine(present.EventDetail(event, w)); detail != "" {
			text += "  (" + detail + ")"
		}
		if event.Problem != "" {
			text += "  [" + present.OneLine(event.Problem) + "]"
		}
		line(out, "  %s  %s  %s", present.Clock(at, now), eventSign(event.Result), text)
	}
	writeChanged(out, c, answer.Changed)
}

// eventSign stands beside the words, which say the same.
func eventSign(result string) string {
	switch result {
	case "ok":
		return "✓"
	case "partly":
		return "!"
	case "failed":
		return "✗"
	}
	return "–"
}
