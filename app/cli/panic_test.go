package cli_test

import (
	"bytes"
	"strings"
	"testing"

	"latchkey/app/cli"
	"latchkey/app/core"
	"latchkey/app/harden"
)

func TestAPanicIsCodeOneAndTellsNoValue(t *testing.T) {
	t.Parallel()
	var out, errOut bytes.Buffer
	code := cli.Run(t.Context(), cli.Program{
		Args: []string{"status"}, In: strings.NewReader(""), Out: &out, Err: &errOut,
		Env:  func(string) string { return "" },
		Open: func(cli.Options) (*core.Core, error) { panic("CANARY") },
	})
	if code != 1 || out.Len() > 0 || !strings.HasPrefix(errOut.String(), harden.Failure+"\n") {
		t.Fatalf("exit %d: %q %q", code, &out, &errOut)
	}
	if strings.Contains(errOut.String(), "CANARY") {
		t.Fatal("the value is told")
	}
}
