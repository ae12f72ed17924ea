package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"latchkey/app/core"
	"latchkey/session/vault"
)

// maxPassword bounds what is read as one.
const maxPassword = 4096

// password asks a person at a terminal, without showing what is typed; without
// a terminal it is the first line of standard input. An empty line is no password.
func (c *call) password(ctx context.Context, question string) (core.Password, error) {
	if _, ok := c.In.(*os.File); ok && c.InTerminal {
		typed, err := c.unseen(ctx, question)
		defer clear(typed)
		return core.NewPassword(string(typed)), err
	}
	type answer struct {
		text string
		err  error
	}
	given := make(chan answer, 1)
	go func() {
		text, err := c.firstLine()
		given <- answer{text, err}
	}()
	select {
	case <-ctx.Done():
		return core.Password{}, ctx.Err()
	case got := <-given:
		if got.err != nil {
			return core.Password{}, fmt.Errorf("read password: %w", got.err)
		}
		return core.NewPassword(got.text), nil
	}
}

func (c *call) firstLine() (string, error) {
	if c.In == nil {
		return "", nil
	}
	text, err := bufio.NewReader(io.LimitReader(c.In, maxPassword)).ReadString('\n')
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return strings.TrimRight(text, "\r\n"), err
}

// keepsPasswords refuses a password where secret storage is memory: it would be
// gone when the command ends, and the setting that needs it would stay.
func keepsPasswords(opened *core.Core, command string, password core.Password) error {
	settings, err := opened.Settings()
	if err == nil && !password.IsZero() && settings.Storage.Kind == string(vault.Memory) {
		return &usageError{key: "password_in_memory", command: command}
	}
	return err
}
