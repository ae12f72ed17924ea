package present

import (
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// rightCells makes the cells of the table and remembers those that come again.
type rightCells struct {
	now    time.Time
	w      assets.Words
	all    core.Moment // when the whole list was checked
	states map[string]stateCell
	froms  map[string]string
	dates  map[time.Time]string
	clocks map[time.Time]string
}

// stateCell is how a state looks and sorts.
type stateCell struct {
	text string
	sign Sign
	rank int
}

func newRightCells(rights core.RightsAnswer, now time.Time, w assets.Words) *rightCells {
	return &rightCells{
		now: now, w: w, all: rights.CheckedAt, states: map[string]stateCell{}, froms: map[string]string{},
		dates: map[time.Time]string{}, clocks: map[time.Time]string{},
	}
}

func (c *rightCells) state(code string) stateCell {
	return once(c.states, code, func() stateCell {
		text, sign := RightState(code, c.w)
		return stateCell{text: text, sign: sign, rank: rankOf(code)}
	})
}

func (c *rightCells) from(source string) string {
	return once(c.froms, source, func() string { return Source(source, c.w) })
}

func (c *rightCells) date(t time.Time) string {
	return once(c.dates, t, func() string { return TableDate(t, c.now, c.w) })
}

// checked is when the source of a right was asked, else when the list was.
func (c *rightCells) checked(at core.Moment) string {
	if at.IsZero() {
		at = c.all
	}
	return once(c.clocks, at.Time, func() string {
		if at.IsZero() {
			return None
		}
		return checkedCell(at.Time, c.now, c.w)
	})
}

func once[K comparable, V any](known map[K]V, key K, produce func() V) V {
	value, seen := known[key]
	if !seen {
		value = produce()
		known[key] = value
	}
	return value
}
