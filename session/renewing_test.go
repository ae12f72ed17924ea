package session_test

import (
	"os"
	"strings"
	"testing"
	"time"
)

func TestARenewalThatIsUnderWayIsTold(t *testing.T) {
	store := newStore(t)
	record := sampleRecord()
	for _, since := range []time.Time{{}, noon.In(time.FixedZone("", 3600))} {
		record.Accounts[0].RenewingSince = since
		if err := store.Write(record); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(store.Path())
		if err != nil || strings.Contains(string(data), `"renewing_since": "2026-11-22T12:00:00Z"`) == since.IsZero() {
			t.Errorf("%v: %s, %v", since, data, err)
		}
		got, err := store.Read()
		if err != nil || got.Accounts[0].RenewingSince != since.UTC() {
			t.Errorf("%v: got %v, %v", since, got.Accounts[0].RenewingSince, err)
		}
	}
}
