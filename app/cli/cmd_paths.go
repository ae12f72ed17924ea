package cli

import (
	"io"

	"github.com/spf13/cobra"

	"latchkey/app/core"
)

func newPathsCommand(c *call) *cobra.Command {
	return &cobra.Command{
		Use: "paths", Args: arguments(0, 0), Annotations: answersJSON(),
		RunE: func(*cobra.Command, []string) error { return runPaths(c) },
	}
}

func runPaths(c *call) error {
	opened, err := c.core()
	if err != nil {
		return err
	}
	answer := opened.Paths()
	return c.answer(answer, func(out io.Writer) { writePaths(out, c, answer) })
}

func writePaths(out io.Writer, c *call, answer core.PathsAnswer) {
	rows := [][2]string{}
	for _, row := range [][2]string{
		{"home", answer.Home},
		{"settings", answer.Settings},
		{"providers", answer.Providers},
		{"session_file", answer.SessionFile},
		{"backups", answer.Backups},
		{"cache", answer.Cache},
		{"machine_policy", answer.MachinePolicy},
		{"machine_providers", answer.MachineProviders},
		{"keyring", answer.Keyring},
	} {
		if row[1] != "" {
			rows = append(rows, [2]string{c.words().Text("cli.paths." + row[0]), row[1]})
		}
	}
	facts(out, rows)
}
