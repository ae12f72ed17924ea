package cli

import (
	"bufio"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"latchkey/app/core"
)

// encoding/json takes a second and three copies for the JSON of 100,000 rights.
// So their lists are written right by right, and only the frame around them by
// encoding/json: byte for byte the same text.

// jsonList is one list of an answer: the name of its key at the top of the
// answer, and how its elements are written.
type jsonList struct {
	key   string
	count int
	write func(line []byte, i int) []byte
}

// writeFramed writes a frame, in which the lists are empty, with what belongs
// into them. The lists come in the order of the frame.
func writeFramed(out *bufio.Writer, frame string, lists ...jsonList) error {
	line := make([]byte, 0, 1<<10)
	for _, list := range lists {
		before, after, found := strings.Cut(frame, "\n  \""+list.key+"\": []")
		if !found || list.count == 0 {
			continue
		}
		line = append(append(line[:0], before...), "\n  \""+list.key+"\": ["...)
		for i := range list.count {
			if i > 0 {
				line = append(line, ',')
			}
			line = list.write(append(line, "\n    "...), i)
			if _, err := out.Write(line); err != nil {
				return err
			}
			line = line[:0]
		}
		if _, err := out.WriteString("\n  ]"); err != nil {
			return err
		}
		frame = after
	}
	_, err := out.WriteString(frame)
	return err
}

func writeRightsJSON(out *bufio.Writer, answer core.RightsAnswer) error {
	rights, warnings := answer.Rights, answer.Warnings
	answer.Rights, answer.Warnings = []core.RightAnswer{}, []core.WarningAnswer{}
	frame, err := asJSON(answer)
	if err != nil {
		return err
	}
	return writeFramed(out, frame,
		jsonList{"rights", len(rights), func(line []byte, i int) []byte { return appendRight(line, &rights[i], "\n    ") }},
		jsonList{"warnings", len(warnings), func(line []byte, i int) []byte { return appendWarning(line, &warnings[i]) }})
}

func writeRecheckJSON(out *bufio.Writer, answer core.RecheckAnswer) error {
	gained, lost, changed := answer.Gained, answer.Lost, answer.Changed
	answer.Gained, answer.Lost, answer.Changed = []core.ChangeAnswer{}, []core.ChangeAnswer{}, []core.ChangeAnswer{}
	frame, err := asJSON(answer)
	if err != nil {
		return err
	}
	list := func(key string, changes []core.ChangeAnswer) jsonList {
		return jsonList{key, len(changes), func(line []byte, i int) []byte { return appendChange(line, &changes[i]) }}
	}
	return writeFramed(out, frame, list("gained", gained), list("lost", lost), list("changed", changed))
}

// jsonObject appends an object, key by key; margin is the line end before its
// closing brace.
type jsonObject struct {
	line   []byte
	margin string
	filled bool
}

func newObject(line []byte, margin string) jsonObject {
	return jsonObject{line: append(line, '{'), margin: margin}
}

// key appends a name, and the comma before it.
func (o *jsonObject) key(name string) {
	if o.filled {
		o.line = append(o.line, ',')
	}
	o.filled = true
	o.line = append(o.line, o.margin...)
	o.line = append(o.line, `  "`...)
	o.line = append(o.line, name...)
	o.line = append(o.line, `": `...)
}

func (o *jsonObject) text(name, value string) {
	o.key(name)
	o.line = appendQuoted(o.line, value)
}

func (o *jsonObject) moment(name string, value core.Moment) {
	o.key(name)
	o.line = appendMoment(o.line, value)
}

func (o *jsonObject) number(name string, value int) {
	o.key(name)
	o.line = strconv.AppendInt(o.line, int64(value), 10)
}

func (o *jsonObject) end() []byte { return append(append(o.line, o.margin...), '}') }

func appendRight(line []byte, right *core.RightAnswer, margin string) []byte {
	o := newObject(line, margin)
	o.text("id", right.ID)
	o.text("name", right.Name)
	o.text("state", right.State)
	o.text("source", right.Source)
	o.moment("until", right.Until)
	o.text("reason", right.Reason)
	o.text("origin", right.Origin)
	o.moment("checked_at", right.CheckedAt)
	return o.end()
}

func appendWarning(line []byte, warning *core.WarningAnswer) []byte {
	o := newObject(line, "\n    ")
	o.text("kind", warning.Kind)
	o.text("id", warning.ID)
	o.text("name", warning.Name)
	o.moment("until", warning.Until)
	o.number("days", warning.Days)
	o.number("level", warning.Level)
	return o.end()
}

// change appends a right before and after, as an element of a list.
func appendChange(line []byte, change *core.ChangeAnswer) []byte {
	const margin = "\n    "
	o := newObject(line, margin)
	o.text("id", change.ID)
	o.text("name", change.Name)
	for _, side := range [...]struct {
		name  string
		right *core.RightAnswer
	}{{"before", change.Before}, {"after", change.After}} {
		if o.key(side.name); side.right == nil {
			o.line = append(o.line, "null"...)
			continue
		}
		o.line = appendRight(o.line, side.right, margin+"  ")
	}
	return o.end()
}

// appendMoment is core.Moment.MarshalJSON without a text for each.
func appendMoment(line []byte, moment core.Moment) []byte {
	if moment.IsZero() {
		return append(line, "null"...)
	}
	line = moment.UTC().Truncate(time.Second).AppendFormat(append(line, '"'), time.RFC3339)
	return append(line, '"')
}

// appendQuoted appends a text as JSON has it; most are plain, and need no look
// at each letter's meaning.
func appendQuoted(line []byte, text string) []byte {
	if isPlain(text) && !strings.ContainsAny(text, `"\`) {
		return append(append(append(line, '"'), text...), '"')
	}
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(text) // a text always has one
	return append(line, strings.TrimSuffix(out.String(), "\n")...)
}

// isPlain says that a text is nothing but printable ASCII.
func isPlain(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}
