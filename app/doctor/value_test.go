package doctor_test

import (
	"strings"
	"testing"

	"latchkey/app/doctor"
)

func TestWhatOthersHaveNamedCommandsNoTerminal(t *testing.T) {
	hostile := "a\x1b[2J\u009b31m\u202eb\nc\xff"
	for name, value := range map[string]doctor.Value{
		"host": doctor.Host(hostile), "address": doctor.Address(hostile), "person": doctor.Person(hostile), "name": doctor.Name(hostile),
	} {
		if value.Text != "a[2J31mb c" {
			t.Errorf("%s: %q", name, value.Text)
		}
	}
	if long := doctor.Name(strings.Repeat("é", 5000)); len([]rune(long.Text)) != 300 {
		t.Errorf("%d letters", len([]rune(long.Text)))
	}
}
