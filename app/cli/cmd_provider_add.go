package cli

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"latchkey/app/core"
)

var (
	pkceMethods = []string{"s256", "serial"}
	parChoices  = []string{"auto", "required", "off"}
	dpopChoices = []string{"off", "required"}
)

// providerFlags are the flags that set the keys of a provider's description.
var providerFlags = map[string]string{
	"id": "--id", "name": "--name", "issuer": "--issuer", "client_id": "--client-id", "scopes": "--scope",
	"redirect_path": "--redirect", "pkce": "--pkce", "par": "--par", "dpop": "--dpop", "resources": "--resource", "endpoint_hosts": "--endpoint-host",
	"rights.url": "--rights-url", "rights.source": "--rights-source", "rights.sources": "--rights-source", "rights.claims": "--claim",
	"rights.scim_url": "--scim-url", "rights.authzen_url": "--authzen-url", "rights.uma_audience": "--uma-audience",
}

func newProviderAddCommand(c *call) *cobra.Command {
	var in core.ProviderInput
	cmd := &cobra.Command{
		Use: "add --id ID --issuer URL --client-id ID [--name NAME] [--scope SCOPE]... [--redirect PATH] [--pkce METHOD] [--par WHEN] [--dpop WHEN] [--resource URL]... [--endpoint-host HOST]... " +
			"[--rights-source SOURCE]... [--rights-url URL] [--claim NAME]... [--scim-url URL] [--authzen-url URL] [--uma-audience ID]",
		Args:                  arguments(0, 0),
		Annotations:           answersJSON(),
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, _ []string) error { return runProviderAdd(cmd.Context(), c, in) },
	}
	flags := cmd.Flags()
	flags.StringVar(&in.ID, "id", "", "")
	flags.StringVar(&in.Name, "name", "", "")
	flags.StringVar(&in.Issuer, "issuer", "", "")
	flags.StringVar(&in.ClientID, "client-id", "", "")
	flags.StringSliceVar(&in.Scopes, "scope", nil, "")
	flags.StringVar(&in.RedirectPath, "redirect", "", "")
	flags.StringVar(&in.PKCE, "pkce", "", "")
	flags.BoolVar(&in.RequirePKCE, "require-pkce", false, "")
	flags.StringVar(&in.PAR, "par", "", "")
	flags.StringVar(&in.DPoP, "dpop", "", "")
	flags.StringSliceVar(&in.Resources, "resource", nil, "")
	flags.StringSliceVar(&in.EndpointHosts, "endpoint-host", nil, "")
	addRightsFlags(cmd, &in)
	for flag, name := range map[string]string{
		"issuer": "URL", "client-id": "ID", "redirect": "PATH", "pkce": "METHOD", "par": "WHEN", "dpop": "WHEN", "resource": "URL", "endpoint-host": "HOST",
	} {
		valueName(cmd, flag, name)
	}
	completeFlag(cmd, "pkce", choices(pkceMethods...))
	completeFlag(cmd, "par", choices(parChoices...))
	completeFlag(cmd, "dpop", choices(dpopChoices...))
	return cmd
}

// addRightsFlags say where the provider's access rights come from.
func addRightsFlags(cmd *cobra.Command, in *core.ProviderInput) {
	flags := cmd.Flags()
	flags.StringSliceVar(&in.RightsSources, "rights-source", nil, "")
	flags.StringVar(&in.RightsURL, "rights-url", "", "")
	flags.StringSliceVar(&in.Claims, "claim", nil, "")
	flags.StringVar(&in.SCIMURL, "scim-url", "", "")
	flags.StringVar(&in.AuthZENURL, "authzen-url", "", "")
	flags.StringVar(&in.UMAAudience, "uma-audience", "", "")
	for flag, name := range map[string]string{
		"rights-source": "SOURCE", "rights-url": "URL", "claim": "NAME", "scim-url": "URL", "authzen-url": "URL", "uma-audience": "ID",
	} {
		valueName(cmd, flag, name)
	}
	completeFlag(cmd, "rights-source", choices(core.RightsSources()...))
}

func runProviderAdd(ctx context.Context, c *call, in core.ProviderInput) error {
	const command = "latchkey providers add"
	for _, needed := range [][2]string{{"--id", in.ID}, {"--issuer", in.Issuer}, {"--client-id", in.ClientID}} {
		if needed[1] == "" {
			return &usageError{key: "flag_needed", pairs: []any{"flag", needed[0]}, command: command}
		}
	}
	if err := checkProviderChoices(command, in); err != nil {
		return err
	}
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	provider, err := opened.AddProvider(ctx, in)
	var refused *core.InputError
	if errors.As(err, &refused) && providerFlags[refused.Key] != "" {
		return &usageError{
			key: "bad_reason", command: command,
			pairs: []any{"flag", providerFlags[refused.Key], "reason", core.ReasonText(refused.Reason, c.words())},
		}
	}
	if err != nil {
		return err
	}
	answer := providerAnswer{Schema: "latchkey.provider/1", ProviderAnswer: provider}
	return c.answer(answer, func(out io.Writer) {
		line(out, "%s", c.words().Text("cli.provider.added", "id", provider.ID, "file", provider.File))
		writeProvider(out, c, provider)
	})
}

// checkProviderChoices refuses what is not in the short list of its flag.
func checkProviderChoices(command string, in core.ProviderInput) error {
	for _, choice := range []struct {
		flag          string
		values, among []string
	}{
		{"--pkce", []string{in.PKCE}, pkceMethods},
		{"--par", []string{in.PAR}, parChoices},
		{"--dpop", []string{in.DPoP}, dpopChoices},
		{"--rights-source", in.RightsSources, core.RightsSources()},
	} {
		for _, value := range choice.values {
			if value != "" && !slices.Contains(choice.among, value) {
				return wrongChoice(command, choice.flag, value, choice.among)
			}
		}
	}
	return nil
}

// splitCommas lets a list be repeated or separated by commas.
func splitCommas(args []string) []string {
	all := []string{}
	for _, arg := range args {
		for _, part := range strings.Split(arg, ",") {
			if part = strings.TrimSpace(part); part != "" {
				all = append(all, part)
			}
		}
	}
	return all
}
