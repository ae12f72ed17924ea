package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"latchkey/app/core"
	"latchkey/app/present"
)

// writeReport shows a support bundle in full: the page for the ticket, and every
// file as it will be.
func writeReport(out io.Writer, c *call, report core.ReportAnswer) {
	w := c.words()
	line(out, "%s", w.Text("cli.bundle.title"))
	line(out, "\n%s\n", strings.TrimRight(report.Ticket, "\n"))
	for _, file := range report.Files {
		if string(file.Content) == report.Ticket {
			continue // it stands above
		}
		line(out, "── %s (%s)", file.Name, present.Size(int64(len(file.Content)), w))
		if strings.HasSuffix(file.Name, ".html") {
			line(out, "%s\n", w.Text("cli.bundle.page"))
			continue
		}
		for _, row := range strings.Split(strings.TrimRight(string(file.Content), "\n"), "\n") {
			line(out, "%s", indented(row))
		}
		line(out, "")
	}
}

// showPages shows a long text on standard error, a screen at a time where
// somebody sits at it; "q" goes on to the question at the end.
func (c *call) showPages(ctx context.Context, write func(io.Writer)) error {
	var text strings.Builder
	write(&text)
	lines := strings.Split(strings.TrimRight(text.String(), "\n"), "\n")
	_, height := sizeOf(c.Err)
	page := max(height-2, 1)
	for at, row := range lines {
		if at > 0 && at%page == 0 && c.TalkTerminal {
			_, _ = fmt.Fprint(c.Err, c.words().Text("cli.bundle.more", "n", len(lines)-at)+" ")
			typed, err := c.readLine(ctx)
			if err != nil {
				return err
			}
			if strings.EqualFold(strings.TrimSpace(typed), "q") {
				return nil
			}
		}
		c.sayLine(row)
	}
	return nil
}

// indented is a line as a terminal may show it, with the spaces that it begins with.
func indented(row string) string {
	text := strings.TrimLeft(row, " ")
	return row[:len(row)-len(text)] + present.OneLine(text)
}
