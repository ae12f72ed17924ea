package core

import (
	"bytes"
	"testing"
)

// The way around a cache asks the same question: what a server made of its query
// stays as it stands, whatever that is.
func TestTheWayAroundACacheKeepsTheQuestion(t *testing.T) {
	for address, want := range map[string]string{
		"https://r.example/me":            "https://r.example/me?latchkey_fresh=0000000000000000",
		"https://r.example/me?b=2&a=1":    "https://r.example/me?b=2&a=1&latchkey_fresh=0000000000000000",
		"https://r.example/me?scope=a;b":  "https://r.example/me?scope=a;b&latchkey_fresh=0000000000000000",
		"https://r.example/me?q=%zz&x=+y": "https://r.example/me?q=%zz&x=+y&latchkey_fresh=0000000000000000",
	} {
		q := rightsQuestion{core: &Core{Deps: Deps{Random: bytes.NewReader(make([]byte, 8))}}}
		if got, err := q.bypass(address); err != nil || got != want {
			t.Errorf("%s: %s, %v", address, got, err)
		}
	}
}
