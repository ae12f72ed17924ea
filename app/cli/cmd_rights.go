package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"
)

func newRightsCommand(c *call) *cobra.Command {
	var account string
	list := func(cmd *cobra.Command, _ []string) error { return runRights(cmd.Context(), c, account) }
	cmd := &cobra.Command{Use: "rights", Args: arguments(0, 0), Annotations: answersJSON(), RunE: list}
	listing := &cobra.Command{Use: "list", Args: arguments(0, 0), Annotations: answersJSON(), RunE: list}
	for _, own := range []*cobra.Command{cmd, listing} {
		addAccountFlag(own, &account, c)
	}
	cmd.AddCommand(listing, newRightsCheckCommand(c), newRecheckCommand(c), newPrepareCommand(c), newHistoryCommand(c), &cobra.Command{
		Use: "clear", Args: arguments(0, 0), Annotations: answersJSON(),
		RunE: func(cmd *cobra.Command, _ []string) error { return runRightsClear(cmd.Context(), c) },
	})
	return cmd
}

func addAccountFlag(cmd *cobra.Command, account *string, c *call) {
	cmd.Flags().StringVar(account, "account", "", "")
	completeFlag(cmd, "account", c.completeAccountFlag)
}

func runRights(ctx context.Context, c *call, account string) error {
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	answer, err := opened.Rights(ctx, account)
	if err != nil {
		return err
	}
	if err := c.answerRights(answer); err != nil {
		return err
	}
	c.adviseOnRights(answer)
	return nil
}

func runRightsClear(ctx context.Context, c *call) error {
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	answer, err := opened.ClearRights(ctx)
	if err != nil {
		return err
	}
	return c.answer(answer, func(out io.Writer) {
		line(out, "%s", c.words().Plural("cli.rights.cleared", answer.Removed))
	})
}
