package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"latchkey/app/core"
	"latchkey/app/present"
)

type prepareOptions struct{ account, until string }

func newPrepareCommand(c *call) *cobra.Command {
	var o prepareOptions
	cmd := &cobra.Command{
		Use: "prepare --until DATE", Args: arguments(0, 0), Annotations: answersJSON(), DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context(), c) },
	}
	addAccountFlag(cmd, &o.account, c)
	cmd.Flags().StringVar(&o.until, "until", "", "")
	valueName(cmd, "until", "DATE")
	completeFlag(cmd, "until", choices("+1d", "+5d", "+2w"))
	return cmd
}

// run refreshes everything now and says what ends before the person is back: 0
// when nothing does, 8 when something does or a source did not answer.
func (o prepareOptions) run(ctx context.Context, c *call) error {
	const command = "latchkey rights prepare"
	if o.until == "" {
		return &usageError{key: "flag_needed", pairs: []any{"flag", "--until"}, command: command}
	}
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	until, ok := readUntil(o.until, c.Now(), c.words())
	if !ok {
		return &usageError{key: "bad_until", pairs: []any{"value", present.OneLine(o.until)}, command: command}
	}
	if !until.After(c.Now()) {
		return &usageError{key: "past_until", pairs: []any{"value", present.OneLine(o.until)}, command: command}
	}
	answer, err := opened.PrepareOffline(ctx, core.PrepareOptions{Account: o.account, Until: until})
	if err != nil {
		return err
	}
	if err := c.answer(answer, func(out io.Writer) { writePrepare(out, c, answer) }); err != nil {
		return err
	}
	if answer.Ready {
		return nil
	}
	c.hintPrepare(answer)
	return codeOnly(core.ExitPartly)
}

func writePrepare(out io.Writer, c *call, answer core.PrepareAnswer) {
	w, now := c.words(), c.Now()
	title := "cli.prepare.ready"
	if !answer.Ready {
		title = "cli.prepare.not_ready"
	}
	line(out, "%s", w.Text(title, "time", present.Moment(answer.Until.Time, now, w)))
	line(out, "%s", rightsFact(c, answer.Rights))
	writeSources(out, c, answer.Sources)
	writeFresh(out, c, answer.Fresh, answer.Evidence)
	if len(answer.Ends) == 0 {
		return
	}
	line(out, "%s", w.Text("cli.prepare.ends"))
	rows := [][]string{}
	for _, end := range answer.Ends[:min(len(answer.Ends), mostDifferences)] {
		rows = append(rows, []string{"  " + endName(c, end, len(answer.Sources) > 1), present.Moment(end.Until.Time, now, w)})
	}
	table(out, rows)
	if more := len(answer.Ends) - len(rows); more > 0 {
		line(out, "  %s", w.Plural("cli.recheck.more", more))
	}
}

// endName is what ends: a right, what one source said of all of them, the sign-in.
func endName(c *call, end core.PrepareEnd, several bool) string {
	name := present.OneLine(end.Name)
	switch {
	case end.Kind != core.WarnRight:
		text := c.words().Text("cli.prepare.end." + end.Kind)
		if end.Kind == core.WarnOffline && several {
			text += " (" + present.SourceName(end.Name, c.words()) + ")"
		}
		return text
	case name == "":
		return present.OneLine(end.ID)
	}
	return name
}

// hintPrepare names what can still be done before leaving.
func (c *call) hintPrepare(answer core.PrepareAnswer) {
	if c.globals.json {
		return
	}
	for _, source := range answer.Sources {
		if source.Problem != "" {
			c.hint(c.words().Text("cli.prepare.try_again"))
			return
		}
	}
	c.hint(recheckTo(core.StepMessage))
}
