package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"latchkey/app/core"
)

// completer is what cobra asks for words to complete.
type completer = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective)

// completeAccounts offers the addresses of the session file for the first word.
func (c *call) completeAccounts(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	opened, err := c.core()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	known, _ := opened.Accounts(cmd.Context())
	names := make([]string, 0, len(known.Accounts))
	for _, account := range known.Accounts {
		names = append(names, accountName(account))
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// completeAccountFlag is completeAccounts for a flag, wherever it stands.
func (c *call) completeAccountFlag(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return c.completeAccounts(cmd, nil, typed)
}

// completeBackups offers the backups, newest first.
func (c *call) completeBackups(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	directive := cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	opened, err := c.core()
	if err != nil || len(args) > 0 {
		return nil, directive
	}
	known, _ := opened.Backups(cmd.Context())
	names := make([]string, 0, len(known.Backups))
	for _, backup := range known.Backups {
		names = append(names, backup.ID)
	}
	return names, directive
}

// completeProviders offers the providers' ids.
func (c *call) completeProviders(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	opened, err := c.core()
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	known, _ := opened.Providers(cmd.Context())
	names := make([]string, 0, len(known.Providers))
	for _, provider := range known.Providers {
		names = append(names, provider.ID)
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// completeRights offers the ids of the cached access rights that begin as typed:
// there may be more than a shell can sort.
func (c *call) completeRights(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	opened, err := c.core()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	known, _ := opened.Rights(cmd.Context(), "")
	names := []string{}
	for i := range known.Rights {
		if strings.HasPrefix(known.Rights[i].ID, typed) {
			names = append(names, known.Rights[i].ID)
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// completeScopes offers what a reset can be of, the apps found included.
func (c *call) completeScopes(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	scopes := slices.Clone(resetScopes)
	if opened, err := c.core(); err == nil {
		found, _ := opened.Apps(cmd.Context(), core.AppsOptions{})
		for _, app := range found.Apps {
			scopes = append(scopes, app.Scope)
		}
	}
	return scopes, cobra.ShellCompDirectiveNoFileComp
}

// choices offers a short list.
func choices(names ...string) completer {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return names, cobra.ShellCompDirectiveNoFileComp
	}
}

// completeFlag offers words for a flag; the flag is the caller's own, so that
// the only error, an unknown flag, cannot come.
func completeFlag(cmd *cobra.Command, flag string, words completer) {
	_ = cmd.RegisterFlagCompletionFunc(flag, words)
}

func accountName(account core.AccountAnswer) string {
	if account.Email != "" {
		return account.Email
	}
	return account.ID
}
