package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"latchkey/app/core"
	"latchkey/app/present"
)

// sessionVerifyAnswer is latchkey.session-verify/1.
type sessionVerifyAnswer struct {
	Schema string                 `json:"schema"`
	Whole  bool                   `json:"whole"`
	File   core.SessionFileAnswer `json:"file"`
}

func newSessionCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{Use: "session COMMAND", Args: arguments(0, 0), RunE: needsCommand}
	cmd.AddCommand(
		&cobra.Command{
			Use: "show", Args: arguments(0, 0), Annotations: answersJSON(),
			RunE: func(cmd *cobra.Command, _ []string) error { return runSessionShow(cmd.Context(), c) },
		},
		&cobra.Command{
			Use: "verify", Args: arguments(0, 0), Annotations: answersJSON(),
			RunE: func(cmd *cobra.Command, _ []string) error { return runSessionVerify(cmd.Context(), c) },
		})
	return cmd
}

func runSessionShow(ctx context.Context, c *call) error {
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	answer, err := opened.Session(ctx)
	if err != nil {
		return err
	}
	return c.answer(answer, func(out io.Writer) {
		w := c.words()
		line(out, "%s", fileFact(c, answer.File))
		rows := [][2]string{{w.Text("cli.session.written"), w.Text("cli.session.written.value",
			"time", present.Moment(answer.WrittenAt.Time, c.Now(), w), "version", answer.WrittenBy)}}
		for _, account := range answer.Accounts {
			rows = append(rows, accountFacts(c, account)...)
		}
		facts(out, rows)
	})
}

// runSessionVerify exits 0 only when the file is whole.
func runSessionVerify(ctx context.Context, c *call) error {
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	file, problem := opened.VerifySession(ctx)
	answer := sessionVerifyAnswer{Schema: "latchkey.session-verify/1", Whole: problem == nil, File: file}
	if err := c.answer(answer, func(out io.Writer) { line(out, "%s", fileFact(c, file)) }); err != nil {
		return err
	}
	return answered(problem)
}
