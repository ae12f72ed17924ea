package cli

import (
	"context"
	"errors"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"latchkey/app/core"
	"latchkey/app/present"
)

func newNetworkCommand(c *call) *cobra.Command {
	leaf := func(use string, count int, run func(context.Context, *call, []string) error) *cobra.Command {
		return &cobra.Command{
			Use: use, Args: arguments(count, count), Annotations: answersJSON(),
			RunE: func(cmd *cobra.Command, args []string) error { return run(cmd.Context(), c, args) },
		}
	}
	cmd := leaf("network", 0, runNetworkShow)
	remove := &cobra.Command{Use: "remove COMMAND", Args: arguments(0, 0), RunE: needsCommand}
	remove.AddCommand(
		leaf("proxy", 0, removeNetwork(core.NetworkPartProxy)), leaf("certificate", 0, removeNetwork(core.NetworkPartCertificate)),
		leaf("ca FILE", 1, removeNetwork(core.NetworkPartCA)))
	cmd.AddCommand(
		leaf("show", 0, runNetworkShow), leaf("proxy URL", 1, runNetworkProxy), newNetworkCertificateCommand(c),
		leaf("ca FILE", 1, runNetworkCA), remove)
	return cmd
}

func newNetworkCertificateCommand(c *call) *cobra.Command {
	var key string
	cmd := &cobra.Command{
		Use: "certificate FILE [--key FILE]", Args: arguments(1, 1), Annotations: answersJSON(), DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runNetworkCertificate(cmd.Context(), c, args[0], key)
		},
	}
	cmd.Flags().StringVar(&key, "key", "", "")
	valueName(cmd, "key", "FILE")
	return cmd
}

func runNetworkShow(ctx context.Context, c *call, _ []string) error {
	return c.network(ctx, usualTimeout, "latchkey network show", always("network"), func(ctx context.Context, opened *core.Core) (core.NetworkAnswer, error) {
		return opened.Network(ctx)
	})
}

// runNetworkProxy takes no password on the command line, where the system shows
// it to everybody and the shell writes it down.
func runNetworkProxy(ctx context.Context, c *call, args []string) error {
	const command = "latchkey network proxy"
	address, err := url.Parse(args[0])
	if err == nil {
		if _, has := address.User.Password(); has {
			return &usageError{key: "network_password", command: command}
		}
	}
	return c.network(ctx, personTimeout, command, always("URL"), func(ctx context.Context, opened *core.Core) (core.NetworkAnswer, error) {
		var password core.Password
		if err == nil && address.User.Username() != "" {
			typed, err := c.password(ctx, c.words().Text("cli.network.proxy_password", "user", address.User.Username(), "host", address.Host))
			if err != nil {
				return core.NetworkAnswer{}, err
			}
			password = typed
			if err := keepsPasswords(opened, command, password); err != nil {
				return core.NetworkAnswer{}, err
			}
		}
		answer, err := opened.SetProxy(ctx, args[0], password)
		if err == nil && answer.Proxy.Source == "machine" {
			c.say("cli.network.machine_first")
		}
		return answer, err
	})
}

func runNetworkCertificate(ctx context.Context, c *call, file, key string) error {
	const command = "latchkey network certificate"
	files, err := absolute(file, key)
	if err != nil {
		return err
	}
	named := func(about string) string {
		if about == "client_key" {
			return aFile(key)
		}
		return aFile(file)
	}
	return c.network(ctx, personTimeout, command, named, func(ctx context.Context, opened *core.Core) (core.NetworkAnswer, error) {
		needs, err := opened.CertificateNeedsPassword(files[0], files[1])
		if err != nil {
			return core.NetworkAnswer{}, err
		}
		var password core.Password
		if needs {
			if password, err = c.password(ctx, c.words().Text("cli.network.certificate_password", "file", file)); err != nil {
				return core.NetworkAnswer{}, err
			}
			if err := keepsPasswords(opened, command, password); err != nil {
				return core.NetworkAnswer{}, err
			}
		}
		return opened.SetCertificate(ctx, files[0], files[1], password)
	})
}

func runNetworkCA(ctx context.Context, c *call, args []string) error {
	files, err := absolute(args[0])
	if err != nil {
		return err
	}
	return c.network(ctx, usualTimeout, "latchkey network ca", always(aFile(args[0])), func(ctx context.Context, opened *core.Core) (core.NetworkAnswer, error) {
		return opened.AddCA(ctx, files[0])
	})
}

func removeNetwork(part string) func(context.Context, *call, []string) error {
	return func(ctx context.Context, c *call, args []string) error {
		files, err := absolute(strings.Join(args, ""))
		if err != nil {
			return err
		}
		what := part
		if part == core.NetworkPartCA {
			what = aFile(args[0])
		}
		return c.network(ctx, usualTimeout, "latchkey network remove", always(what), func(ctx context.Context, opened *core.Core) (core.NetworkAnswer, error) {
			return opened.RemoveNetwork(ctx, part, files[0])
		})
	}
}

// network does something with the network's set-up and shows what it is then.
// What core refuses is about what was typed.
func (c *call) network(ctx context.Context, usual time.Duration, command string, typed func(key string) string, do func(context.Context, *core.Core) (core.NetworkAnswer, error)) error {
	opened, ctx, cancel, err := c.job(ctx, usual)
	if err != nil {
		return err
	}
	defer cancel()
	answer, err := do(ctx, opened)
	var refused *core.InputError
	if errors.As(err, &refused) {
		what := refused.Key // an environment variable
		if key, ours := strings.CutPrefix(refused.Key, "network."); ours {
			what = typed(key)
		}
		return &usageError{key: "bad_reason", command: command, pairs: []any{"flag", what, "reason", core.ReasonText(refused.Reason, c.words())}}
	}
	if err != nil {
		return err
	}
	return c.answer(answer, networkText(c, answer))
}

// always says that what was typed is called the same whatever is wrong with it.
func always(name string) func(string) string { return func(string) string { return name } }

// aFile is a file's name before what is wrong with it.
func aFile(name string) string { return present.OneLine(name) + ":" }

// absolute makes file names such that settings can keep them; an empty one stays.
func absolute(names ...string) ([]string, error) {
	files := make([]string, len(names))
	for i, name := range names {
		if name == "" {
			continue
		}
		file, err := filepath.Abs(name)
		if err != nil {
			return nil, err
		}
		files[i] = file
	}
	return files, nil
}
