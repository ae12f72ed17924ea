package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"latchkey/app/core"
)

// settingOptions are the flags of `settings set`, all about where secrets lie.
type settingOptions struct {
	keyFile       string
	newPassphrase bool
	dryRun        bool
}

func newSettingSetCommand(c *call) *cobra.Command {
	var o settingOptions
	cmd := &cobra.Command{
		Use: "set KEY VALUE [--key-file FILE] [--dry-run] [--yes]", Args: arguments(2, 2), Annotations: answersJSON(), DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context(), c, args[0], args[1]) },
	}
	cmd.Flags().StringVar(&o.keyFile, "key-file", "", "")
	cmd.Flags().BoolVar(&o.newPassphrase, "new-passphrase", false, "")
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "")
	valueName(cmd, "key-file", "FILE")
	cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(args) == 1 && args[0] == "provider" {
			return c.completeProviders(cmd, nil, typed)
		}
		return completeSettings(true)(cmd, args, typed)
	}
	return cmd
}

func (o settingOptions) run(ctx context.Context, c *call, key, value string) error {
	const command = "latchkey settings set"
	opened, err := c.core()
	if err != nil {
		return err
	}
	setting, err := opened.Setting(ctx, key)
	if err != nil {
		return unknownSetting(err, command)
	}
	if setting.Effect == core.EffectMove {
		return o.moveStorage(ctx, c, opened, setting.Key, value)
	}
	if o != (settingOptions{}) {
		return storageOnly(setting.Key, command)
	}
	return c.changeSetting(ctx, func(ctx context.Context) (core.SettingAnswer, error) { return opened.SetSetting(ctx, key, value) })
}

// storageOnly refuses a flag that means nothing for other settings.
func storageOnly(key, command string) error {
	return &usageError{key: "storage_only", pairs: []any{"key", key}, command: command}
}

func newSettingUnsetCommand(c *call) *cobra.Command {
	var dryRun bool
	cmd := &cobra.Command{
		Use: "unset KEY [--dry-run] [--yes]", Args: arguments(1, 1), Annotations: answersJSON(), DisableFlagsInUseLine: true,
		ValidArgsFunction: completeSettings(false),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runSettingUnset(cmd.Context(), c, args[0], dryRun)
		},
	}
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "")
	return cmd
}

func runSettingUnset(ctx context.Context, c *call, key string, dryRun bool) error {
	opened, err := c.core()
	if err != nil {
		return err
	}
	setting, err := opened.Setting(ctx, key)
	if err != nil {
		return unknownSetting(err, "latchkey settings unset")
	}
	if setting.Effect == core.EffectMove {
		to, err := opened.StorageAfter(setting.Key, nil)
		if err != nil {
			return err
		}
		return storageMove{to: to, dryRun: dryRun, afterwards: func(ctx context.Context) error {
			_, err := opened.UnsetSetting(ctx, setting.Key)
			return err
		}}.run(ctx, c, opened)
	}
	if dryRun {
		return storageOnly(setting.Key, "latchkey settings unset")
	}
	return c.changeSetting(ctx, func(ctx context.Context) (core.SettingAnswer, error) { return opened.UnsetSetting(ctx, key) })
}

// changeSetting does it and tells what holds then.
func (c *call) changeSetting(ctx context.Context, do func(context.Context) (core.SettingAnswer, error)) error {
	ctx, cancel := c.within(ctx, usualTimeout)
	defer cancel()
	setting, err := do(ctx)
	if err != nil {
		return err
	}
	return c.answer(settingAnswer{"latchkey.setting/1", setting}, func(out io.Writer) {
		line(out, "%s: %s", setting.Key, settingText(setting.Value, ", "))
	})
}
