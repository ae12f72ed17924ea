package widgets

import (
	"strings"
	"unicode/utf8"
)

// Run is a stretch of text in one style. An empty Token means the style's own color. Runs follow each other without
// a space unless their text has one.
type Run struct {
	Text  string
	Style Style
	Token Token
}

func (r Run) token() Token {
	if r.Token != "" {
		return r.Token
	}
	return r.Style.font().token
}

// segment is a piece of one run on one line, x units from the line's start.
type segment struct {
	run   int
	text  string
	x     float32
	width float32
}

type textLine struct {
	segments []segment
	width    float32
}

// word is a piece without a space; glued words belong to the word before and are not broken from it.
type word struct {
	run   int
	text  string
	glued bool
}

func words(runs []Run) []word {
	var out []word
	glued := false
	for i, r := range runs {
		rest := r.Text
		for rest != "" {
			trimmed := strings.TrimLeft(rest, " \n\t")
			if len(trimmed) != len(rest) {
				glued = false
			}
			rest = trimmed
			end := strings.IndexAny(rest, " \n\t")
			if end < 0 {
				end = len(rest)
			}
			if end > 0 {
				out = append(out, word{run: i, text: rest[:end], glued: glued && len(out) > 0})
				glued = true
			}
			rest = rest[end:]
		}
	}
	return out
}

// wrapRuns breaks runs into lines no wider than width; a single word wider than that is broken inside.
func wrapRuns(runs []Run, width float32) []textLine {
	var lines []textLine
	var current []word
	all := words(runs)
	for i := 0; i < len(all); {
		next := i + 1
		for next < len(all) && all[next].glued {
			next++
		}
		piece := all[i:next]
		candidate := append(append([]word{}, current...), piece...)
		switch {
		case lineOf(runs, candidate).width <= width:
			current = candidate
			i = next
		case len(current) > 0:
			lines = append(lines, lineOf(runs, current))
			current = nil
		default:
			head, tail := splitWord(runs, piece[0], width)
			lines = append(lines, lineOf(runs, []word{head}))
			if tail.text == "" {
				i++
			} else {
				all[i] = tail
			}
			if i < len(all) {
				all[i].glued = false
			}
		}
	}
	if len(current) > 0 || len(lines) == 0 {
		lines = append(lines, lineOf(runs, current))
	}
	return lines
}

func splitWord(runs []Run, w word, width float32) (head, tail word) {
	f := runs[w.run].Style.font()
	_, first := utf8.DecodeRuneInString(w.text)
	end := first
	for i := range w.text {
		if i > first && f.measure(w.text[:i]) <= width {
			end = i
		}
	}
	if f.measure(w.text) <= width {
		end = len(w.text)
	}
	return word{run: w.run, text: w.text[:end]}, word{run: w.run, text: w.text[end:]}
}

// lineOf joins neighboring words of a run into one segment, so that the font's own spacing holds.
func lineOf(runs []Run, ws []word) textLine {
	var line textLine
	for i, w := range ws {
		f := runs[w.run].Style.font()
		last := len(line.segments) - 1
		space := i > 0 && !w.glued
		if last >= 0 && line.segments[last].run == w.run {
			s := &line.segments[last]
			if space {
				s.text += " "
			}
			s.text += w.text
			s.width = f.measure(s.text)
			line.width = s.x + s.width
			continue
		}
		if space && last >= 0 {
			line.width += runs[line.segments[last].run].Style.font().measure(" ")
		}
		s := segment{run: w.run, text: w.text, x: line.width, width: f.measure(w.text)}
		line.segments = append(line.segments, s)
		line.width = s.x + s.width
	}
	return line
}

// Side is where a text that does not fit is cut.
type Side int

// CutRight keeps the start; CutLeft keeps the end, so that a path keeps its file name.
const (
	CutNone Side = iota
	CutRight
	CutLeft
)

// ellipsis marks what was cut.
const ellipsis = "…"

// cutText shortens text to width, ellipsis included; a width too small for anything gives the bare ellipsis.
func cutText(text string, f font, width float32, side Side) string {
	if side == CutNone || f.measure(text) <= width {
		return text
	}
	runes := []rune(text)
	low, high := 0, len(runes)
	for low < high {
		keep := (low + high + 1) / 2
		if f.measure(keepRunes(runes, keep, side)) <= width {
			low = keep
		} else {
			high = keep - 1
		}
	}
	return keepRunes(runes, low, side)
}

func keepRunes(runes []rune, keep int, side Side) string {
	if side == CutLeft {
		return ellipsis + string(runes[len(runes)-keep:])
	}
	return strings.TrimRight(string(runes[:keep]), " ") + ellipsis
}
