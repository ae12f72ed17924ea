package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// How the command line speaks:
//   - an answer goes to standard output; everything else is talk and goes to
//     standard error;
//   - an error begins with "latchkey: ", in lower case and without a full stop,
//     and ends with lines "  try: " that name the next thing to do;
//   - what a program reads stands alone on its line;
//   - words of a server are one line each, without control characters.

// answer prints value as JSON, or else what text writes.
func (c *call) answer(value any, text func(io.Writer)) error {
	var out strings.Builder
	if c.globals.json {
		content, err := asJSON(value)
		if err != nil {
			return fmt.Errorf("write answer: %w", err)
		}
		out.WriteString(content)
	} else {
		text(&out)
	}
	// One write: a reader at the other end of a pipe gets all of it or nothing.
	if _, err := io.WriteString(c.Out, out.String()); err != nil {
		return fmt.Errorf("write answer: %w", err)
	}
	return nil
}

// asJSON is the text of an answer in JSON, with the line end.
func asJSON(value any) (string, error) {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(value)
	return out.String(), err
}

// longAnswer writes an answer of any length while it is made, so that a hundred
// thousand lines take no memory of their own. One of ordinary length still is
// one write.
func (c *call) longAnswer(write func(out *bufio.Writer) error) error {
	out := bufio.NewWriterSize(c.Out, 64<<10)
	err := write(out)
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		return fmt.Errorf("write answer: %w", err)
	}
	return nil
}

// say is talk: progress and hints, unless -q.
func (c *call) say(key string, pairs ...any) {
	if !c.globals.quiet {
		c.sayLine(c.words().Text(key, pairs...))
	}
}

// hint names the next thing to do, in the form that every error ends with. The
// form is part of the contract, so it is the same in every language.
func (c *call) hint(next string) {
	if !c.globals.quiet {
		c.sayLine(hintMark + next)
	}
}

const hintMark = "  try: "

// sayLine is talk that must be seen even with -q: an address, a code, a question.
func (c *call) sayLine(line string) { _, _ = fmt.Fprintln(c.Err, line) }

// line writes one line of an answer.
func line(w io.Writer, format string, args ...any) { _, _ = fmt.Fprintf(w, format+"\n", args...) }

// facts writes labeled lines, their values one under the other.
func facts(w io.Writer, rows [][2]string) {
	width := 0
	for _, row := range rows {
		width = max(width, utf8.RuneCountInString(row[0]))
	}
	for _, row := range rows {
		line(w, "  %s%s  %s", row[0]+":", strings.Repeat(" ", width-utf8.RuneCountInString(row[0])), row[1])
	}
}

// table writes rows in columns as wide as their widest cell; the last is not padded.
func table(w io.Writer, rows [][]string) {
	widths := []int{}
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		var out strings.Builder
		for i, cell := range row {
			out.WriteString(cell)
			if i < len(row)-1 {
				out.WriteString(strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+2))
			}
		}
		line(w, "%s", strings.TrimRight(out.String(), " "))
	}
}
