package process

import "testing"

func FuzzStat(f *testing.F) {
	f.Add("12 (a) b) S 1 12 12 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 4711 9")
	f.Add("12 (a")
	f.Fuzz(func(t *testing.T, text string) {
		if state, started := parseStat(text); (state == "") != (started == "") {
			t.Fatalf("%q %q", state, started)
		}
	})
}

func TestParseStat(t *testing.T) {
	if state, started := parseStat("12 (a) b) S 1 12 12 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 4711 9"); state != "S" || started != "4711" {
		t.Fatalf("%q %q", state, started)
	}
}
