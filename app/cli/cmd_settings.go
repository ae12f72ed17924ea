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

// settingAnswer is latchkey.setting/1.
type settingAnswer struct {
	Schema string `json:"schema"`
	core.SettingAnswer
}

func newSettingsCommand(c *call) *cobra.Command {
	list := func(cmd *cobra.Command, _ []string) error { return runSettings(cmd.Context(), c) }
	cmd := &cobra.Command{Use: "settings", Args: arguments(0, 0), Annotations: answersJSON(), RunE: list}
	cmd.AddCommand(
		&cobra.Command{Use: "list", Args: arguments(0, 0), Annotations: answersJSON(), RunE: list},
		&cobra.Command{
			Use: "get KEY", Args: arguments(1, 1), Annotations: answersJSON(), ValidArgsFunction: completeSettings(false),
			RunE: func(cmd *cobra.Command, args []string) error { return runSettingGet(cmd.Context(), c, args[0]) },
		},
		newSettingSetCommand(c), newSettingUnsetCommand(c))
	return cmd
}

func runSettings(ctx context.Context, c *call) error {
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	answer, err := opened.SettingsList(ctx)
	if err != nil {
		return err
	}
	return c.answer(answer, func(out io.Writer) {
		w := c.words()
		rows := [][]string{}
		for _, setting := range answer.Settings {
			mark := " "
			if setting.Origin == core.OriginPerson {
				mark = "*"
			}
			rows = append(rows, []string{mark, setting.Key, settingText(setting.Value, ", "), w.Text("cli.setting." + setting.Key)})
		}
		table(out, rows)
		line(out, "%s", w.Text("cli.settings.marked", "file", answer.File))
	})
}

// settingText is a value on one line; a dash where nothing is set.
func settingText(value any, between string) string {
	text := strings.ReplaceAll(core.SettingValueText(value), "\n", between)
	if text == "" {
		return "–"
	}
	return present.OneLine(text)
}

// runSettingGet prints the bare value, for scripts.
func runSettingGet(ctx context.Context, c *call, key string) error {
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	setting, err := opened.Setting(ctx, key)
	if err != nil {
		return unknownSetting(err, "latchkey settings get")
	}
	return c.answer(settingAnswer{"latchkey.setting/1", setting}, func(out io.Writer) {
		line(out, "%s", core.SettingValueText(setting.Value))
	})
}

// unknownSetting names the key that was probably meant.
func unknownSetting(err error, command string) error {
	var unknown *core.UnknownSettingError
	if !errors.As(err, &unknown) {
		return err
	}
	problem := &usageError{
		key: "unknown_setting", pairs: []any{"key", present.OneLine(unknown.Key)}, command: command, list: "latchkey settings",
	}
	if name := nearest(unknown.Key, core.SettingKeys()); name != "" {
		problem.nearest = command + " " + name
	}
	return problem
}

// completeSettings offers the keys, and behind a key what it can be.
func completeSettings(values bool) completer {
	return func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		switch {
		case len(args) == 0:
			return core.SettingKeys(), cobra.ShellCompDirectiveNoFileComp
		case values && len(args) == 1 && args[0] == "storage.key_file":
			return nil, cobra.ShellCompDirectiveDefault
		case values && len(args) == 1:
			return core.SettingChoices(args[0]), cobra.ShellCompDirectiveNoFileComp
		}
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
}
