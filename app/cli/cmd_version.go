package cli

import (
	"io"
	"runtime"

	"github.com/spf13/cobra"
)

// versionAnswer is latchkey.version/1.
type versionAnswer struct {
	Schema  string `json:"schema"`
	Version string `json:"version"`
	Go      string `json:"go"`
	System  string `json:"system"`
	Machine string `json:"machine"`
	Window  bool   `json:"window"` // this build can open the window
}

func newVersionCommand(c *call) *cobra.Command {
	return &cobra.Command{
		Use: "version", Args: arguments(0, 0), Annotations: answersJSON(),
		RunE: func(*cobra.Command, []string) error { return runVersion(c) },
	}
}

func runVersion(c *call) error {
	answer := versionAnswer{
		Schema: "latchkey.version/1", Version: c.Version, Go: runtime.Version(),
		System: runtime.GOOS, Machine: runtime.GOARCH, Window: c.Window != nil,
	}
	return c.answer(answer, func(out io.Writer) {
		line(out, "latchkey %s (%s, %s/%s)", answer.Version, answer.Go, answer.System, answer.Machine)
	})
}
