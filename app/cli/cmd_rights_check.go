package cli

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"latchkey/app/core"
	"latchkey/app/present"
)

type checkOptions struct {
	account string
	maxAge  time.Duration
}

func newRightsCheckCommand(c *call) *cobra.Command {
	var o checkOptions
	cmd := &cobra.Command{
		Use: "check ID... [--max-age DURATION]", Args: atLeast(1), Annotations: answersJSON(), DisableFlagsInUseLine: true,
		ValidArgsFunction: c.completeRights,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(splitCommas(args)) == 0 { // a script's gate must not open because it asked about nothing
				return &usageError{key: "too_few", pairs: []any{"usage", cmd.UseLine()}, command: cmd.CommandPath()}
			}
			if cmd.Flags().Changed("max-age") && o.maxAge <= 0 {
				return &usageError{key: "bad_value", pairs: []any{"flag", "--max-age", "value", o.maxAge}, command: cmd.CommandPath()}
			}
			return o.run(cmd.Context(), c, args)
		},
	}
	addAccountFlag(cmd, &o.account, c)
	cmd.Flags().DurationVar(&o.maxAge, "max-age", 0, "")
	return cmd
}

// run answers by its exit code, too: 0 only when every right is granted and not
// out of date. Unknown is never granted.
func (o checkOptions) run(ctx context.Context, c *call, args []string) error {
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	ids := rightsNamed(args, func(id string) bool {
		answer, err := opened.CheckRights(ctx, core.CheckOptions{Account: o.account}, []string{id})
		return err == nil || len(answer.Rights) == 1 && answer.Rights[0].State != "unknown"
	})
	answer, err := opened.CheckRights(ctx, core.CheckOptions{Account: o.account, MaxAge: o.maxAge}, ids)
	if err != nil && !errors.Is(err, core.ErrRightMissing) {
		return err
	}
	if written := c.answer(answer, func(out io.Writer) { writeRightsCheck(out, c, answer) }); written != nil {
		return written
	}
	if err != nil {
		return answered(&notGrantedError{answer: answer, maxAge: o.maxAge, now: c.Now(), cause: err})
	}
	return nil
}

// rightsNamed splits what is separated by commas, save a right whose own id holds
// one, such as a group of a directory: "CN=Drawing,OU=Groups".
func rightsNamed(args []string, isRight func(id string) bool) []string {
	ids := []string{}
	for _, arg := range args {
		if strings.Contains(arg, ",") && isRight(arg) {
			ids = append(ids, arg)
			continue
		}
		ids = append(ids, splitCommas([]string{arg})...)
	}
	return ids
}

func writeRightsCheck(out io.Writer, c *call, answer core.RightsCheckAnswer) {
	w := c.words()
	rows := [][]string{}
	for _, right := range answer.Rights {
		state, _ := present.RightState(right.State, w)
		rows = append(rows, []string{present.OneLine(right.ID), lowerFirst(state)})
	}
	table(out, rows)
	if !answer.CheckedAt.IsZero() {
		c.say("cli.rights.checked", "age", present.Age(answer.CheckedAt.Time, c.Now(), w),
			"state", w.Text("cli.rights.state."+answer.State))
	}
}
