package cli

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"latchkey/app/core"
	"latchkey/app/present"
)

type browsersOptions struct{ provider string }

func newBrowsersCommand(c *call) *cobra.Command {
	var o browsersOptions
	list := func(use string) *cobra.Command {
		cmd := &cobra.Command{
			Use: use + " [--provider ID]", Args: arguments(0, 0), Annotations: answersJSON(), DisableFlagsInUseLine: true,
			RunE: func(cmd *cobra.Command, _ []string) error { return o.list(cmd.Context(), c) },
		}
		o.addFlags(cmd, c)
		return cmd
	}
	show := &cobra.Command{
		Use: "show ID [--provider ID]", Args: arguments(1, 1), Annotations: answersJSON(), DisableFlagsInUseLine: true,
		ValidArgsFunction: c.completeBrowsers,
		RunE:              func(cmd *cobra.Command, args []string) error { return o.show(cmd.Context(), c, args[0]) },
	}
	o.addFlags(show, c)
	cmd := list("browsers")
	cmd.AddCommand(list("list"), show)
	return cmd
}

func (o *browsersOptions) addFlags(cmd *cobra.Command, c *call) {
	cmd.Flags().StringVar(&o.provider, "provider", "", "")
	valueName(cmd, "provider", "ID")
	completeFlag(cmd, "provider", c.completeProviders)
}

func (o *browsersOptions) list(ctx context.Context, c *call) error {
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	answer, err := opened.Browsers(ctx, core.BrowsersOptions{Provider: o.provider})
	if err != nil {
		return err
	}
	if err := c.answer(answer, func(out io.Writer) { writeBrowsers(out, c, answer) }); err != nil {
		return err
	}
	if !c.globals.json && holdsCookies(answer) && answer.Clearing != core.ClearingOff {
		c.hint("latchkey reset --scope browser")
	}
	return nil
}

func holdsCookies(answer core.BrowsersAnswer) bool {
	for _, browser := range answer.Browsers {
		if countCookies(browser) > 0 {
			return true
		}
	}
	return false
}

func (o *browsersOptions) show(ctx context.Context, c *call, id string) error {
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	answer, err := opened.Browsers(ctx, core.BrowsersOptions{Provider: o.provider, ID: id})
	var unknown *core.UnknownBrowserError
	if errors.As(err, &unknown) {
		return unknownBrowser(ctx, opened, o.provider, id)
	}
	if err != nil {
		return err
	}
	return c.answer(answer, func(out io.Writer) {
		for i, browser := range answer.Browsers {
			if i > 0 {
				line(out, "")
			}
			writeBrowser(out, c, answer, browser)
		}
	})
}

// unknownBrowser names the browser that was probably meant.
func unknownBrowser(ctx context.Context, opened *core.Core, provider, id string) error {
	problem := &usageError{
		key: "unknown_browser", pairs: []any{"browser", present.OneLine(id)}, command: "latchkey browsers", list: "latchkey browsers",
	}
	known, _ := opened.Browsers(ctx, core.BrowsersOptions{Provider: provider})
	if near := nearest(id, browserIDs(known)); near != "" {
		problem.nearest = "latchkey browsers show " + near
	}
	return problem
}

// browserIDs names each browser once, however many profiles it has.
func browserIDs(answer core.BrowsersAnswer) []string {
	ids := []string{}
	for _, browser := range answer.Browsers {
		if len(ids) == 0 || ids[len(ids)-1] != browser.ID {
			ids = append(ids, browser.ID)
		}
	}
	return ids
}

// completeBrowsers offers the browsers that were found.
func (c *call) completeBrowsers(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	opened, err := c.core()
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	known, _ := opened.Browsers(cmd.Context(), core.BrowsersOptions{})
	names := []string{}
	for _, id := range browserIDs(known) {
		if strings.HasPrefix(id, typed) {
			names = append(names, id)
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
