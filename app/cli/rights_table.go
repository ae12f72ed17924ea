package cli

import (
	"bytes"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/assets"
)

// rightsTable writes rights in columns, what is not granted first. There may be
// a hundred thousand: each row is made when its turn comes, and the words that
// repeat (states, dates, where from) are looked up once.
type rightsTable struct {
	words   assets.Words
	now     time.Time
	origins bool // the provider has several sources: say which
	states  map[string]string
	from    map[string]string
	origin  map[string]string
	dates   map[[3]int]string
	widths  [6]int
	line    []byte // of the row that is being written
}

// rightCells are a row: id, state, from, origin, until, name, reason.
type rightCells [7]string

func writeRightsTable(out io.Writer, answer core.RightsAnswer, now time.Time, w assets.Words) {
	t := &rightsTable{
		words: w, now: now, origins: len(answer.Sources) > 1, states: map[string]string{}, from: map[string]string{},
		origin: map[string]string{}, dates: map[[3]int]string{},
	}
	for i := range answer.Rights {
		cells := t.cells(&answer.Rights[i])
		for i := range t.widths {
			t.widths[i] = max(t.widths[i], utf8.RuneCountInString(cells[i]))
		}
	}
	for _, group := range byRank(answer.Rights, w) {
		for _, i := range group {
			t.write(out, t.cells(&answer.Rights[i]))
		}
	}
}

func (t *rightsTable) cells(right *core.RightAnswer) rightCells {
	cells := rightCells{0: oneLine(right.ID), 4: t.date(right.Until.Time), 5: oneLine(right.Name), 6: oneLine(right.Reason)}
	cells[1] = once(t.states, right.State, func(code string) string {
		state, _ := present.RightState(code, t.words)
		return state
	})
	cells[2] = once(t.from, right.Source, func(code string) string { return present.Source(code, t.words) })
	if t.origins {
		cells[3] = once(t.origin, right.Origin, func(code string) string { return present.SourceName(code, t.words) })
	}
	if cells[5] == "" {
		cells[5] = cells[0]
	}
	return cells
}

// date remembers by the day: a server may date each right to the second.
func (t *rightsTable) date(until time.Time) string {
	if until.IsZero() {
		return present.None
	}
	year, month, day := until.In(t.now.Location()).Date()
	date := [3]int{year, int(month), day}
	text, known := t.dates[date]
	if !known {
		text = present.TableDate(until, t.now, t.words)
		t.dates[date] = text
	}
	return text
}

func (t *rightsTable) write(out io.Writer, cells rightCells) {
	const padding = "                                                                "
	line := append(t.line[:0], "  "...)
	for i, width := range t.widths {
		if width == 0 {
			continue // a column that nobody fills
		}
		line = append(line, cells[i]...)
		for missing := width - utf8.RuneCountInString(cells[i]) + 2; missing > 0; missing -= len(padding) {
			line = append(line, padding[:min(missing, len(padding))]...)
		}
	}
	line = append(bytes.TrimRight(append(line, cells[6]...), " "), '\n')
	_, _ = out.Write(line)
	t.line = line
}

// byRank gives the places of the rights, those first that a person can do
// something about, in the order of the window.
func byRank(rights []core.RightAnswer, w assets.Words) [][]int32 {
	ranks := map[string]int{}
	for i, choice := range present.StateChoices(w) {
		ranks[choice.Code] = i
	}
	groups := make([][]int32, len(ranks))
	for i := range rights {
		rank, known := ranks[rights[i].State]
		if !known {
			rank = ranks["unknown"]
		}
		groups[rank] = append(groups[rank], int32(i)) // #nosec G115 -- an answer has at most 200,000 rights
	}
	return groups
}

// once asks words for a code's text the first time only.
func once(known map[string]string, code string, words func(string) string) string {
	text, found := known[code]
	if !found {
		text = words(code)
		known[code] = text
	}
	return text
}

// oneLine is present.OneLine, which looks at each letter's meaning, for texts
// of which most are plain.
func oneLine(text string) string {
	if isPlain(text) {
		return strings.TrimSpace(text)
	}
	return present.OneLine(text)
}
