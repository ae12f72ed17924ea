package cli

import (
	"slices"

	"github.com/spf13/cobra"
)

var shells = []string{"bash", "zsh", "fish", "powershell"}

func newCompletionCommand(c *call) *cobra.Command {
	return &cobra.Command{
		Use:       "completion SHELL",
		Args:      arguments(1, 1),
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(shells, args[0]) {
				return wrongChoice("latchkey completion", "SHELL", args[0], shells)
			}
			return writeCompletion(cmd.Root(), c, args[0])
		},
	}
}

func writeCompletion(root *cobra.Command, c *call, shell string) error {
	switch shell {
	case "bash":
		return root.GenBashCompletionV2(c.Out, true)
	case "zsh":
		return root.GenZshCompletion(c.Out)
	case "fish":
		return root.GenFishCompletion(c.Out, true)
	}
	return root.GenPowerShellCompletionWithDesc(c.Out)
}
