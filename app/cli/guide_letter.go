package cli

import (
	"context"
	"io"
	"strings"

	"latchkey/app/core"
	"latchkey/app/present"
)

// letterAnswer is latchkey.letter/1.
type letterAnswer struct {
	Schema  string `json:"schema"`
	Symptom string `json:"symptom"` // empty: none was named
	Text    string `json:"text"`
}

// plainLetter prints the letter for IT, without a symptom to look it up in.
func (o guideOptions) plainLetter(ctx context.Context, c *call, opened *core.Core) error {
	ctx, cancel := c.within(ctx, usualTimeout)
	defer cancel()
	text, err := opened.Letter(ctx, c.language())
	if err != nil {
		return err
	}
	return c.writeLetter("", text)
}

// letterOf is the letter of a symptom; empty: it has none.
func letterOf(answer core.GuideAnswer) string {
	for _, step := range answer.Steps {
		if step.Copy != "" {
			return step.Copy
		}
	}
	return ""
}

// writeLetter prints the letter alone: it goes into a mail as it is.
func (c *call) writeLetter(symptom, text string) error {
	if text == "" {
		return &usageError{key: "no_letter", command: "latchkey guide", list: "latchkey guide --letter"}
	}
	letter := letterAnswer{Schema: "latchkey.letter/1", Symptom: symptom, Text: text}
	return c.answer(letter, func(out io.Writer) { line(out, "%s", strings.TrimRight(text, "\n")) })
}

// addressAnswer is latchkey.address/1.
type addressAnswer struct {
	Schema string   `json:"schema"`
	Lines  []string `json:"lines"` // what to look at; never whether an account exists
}

// writeAddress says how an address is spelled; nobody is asked about it.
func (o guideOptions) writeAddress(c *call, opened *core.Core) error {
	answer := addressAnswer{Schema: "latchkey.address/1", Lines: append([]string{}, opened.CheckAddress(o.address, c.language())...)}
	return c.answer(answer, func(out io.Writer) {
		for _, text := range answer.Lines {
			line(out, "%s", present.OneLine(text))
		}
	})
}
