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
	pkceMethods   = []string{"s256", "serial"}
	parChoices    = []string{"auto", "required", "off"}
	dpopChoices   = []string{"off", "required"}
	rightsSources = []string{"endpoint", "claims", "none"}
)

// providerFlags are the flags that set the keys of a provider's description.
var providerFlags = map[string]string{
	"id": "--id", "name": "--name", "issuer": "--issuer", "client_id": "--client-id", "scopes": "--scope",
	"redirect_path": "--redirect", "pkce": "--pkce", "par": "--par", "dpop": "--dpop", "resources": "--resource", "endpoint_hosts": "--endpoint-host", "rights.url": "--rights-url", "rights.source": "--rights-source",
}

func newProviderAddCommand(c *call) *cobra.Command {
	var in core.ProviderInput
	cmd := &cobra.Command{
		Use:                   "add --id ID --issuer URL --client-id ID [--name NAME] [--scope SCOPE]... [--redirect PATH] [--pkce METHOD] [--par WHEN] [--dpop WHEN] [--resource URL]... [--endpoint-host HOST]... [--rights-url URL] [--rights-source SOURCE]",
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
	flags.StringVar(&in.RightsURL, "rights-url", "", "")
	flags.StringVar(&in.RightsSource, "rights-source", "", "")
	for flag, name := range map[string]string{
		"issuer": "URL", "client-id": "ID", "redirect": "PATH", "pkce": "METHOD", "par": "WHEN", "dpop": "WHEN", "resource": "URL", "endpoint-host": "HOST", "rights-url": "URL", "rights-source": "SOURCE",
	} {
		valueName(cmd, flag, name)
	}
	completeFlag(cmd, "pkce", choices(pkceMethods...))
	completeFlag(cmd, "par", choices(parChoices...))
	completeFlag(cmd, "dpop", choices(dpopChoices...))
	completeFlag(cmd, "rights-source", choices(rightsSources...))
	return cmd
}

func runProviderAdd(ctx context.Context, c *call, in core.ProviderInput) error {
	const command = "latchkey providers add"
	for _, needed := range [][2]string{{"--id", in.ID}, {"--issuer", in.Issuer}, {"--client-id", in.ClientID}} {
		if needed[1] == "" {
			return &usageError{key: "flag_needed", pairs: []any{"flag", needed[0]}, command: command}
		}
	}
	for _, choice := range []struct {
		flag, value string
		among       []string
	}{
		{"--pkce", in.PKCE, pkceMethods},
		{"--par", in.PAR, parChoices},
		{"--dpop", in.DPoP, dpopChoices},
		{"--rights-source", in.RightsSource, rightsSources},
	} {
		if choice.value != "" && !slices.Contains(choice.among, choice.value) {
			return wrongChoice(command, choice.flag, choice.value, choice.among)
		}
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
