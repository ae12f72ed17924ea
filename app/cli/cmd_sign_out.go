package cli

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"latchkey/app/core"
)

type signOutOptions struct {
	account      string
	all, browser bool
}

func newSignOutCommand(c *call) *cobra.Command {
	var o signOutOptions
	cmd := &cobra.Command{
		Use: "sign-out [ACCOUNT] [--all] [--browser]", Args: arguments(0, 1), Annotations: answersJSON(),
		DisableFlagsInUseLine: true, ValidArgsFunction: c.completeAccounts,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.account = first(args)
			return o.run(cmd.Context(), c)
		},
	}
	cmd.Flags().BoolVar(&o.all, "all", false, "")
	cmd.Flags().BoolVar(&o.browser, "browser", false, "")
	return cmd
}

func (o signOutOptions) run(ctx context.Context, c *call) error {
	if o.all && o.account != "" {
		return &usageError{
			key: "not_together", pairs: []any{"one", "ACCOUNT", "other", "--all"}, command: "latchkey sign-out",
		}
	}
	patience := usualTimeout
	if o.browser {
		patience = personTimeout
	}
	opened, ctx, cancel, err := c.job(ctx, patience)
	if err != nil {
		return err
	}
	defer cancel()
	answer, err := opened.SignOut(ctx, core.SignOutOptions{Account: o.account, All: o.all, Browser: o.browser})
	if err != nil && !errors.Is(err, core.ErrPartlyDone) {
		return err
	}
	if written := c.answer(answer, func(out io.Writer) { writeSignOut(out, c, answer) }); written != nil {
		return written
	}
	return answered(err)
}

func writeSignOut(out io.Writer, c *call, answer core.SignOutAnswer) {
	w := c.words()
	for _, account := range answer.Accounts {
		name := account.Email
		if name == "" {
			name = account.ID
		}
		line(out, "%s", w.Text("cli.sign_out.done", "account", name))
		line(out, "  %s", w.Text("cli.sign_out.revoked."+account.Revoked))
		removed := "cli.sign_out.removed"
		if !account.Removed {
			removed = "cli.sign_out.not_removed"
		}
		line(out, "  %s", w.Text(removed))
	}
	if answer.BrowserSession != "not_asked" {
		line(out, "  %s", w.Text("cli.sign_out.browser."+answer.BrowserSession))
	}
}

// first is the first argument, or nothing.
func first(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}
