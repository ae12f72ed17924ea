package cli

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"latchkey/app/core"
	"latchkey/app/present"
)

func newAccountsCommand(c *call) *cobra.Command {
	list := func(cmd *cobra.Command, _ []string) error {
		return runAccounts(cmd.Context(), c, func(ctx context.Context, opened *core.Core) (core.AccountsAnswer, error) {
			return opened.Accounts(ctx)
		})
	}
	cmd := &cobra.Command{Use: "accounts", Args: arguments(0, 0), Annotations: answersJSON(), RunE: list}
	cmd.AddCommand(
		&cobra.Command{Use: "list", Args: arguments(0, 0), Annotations: answersJSON(), RunE: list},
		&cobra.Command{
			Use: "default ACCOUNT", Args: arguments(1, 1), Annotations: answersJSON(), ValidArgsFunction: c.completeAccounts,
			RunE: func(cmd *cobra.Command, args []string) error {
				return runAccounts(cmd.Context(), c, func(ctx context.Context, opened *core.Core) (core.AccountsAnswer, error) {
					return opened.DefaultAccount(ctx, args[0])
				})
			},
		},
		&cobra.Command{
			Use: "forget ACCOUNT", Args: arguments(1, 1), Annotations: answersJSON(), ValidArgsFunction: c.completeAccounts,
			RunE: func(cmd *cobra.Command, args []string) error {
				return runAccounts(cmd.Context(), c, func(ctx context.Context, opened *core.Core) (core.AccountsAnswer, error) {
					return opened.ForgetAccount(ctx, args[0])
				})
			},
		})
	return cmd
}

// runAccounts does something with the accounts and shows what they are then.
func runAccounts(ctx context.Context, c *call, do func(context.Context, *core.Core) (core.AccountsAnswer, error)) error {
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	answer, err := do(ctx, opened)
	if err != nil && !errors.Is(err, core.ErrPartlyDone) {
		return err
	}
	if written := c.answer(answer, func(out io.Writer) { writeAccounts(out, c, answer) }); written != nil {
		return written
	}
	return answered(err)
}

func writeAccounts(out io.Writer, c *call, answer core.AccountsAnswer) {
	w := c.words()
	if len(answer.Accounts) == 0 {
		line(out, "%s", w.Text("cli.accounts.none"))
		return
	}
	rows := [][]string{}
	for _, account := range answer.Accounts {
		mark := " "
		if account.Default {
			mark = "*"
		}
		rows = append(rows, []string{
			mark, present.OneLine(account.Email), present.OneLine(account.Name), present.ProviderName(account),
			w.Text("cli.status.state." + string(account.State)), account.ID,
		})
	}
	table(out, rows)
	if len(answer.Accounts) > 1 {
		c.say("cli.accounts.mark")
	}
}
