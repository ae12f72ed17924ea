//go:build !linux

package browsers

import (
	"context"

	"latchkey/session/apps"
)

// programs lists what this person runs; the system is not asked how it was called.
func programs(ctx context.Context) ([]program, error) {
	running, err := apps.Processes(ctx)
	if err != nil {
		return nil, err
	}
	var all []program
	for _, one := range running {
		all = append(all, program{
			pid: one.PID, path: one.Path, names: append([]string{one.Name, baseName(one.Path)}, one.Aliases...),
			cwd: func() string { return "" }, env: func(string) (string, bool) { return "", false },
		})
	}
	return all, nil
}

// holders is not known: locks and names decide.
func holders(context.Context, []string) (bool, error) { return false, nil }

func isConfined() bool { return false }
