package rights

import (
	"testing"
	"time"

	"latchkey/session/internal/checked"
)

func TestTheSystemKnowsItsUptime(t *testing.T) {
	first, err := systemUptime()
	if err != nil {
		t.Fatal(err)
	}
	second, err := systemUptime()
	if err != nil || first <= 0 || second < first {
		t.Errorf("got %v, then %v, %v", first, second, err)
	}
}

func FuzzARecordOfTimeIsReadWhole(f *testing.F) {
	m := mark{Schema: clockSchema, Base: formatNow, Wall: formatNow.Add(-time.Hour), Uptime: 5, Ahead: -7, Server: formatNow, Trusted: 3}
	data, err := checked.Encode(&m, &m.Checksum)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte("{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := decodeMark(data)
		if err != nil {
			return
		}
		now := mark{Wall: formatNow, Uptime: time.Hour}
		at, _ := m.timeAt(now)
		if at.Before(m.Base) {
			t.Fatalf("%v lies before %+v", at, m)
		}
	})
}
