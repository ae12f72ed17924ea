package cli

import (
	"context"
	"io"
	"time"

	"github.com/spf13/cobra"

	"latchkey/app/core"
)

type tokenOptions struct {
	account     string
	minValidity time.Duration
}

func newTokenCommand(c *call) *cobra.Command {
	var o tokenOptions
	cmd := &cobra.Command{
		Use: "token [ACCOUNT] [--min-validity DURATION]", Args: arguments(0, 1), Annotations: answersJSON(),
		DisableFlagsInUseLine: true, ValidArgsFunction: c.completeAccounts,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.account = first(args)
			return o.run(cmd.Context(), c)
		},
	}
	cmd.Flags().DurationVar(&o.minValidity, "min-validity", 0, "")
	return cmd
}

// run prints the token alone on its line, so that $(latchkey token) is enough.
func (o tokenOptions) run(ctx context.Context, c *call) error {
	if o.minValidity < 0 {
		return &usageError{
			key: "bad_value", pairs: []any{"flag", "--min-validity", "value", o.minValidity}, command: "latchkey token",
		}
	}
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	answer, err := opened.Token(ctx, core.TokenOptions{Account: o.account, MinValidity: o.minValidity})
	if err != nil {
		return err
	}
	return c.answer(answer, func(out io.Writer) { line(out, "%s", answer.AccessToken) })
}
