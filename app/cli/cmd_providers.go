package cli

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"latchkey/app/core"
	"latchkey/app/present"
)

// providerAnswer is latchkey.provider/1.
type providerAnswer struct {
	Schema string `json:"schema"`
	core.ProviderAnswer
	Removed bool `json:"removed"`
}

func newProvidersCommand(c *call) *cobra.Command {
	list := func(cmd *cobra.Command, _ []string) error { return runProviders(cmd.Context(), c) }
	one := func(use string, run func(context.Context, *call, string) error) *cobra.Command {
		return &cobra.Command{
			Use: use, Args: arguments(1, 1), Annotations: answersJSON(), ValidArgsFunction: c.completeProviders,
			RunE: func(cmd *cobra.Command, args []string) error { return run(cmd.Context(), c, args[0]) },
		}
	}
	cmd := &cobra.Command{Use: "providers", Args: arguments(0, 0), Annotations: answersJSON(), RunE: list}
	cmd.AddCommand(
		&cobra.Command{Use: "list", Args: arguments(0, 0), Annotations: answersJSON(), RunE: list},
		one("show ID", runProviderShow), newProviderAddCommand(c), one("remove ID", runProviderRemove), one("test ID", runProviderTest))
	return cmd
}

func runProviders(ctx context.Context, c *call) error {
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	answer, err := opened.Providers(ctx)
	if err != nil {
		return err
	}
	return c.answer(answer, func(out io.Writer) {
		rows := [][]string{}
		for _, provider := range answer.Providers {
			mark := " "
			if provider.Selected {
				mark = "*"
			}
			rows = append(rows, []string{
				mark, provider.ID, present.Provider(provider).Name, providerUse(c, provider), provider.Issuer,
			})
		}
		table(out, rows)
	})
}

// providerUse says whether a provider can sign people in, and what it lacks if not.
func providerUse(c *call, provider core.ProviderAnswer) string {
	if !provider.HelpOnly {
		return c.words().Text("cli.provider.ready")
	}
	return c.words().Text("cli.provider.help_only", "missing", strings.Join(provider.Missing, ", "))
}

func runProviderShow(ctx context.Context, c *call, id string) error {
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	provider, err := opened.Provider(ctx, id)
	if err != nil {
		return err
	}
	return c.answer(providerAnswer{Schema: "latchkey.provider/1", ProviderAnswer: provider}, func(out io.Writer) {
		writeProvider(out, c, provider)
	})
}

func writeProvider(out io.Writer, c *call, provider core.ProviderAnswer) {
	w := c.words()
	line(out, "%s (%s): %s", present.Provider(provider).Name, provider.ID, providerUse(c, provider))
	rows := [][2]string{}
	for _, row := range [][2]string{
		{"issuer", provider.Issuer},
		{"client_id", provider.ClientID},
		{"scopes", strings.Join(provider.Scopes, " ")},
		{"redirect", provider.RedirectPath},
		{"pkce", provider.PKCE},
		{"par", provider.PAR},
		{"dpop", provider.DPoP},
		{"resources", strings.Join(provider.Resources, " ")},
		{"endpoint_hosts", strings.Join(provider.EndpointHosts, " ")},
		{"rights_sources", strings.Join(provider.RightsSources, ", ")},
		{"rights_url", provider.RightsURL},
		{"origin", w.Text("cli.provider.origin." + provider.Origin)},
		{"file", provider.File},
	} {
		if row[1] != "" {
			rows = append(rows, [2]string{w.Text("cli.provider." + row[0]), row[1]})
		}
	}
	facts(out, rows)
}

func runProviderRemove(ctx context.Context, c *call, id string) error {
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	provider, err := opened.RemoveProvider(ctx, id)
	if err != nil {
		return err
	}
	answer := providerAnswer{Schema: "latchkey.provider/1", ProviderAnswer: provider, Removed: true}
	return c.answer(answer, func(out io.Writer) {
		line(out, "%s", c.words().Text("cli.provider.removed", "id", provider.ID, "file", provider.File))
	})
}

func runProviderTest(ctx context.Context, c *call, id string) error {
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	answer, err := opened.TestProvider(ctx, id)
	if err != nil {
		return err
	}
	return c.answer(answer, func(out io.Writer) {
		w := c.words()
		line(out, "%s", w.Text("cli.provider.answers", "id", answer.Provider, "issuer", answer.Issuer))
		names := make([]string, 0, len(answer.Capabilities))
		for name := range answer.Capabilities {
			names = append(names, name)
		}
		slices.Sort(names)
		rows := [][2]string{}
		for _, name := range names {
			offered := "cli.no"
			if answer.Capabilities[name] {
				offered = "cli.yes"
			}
			rows = append(rows, [2]string{w.Text("cli.provider.can." + name), w.Text(offered)})
		}
		facts(out, rows)
	})
}
