package cli

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"golang.org/x/term"

	"latchkey/app/core"
	"latchkey/app/present"
)

// liveRows shows on a terminal which checks run and what the others came to: a
// row appears as its check begins, and the rows go when the answer comes, which
// has all of them. Without a terminal one sentence says that it takes a moment.
type liveRows struct {
	call  *call
	on    bool
	rows  []core.CheckAnswer
	drawn int // lines that are on the screen
}

// newLiveRows draws nothing where something else may write or ask in between.
func (c *call) newLiveRows(opened *core.Core) *liveRows {
	l := &liveRows{call: c}
	if c.globals.json || c.globals.quiet {
		return l
	}
	l.on = c.TalkTerminal && !c.globals.verbose && !opened.AsksPassphrase() && canRedraw(c.Err, c.Env("TERM"))
	if !l.on {
		c.say("cli.doctor.looking")
	}
	return l
}

// tell is told of each check when it begins and when it ends, one at a time.
func (l *liveRows) tell(check core.CheckAnswer) {
	if !l.on {
		return
	}
	present.WordCheck(&check, l.call.Now(), l.call.words())
	if i := slices.IndexFunc(l.rows, func(row core.CheckAnswer) bool { return row.ID == check.ID }); i >= 0 {
		l.rows[i] = check
	} else {
		l.rows = append(l.rows, check)
	}
	slices.SortStableFunc(l.rows, func(a, b core.CheckAnswer) int { return placeOf(a.Link) - placeOf(b.Link) })
	l.draw()
}

// end takes the rows away.
func (l *liveRows) end() {
	l.rows = nil
	if l.on {
		l.draw()
	}
}

// draw goes back to the first row and writes all of them anew, in one piece, so
// that nothing flickers.
func (l *liveRows) draw() {
	var text strings.Builder
	if l.drawn > 0 {
		_, _ = fmt.Fprintf(&text, "\x1b[%dA\r\x1b[J", l.drawn) // up, and clear to the end of the screen
	}
	width, height := sizeOf(l.call.Err)
	lines := l.lines(height - 1)
	for _, row := range lines {
		text.WriteString(cut(row, width-1) + "\n")
	}
	l.drawn = len(lines)
	_, _ = fmt.Fprint(l.call.Err, text.String())
}

// lines are at most so many rows: what had nothing to look at is left out first,
// then what passed, from the top; a line counts them.
func (l *liveRows) lines(most int) []string {
	c, w := l.call, l.call.words()
	shown := slices.DeleteFunc(slices.Clone(l.rows), func(row core.CheckAnswer) bool { return row.HiddenBy != "" })
	left, over := 0, 0
	if len(shown) > most {
		over = len(shown) + 1 - most // one line counts them
	}
	for _, result := range []string{resultSkip, resultPass} {
		shown = slices.DeleteFunc(shown, func(row core.CheckAnswer) bool {
			if left == over || row.Result != result {
				return false
			}
			left++
			return true
		})
	}
	lines := []string{}
	if left > 0 {
		lines = append(lines, w.Plural("cli.doctor.passed", left))
	}
	for _, row := range shown {
		lines = append(lines, strings.TrimRight(mark(c, row.Result)+"  "+present.OneLine(row.Title)+"  "+present.OneLine(row.Evidence), " "))
	}
	return lines[:min(len(lines), max(most, 1))]
}

// sizeOf is that of a terminal; one that does not tell has the usual size.
func sizeOf(err any) (width, height int) {
	if file, ok := err.(*os.File); ok {
		if width, height, err := term.GetSize(int(file.Fd())); err == nil && width > 0 && height > 0 {
			return width, height
		}
	}
	return 80, 24
}

// cut shortens a row that would take two lines, which no drawing could take back.
func cut(row string, width int) string {
	if letters := []rune(row); len(letters) > width && width > 1 {
		return string(letters[:width-1]) + "…"
	}
	return row
}
