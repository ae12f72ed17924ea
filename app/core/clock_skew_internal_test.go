package core

import (
	"testing"
	"time"
)

// A difference that was measured long ago, or before the clock was set, dates nothing.
func TestADifferenceToTheServersClockGrowsOld(t *testing.T) {
	at := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	known := skews{ahead: map[string]skew{"i": {time.Hour, at}}}
	for passed, want := range map[time.Duration]bool{0: true, time.Minute: true, skewHolds + 1: false, -time.Minute: false} {
		if ahead, proven := known.of("i", at.Add(passed)); proven != want || proven != (ahead == time.Hour) {
			t.Errorf("after %v: %v, %v", passed, ahead, proven)
		}
	}
	if _, proven := known.of("another", at); proven {
		t.Error("another server's")
	}
}
