package cli

import (
	"runtime"
	"slices"
	"testing"
)

// Not beside other tests: the program that is pretended to be the app runs for all
// of this person's homes.
func TestAnAppThatRunsIsFoundAndClosed(t *testing.T) {
	row, known := rehearsalNamed("app_running")
	if !known {
		if slices.Contains(onUnix, runtime.GOOS) {
			t.Fatal("there is no such cause")
		}
		return
	}
	r := stageCauses(t, row.name)
	why := r.finds(row)
	if t.Failed() {
		return
	}
	r.scene.end()
	r.passes(row, why)
	if next := r.why("").Problem; next != "app_state_old" {
		t.Errorf("once it is closed, why says %q", next)
	}
}
