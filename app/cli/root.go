package cli

import (
	"context"

	"github.com/spf13/cobra"
)

// newRoot builds the tree of commands. Building it costs microseconds; nothing
// in it touches the world before a command runs.
func newRoot(c *call) *cobra.Command {
	root := &cobra.Command{
		Use:           "latchkey",
		Args:          arguments(0, 0),
		SilenceErrors: true,
		SilenceUsage:  true,
		Annotations:   answersJSON(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runRoot(cmd.Context(), c)
		},
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return c.checkGlobals(cmd) },
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetFlagErrorFunc(flagError)
	addGlobalFlags(root, &c.globals)
	root.AddCommand(
		newSignInCommand(c), newSignOutCommand(c), newStatusCommand(c), newAccountsCommand(c), newTokenCommand(c),
		newRightsCommand(c), newSessionCommand(c), newResetCommand(c), newBackupsCommand(c), newUndoCommand(c), newAppsCommand(c), newBrowsersCommand(c),
		newProvidersCommand(c), newNetworkCommand(c), newSettingsCommand(c),
		newDoctorCommand(c), newWhyCommand(c), newGuideCommand(c), newActivityCommand(c), newSupportBundleCommand(c), newDemoCommand(c), newPathsCommand(c), newVersionCommand(c), newCompletionCommand(c),
	)
	setHelp(root, c)
	return root
}

func addGlobalFlags(root *cobra.Command, g *globals) {
	flags := root.PersistentFlags()
	// What newCall has seen stays: BoolVar would set it back to the default.
	flags.BoolVar(&g.json, "json", g.json, "")
	flags.BoolVar(&g.yes, "yes", false, "")
	flags.DurationVar(&g.timeout, "timeout", 0, "")
	flags.StringVar(&g.lang, "lang", "", "")
	flags.BoolVarP(&g.verbose, "verbose", "v", false, "")
	flags.BoolVarP(&g.quiet, "quiet", "q", false, "")
	_ = flags.SetAnnotation("lang", "value", []string{"TAG"})
}

// jsonMark is the annotation of a command that answers, and so takes --json.
const jsonMark = "json"

func answersJSON() map[string]string { return map[string]string{jsonMark: "yes"} }

// checkGlobals refuses a global flag where it would silently do nothing, and
// any flag without a value.
func (c *call) checkGlobals(cmd *cobra.Command) error {
	switch {
	case c.globals.json && cmd.Annotations[jsonMark] == "":
		return &usageError{key: "no_json", pairs: []any{"command", cmd.CommandPath()}, command: cmd.CommandPath()}
	case c.globals.timeout < 0:
		return &usageError{
			key: "bad_value", pairs: []any{"flag", "--timeout", "value", c.globals.timeout}, command: cmd.CommandPath(),
		}
	}
	return givenValues(cmd)
}

// runRoot opens the window; where there is none, or none can be opened, it
// prints the status and says why.
func runRoot(ctx context.Context, c *call) error {
	if c.globals.json {
		return statusOptions{}.run(ctx, c)
	}
	if c.Window == nil {
		c.say("cli.root.no_window")
		return statusOptions{}.run(ctx, c)
	}
	opened, err := c.core()
	if err != nil {
		return err
	}
	if err := c.Window(ctx, Window{Jobs: opened}); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		c.say("cli.root.window_failed", "problem", err.Error())
		return statusOptions{}.run(ctx, c)
	}
	return nil
}
