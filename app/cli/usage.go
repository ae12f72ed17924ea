package cli

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"latchkey/app/core"
	"latchkey/assets"
)

// usageError is a command line that means nothing: what was typed, and the
// nearest thing that does mean something.
type usageError struct {
	key     string   // of the detail, below cli.usage.
	pairs   []any    // its placeholders
	nearest string   // what was probably meant, as it would be typed
	command string   // whose help tells more: "latchkey rights"
	choices []string // what would be accepted, when that is a short list
	list    string   // the command that lists it, when it is a long one
}

func (e *usageError) Error() string { return "wrong usage: " + e.key }

func (e *usageError) problem(w assets.Words) core.Problem {
	problem := core.Problem{
		Code: "usage", Exit: exitUsage,
		Title: w.Text("cli.usage.title"), Detail: w.Text("cli.usage."+e.key, e.pairs...),
	}
	if e.nearest != "" {
		problem.Hints = append(problem.Hints, e.nearest)
	}
	if len(e.choices) > 0 {
		problem.Hints = append(problem.Hints, w.Text("cli.usage.choices", "choices", strings.Join(e.choices, ", ")))
	}
	if e.list != "" {
		problem.Hints = append(problem.Hints, e.list)
	}
	problem.Hints = append(problem.Hints, e.command+" --help")
	return problem
}

// arguments checks how many a command takes; a word too many below a command
// with commands of its own is a command that does not exist. An empty argument
// is a script's unset variable: it must not pass for "the default one".
func arguments(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case slices.ContainsFunc(args, isBlank):
			return &usageError{key: "empty_argument", command: cmd.CommandPath()}
		case len(args) > most && cmd.HasSubCommands():
			return unknownCommand(cmd, args[0])
		case len(args) > most && most >= 0:
			return &usageError{key: "too_many", pairs: []any{"argument", args[most]}, command: cmd.CommandPath()}
		case len(args) < least:
			return &usageError{key: "too_few", pairs: []any{"usage", cmd.UseLine()}, command: cmd.CommandPath()}
		}
		return nil
	}
}

func isBlank(text string) bool { return strings.TrimSpace(text) == "" }

// givenValues refuses a flag that was given without a value, as in
// --account "$UNSET": left out it means something else.
func givenValues(cmd *cobra.Command) error {
	var problem error
	cmd.Flags().Visit(func(flag *pflag.Flag) {
		values := []string{flag.Value.String()}
		if list, ok := flag.Value.(pflag.SliceValue); ok {
			values = list.GetSlice()
		}
		if problem == nil && (len(values) == 0 || slices.ContainsFunc(values, isBlank)) {
			problem = &usageError{key: "no_value", pairs: []any{"flag", "--" + flag.Name}, command: cmd.CommandPath()}
		}
	})
	return problem
}

// atLeast is arguments without an upper bound.
func atLeast(least int) cobra.PositionalArgs { return arguments(least, -1) }

func unknownCommand(parent *cobra.Command, typed string) error {
	names := []string{}
	for _, command := range parent.Commands() {
		if command.IsAvailableCommand() {
			names = append(names, command.Name())
		}
	}
	problem := &usageError{
		key: "unknown_command", pairs: []any{"command", typed}, command: parent.CommandPath(),
	}
	if name := nearest(typed, names); name != "" {
		problem.nearest = parent.CommandPath() + " " + name
	}
	return problem
}

// needsCommand is for a command that does nothing alone.
func needsCommand(cmd *cobra.Command, _ []string) error {
	names := []string{}
	for _, command := range cmd.Commands() {
		if command.IsAvailableCommand() {
			names = append(names, command.Name())
		}
	}
	return &usageError{
		key: "which_command", pairs: []any{"command", cmd.CommandPath()}, command: cmd.CommandPath(), choices: names,
	}
}

// flagError words what pflag refused.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	var missing *pflag.ValueRequiredError
	switch {
	case errors.As(err, &unknown):
		return unknownFlag(cmd, unknown.GetSpecifiedName())
	case errors.As(err, &invalid):
		return &usageError{
			key: "bad_value", pairs: []any{"flag", "--" + invalid.GetFlag().Name, "value", invalid.GetValue()},
			command: cmd.CommandPath(),
		}
	case errors.As(err, &missing):
		return &usageError{
			key: "no_value", pairs: []any{"flag", "--" + missing.GetFlag().Name}, command: cmd.CommandPath(),
		}
	}
	return &usageError{key: "bad_flag", pairs: []any{"problem", err.Error()}, command: cmd.CommandPath()}
}

func unknownFlag(cmd *cobra.Command, typed string) error {
	dashes := "--"
	if len(typed) == 1 {
		dashes = "-"
	}
	names := []string{}
	cmd.Flags().VisitAll(func(flag *pflag.Flag) { names = append(names, flag.Name) })
	cmd.InheritedFlags().VisitAll(func(flag *pflag.Flag) { names = append(names, flag.Name) })
	problem := &usageError{key: "unknown_flag", pairs: []any{"flag", dashes + typed}, command: cmd.CommandPath()}
	if name := nearest(typed, names); name != "" && len(typed) > 1 {
		problem.nearest = cmd.CommandPath() + " --" + name
	}
	return problem
}

// wrongChoice is a value outside a short list.
func wrongChoice(cmd, flag, value string, choices []string) error {
	problem := &usageError{
		key: "bad_value", pairs: []any{"flag", flag, "value", value}, command: cmd, choices: choices,
	}
	if name := nearest(value, choices); name != "" {
		problem.nearest = cmd + " " + flag + " " + name
	}
	return problem
}
