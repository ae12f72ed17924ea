package activity

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
)

// format is that of a line. One with a higher number is passed over.
const format = 1

// maxLine bounds a line; a hundred apps with long versions stay below it.
const maxLine = 16 << 10

// line is an event as it stands in the file. Same says that its facts are those of the last line before it that has some.
type line struct {
	Format int `json:"format"`
	Event
	Same bool `json:"facts_same,omitempty"`
}

var (
	errLine  = errors.New("the line is no event")
	errEvent = errors.New("the event names no thing that happened")
)

// encodeLine gives the line with its end. same leaves the facts out.
func encodeLine(e Event, same bool) ([]byte, error) {
	out := line{Format: format, Event: e, Same: same}
	if same {
		out.Facts = nil
	}
	data, err := json.Marshal(out)
	if err != nil || len(data) >= maxLine {
		return nil, errors.Join(errLine, err)
	}
	return append(data, '\n'), nil
}

func decodeLine(data []byte) (line, error) {
	var found line
	if len(data) > maxLine || json.Unmarshal(data, &found) != nil {
		return line{}, errLine
	}
	found.At = found.At.UTC()
	if found.Format != format || !found.valid() || found.Same && found.Facts != nil {
		return line{}, errLine
	}
	return found, nil
}

// decodeLines gives the events of a text, oldest first, and how many lines are none. An event whose facts stood in a line that is not
// there any more has none.
func decodeLines(text []byte) (events []Event, damaged int) {
	var last *Facts
	for data := range bytes.Lines(text) {
		data = bytes.TrimSpace(data)
		if len(data) == 0 {
			continue
		}
		found, err := decodeLine(data)
		if err != nil {
			damaged++
			continue
		}
		if found.Facts != nil {
			last = found.Facts
		}
		if found.Same {
			found.Facts = last
		}
		events = append(events, found.Event)
	}
	return events, damaged
}

// lastFacts are those of the last line of a text that has some.
func lastFacts(text []byte) *Facts {
	for end := len(text); end > 0; {
		at := bytes.LastIndex(text[:end], []byte(`"facts":{`))
		if at < 0 {
			return nil
		}
		begin := bytes.LastIndexByte(text[:at], '\n') + 1
		whole, _, _ := bytes.Cut(text[begin:], []byte{'\n'})
		if found, err := decodeLine(whole); err == nil && found.Facts != nil {
			return found.Facts
		}
		end = begin
	}
	return nil
}

// lastEvent is the last one of a text.
func lastEvent(text []byte) (Event, bool) {
	for text = bytes.TrimSpace(text); len(text) > 0; {
		begin := bytes.LastIndexByte(text, '\n') + 1
		if found, err := decodeLine(text[begin:]); err == nil {
			return found.Event, true
		}
		text = bytes.TrimSpace(text[:begin])
	}
	return Event{}, false
}

func (f *Facts) equal(other *Facts) bool {
	if f == nil || other == nil {
		return f == other
	}
	one, two := *f, *other
	same := slices.Equal(one.Apps, two.Apps)
	one.Apps, two.Apps = nil, nil
	a, errA := json.Marshal(one)
	b, errB := json.Marshal(two)
	return same && errA == nil && errB == nil && bytes.Equal(a, b)
}
