package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"latchkey/assets"
)

// setHelp makes help speak the chosen language. Texts are looked up only when
// help is shown or a shell asks for completions, so that no other command pays
// for them.
func setHelp(root *cobra.Command, c *call) {
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { c.unwritten = c.showHelp(cmd) })
	root.SetUsageFunc(func(cmd *cobra.Command) error {
		writeHelp(cmd.OutOrStderr(), cmd, c.words())
		return nil
	})
	root.SetHelpCommand(newHelpCommand(c))
	if len(c.Args) > 0 && strings.HasPrefix(c.Args[0], "__complete") {
		describe(root, c.words())
	}
}

func newHelpCommand(c *call) *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]",
		RunE: func(cmd *cobra.Command, args []string) error {
			found, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 && found.HasSubCommands() {
				return unknownCommand(found, rest[0])
			}
			return c.showHelp(found)
		},
	}
}

// showHelp writes help like an answer: it can be what a program reads.
func (c *call) showHelp(cmd *cobra.Command) error {
	var text strings.Builder
	writeHelp(&text, cmd, c.words())
	if _, err := io.WriteString(c.Out, text.String()); err != nil {
		return fmt.Errorf("write help: %w", err)
	}
	return nil
}

// helpKey is where the texts of a command are: cli.help.latchkey.rights.check.
func helpKey(cmd *cobra.Command) string {
	return strings.ReplaceAll("cli.help."+cmd.CommandPath(), " ", ".")
}

// describe fills in the short texts, which completions show.
func describe(cmd *cobra.Command, w assets.Words) {
	cmd.Short = w.Text(helpKey(cmd) + ".short")
	cmd.LocalFlags().VisitAll(func(flag *pflag.Flag) { flag.Usage = flagHelp(cmd, flag, w) })
	for _, child := range cmd.Commands() {
		describe(child, w)
	}
}

// flagHelp is the text of a flag: a command's own, else the common one.
func flagHelp(cmd *cobra.Command, flag *pflag.Flag, w assets.Words) string {
	if own := helpKey(cmd) + ".flag." + flag.Name; w.Has(own) {
		return w.Text(own)
	}
	return w.Text("cli.flag." + flag.Name)
}

func writeHelp(out io.Writer, cmd *cobra.Command, w assets.Words) {
	key := helpKey(cmd)
	line(out, "%s", w.Text(key+".short"))
	if w.Has(key + ".long") {
		line(out, "\n%s", w.Text(key+".long"))
	}
	line(out, "\n%s\n  %s", w.Text("cli.help.usage"), cmd.UseLine())
	commands := [][]string{}
	for _, child := range cmd.Commands() {
		if child.IsAvailableCommand() {
			commands = append(commands, []string{"  " + child.Name(), w.Text(helpKey(child) + ".short")})
		}
	}
	if len(commands) > 0 {
		line(out, "\n%s", w.Text("cli.help.commands"))
		table(out, commands)
	}
	writeFlags(out, "cli.help.flags", cmd, cmd.LocalNonPersistentFlags(), w)
	writeFlags(out, "cli.help.globals", cmd, cmd.Root().PersistentFlags(), w)
	if w.Has(key + ".example") {
		line(out, "\n%s", w.Text("cli.help.examples"))
		for _, example := range strings.Split(w.Text(key+".example"), "\n") {
			line(out, "  %s", example)
		}
	}
}

func writeFlags(out io.Writer, head string, cmd *cobra.Command, flags *pflag.FlagSet, w assets.Words) {
	rows := [][]string{}
	flags.VisitAll(func(flag *pflag.Flag) {
		if flag.Hidden {
			return
		}
		name := "    --" + flag.Name
		if flag.Shorthand != "" {
			name = "-" + flag.Shorthand + ", --" + flag.Name
		}
		if value := flagValue(flag); value != "" {
			name += " " + value
		}
		rows = append(rows, []string{"  " + name, flagHelp(cmd, flag, w)})
	})
	if len(rows) == 0 {
		return
	}
	line(out, "\n%s", w.Text(head))
	table(out, rows)
}

// flagValue names what a flag takes.
func flagValue(flag *pflag.Flag) string {
	switch flag.Value.Type() {
	case "bool":
		return ""
	case "duration":
		return "DURATION"
	case "int":
		return "N"
	}
	if names := flag.Annotations["value"]; len(names) > 0 {
		return names[0]
	}
	return strings.ToUpper(fmt.Sprint(flag.Name))
}

// valueName says what a flag takes, for help: "ID", "DIR".
func valueName(cmd *cobra.Command, flag, name string) {
	_ = cmd.Flags().SetAnnotation(flag, "value", []string{name})
}
