package auth

import (
	"testing"
	"time"
)

// What an answer proves of the clocks never makes an old copy look new.
func TestADifferenceOfClocksIsProvenByAnswersThatCameSoon(t *testing.T) {
	start := time.Date(2026, 11, 22, 12, 0, 0, 400_000_000, time.UTC)
	for _, row := range []struct {
		name        string
		took, ahead time.Duration
		want        time.Duration
		proven      bool
	}{
		{"equal, at once", 50 * time.Millisecond, 0, 0, true},
		{"equal, and the answer was slow", 14 * time.Second, 0, 0, true},
		{"an hour ahead", 50 * time.Millisecond, time.Hour, time.Hour, true},
		{"an hour behind", 50 * time.Millisecond, -time.Hour, -time.Hour + time.Second, true},
		{"an hour ahead, and the answer took seconds", 4 * time.Second, time.Hour, time.Hour - 4*time.Second, true},
		{"an hour ahead, and the answer was slow", 14 * time.Second, time.Hour, 0, false},
	} {
		received := start.Add(row.took)
		date := received.Add(-row.ahead).Truncate(time.Second)
		got, proven := provenOffset(start, received, date)
		if got.skew != row.want || proven != row.proven {
			t.Errorf("%s: %v, %v", row.name, got.skew, proven)
		}
	}
}

func TestADifferenceOfClocksIsForgotten(t *testing.T) {
	at := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	measured := offset{skew: time.Hour, known: true, at: at}
	for passed, want := range map[time.Duration]bool{0: true, provenFor: true, provenFor + 1: false, -time.Second: false, -time.Hour: false} {
		if got := measured.holds(at.Add(passed)); got != want {
			t.Errorf("after %v: %v", passed, got)
		}
	}
	if (offset{}).holds(at) {
		t.Error("what was never measured holds")
	}
}
