package vault

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// headMagic opens every head entry; its number is the version of the format.
const headMagic = "latchkey-head/1"

// Marks of a generation in a head entry.
const (
	markWhole  = "w" // written and read back
	markIntent = "i" // being written, or being removed
)

// generationMark is what a head entry knows of one generation.
type generationMark struct {
	number uint64
	chunks int
	mark   string
}

// head is an account's entry without secrets: which generation is current and
// which ones exist, so that what a kill left behind can be found on systems
// that cannot list their entries. Its text is
//
//	latchkey-head/1 <checksum> <current, base 36> <last, base 36>
//	<generation, base 36> <chunks> <w or i>
//	…
type head struct {
	current     uint64 // 0: none yet
	last        uint64 // the highest number ever given out
	generations []generationMark
	rebuilt     bool // from the names of the entries, because what was stored is damaged
}

// checksum of a text without secrets; it finds accidents, not attackers.
func checksum(kind, body string) string {
	sum := sha256.Sum256([]byte(kind + "\x00" + body))
	return hex.EncodeToString(sum[:8])
}

// encode returns the head's text; account keeps heads from being swapped.
func (h head) encode(account string, limit int) (secret, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", strconv.FormatUint(h.current, 36), strconv.FormatUint(h.last, 36))
	for _, g := range h.generations {
		fmt.Fprintf(&b, "%s %d %s\n", strconv.FormatUint(g.number, 36), g.chunks, g.mark)
	}
	text := headMagic + " " + checksum(account, b.String()) + " " + b.String()
	if len(text) > limit {
		return nil, fmt.Errorf("%w: %d generations, prune some first", ErrTooLarge, len(h.generations))
	}
	return secret(text), nil
}

// parseHead reads a head entry. It accepts only what encode writes.
func parseHead(account string, entry secret) (head, error) {
	if len(entry) > maxSecret {
		return head{}, fmt.Errorf("%w: head is too long", ErrDamaged)
	}
	text, ok := strings.CutPrefix(string(entry), headMagic+" ")
	sum, body, found := strings.Cut(text, " ")
	if !ok || !found || checksum(account, body) != sum {
		return head{}, fmt.Errorf("%w: head does not match its checksum", ErrDamaged)
	}
	lines := strings.Split(strings.TrimSuffix(body, "\n"), "\n")
	var h head
	current, last, _ := strings.Cut(lines[0], " ")
	var err [2]error
	h.current, err[0] = strconv.ParseUint(current, 36, 64)
	h.last, err[1] = strconv.ParseUint(last, 36, 64)
	if err != [2]error{} {
		return head{}, fmt.Errorf("%w: head is malformed", ErrDamaged)
	}
	for _, line := range lines[1:] {
		g, ok := parseMark(line)
		if !ok {
			return head{}, fmt.Errorf("%w: head is malformed", ErrDamaged)
		}
		h.generations = append(h.generations, g)
	}
	if again, err := h.encode(account, len(entry)); err != nil || string(again) != string(entry) {
		return head{}, fmt.Errorf("%w: head is malformed", ErrDamaged)
	}
	return h, nil
}

func parseMark(line string) (generationMark, bool) {
	fields := strings.Split(line, " ")
	if len(fields) != 3 || (fields[2] != markWhole && fields[2] != markIntent) {
		return generationMark{}, false
	}
	number, err := strconv.ParseUint(fields[0], 36, 64)
	chunks, err2 := strconv.Atoi(fields[1])
	ok := err == nil && err2 == nil && chunks > 0 && chunks <= maxChunks
	return generationMark{number: number, chunks: chunks, mark: fields[2]}, ok
}

// with returns a copy of the head in which generation g stands as given.
func (h head) with(g generationMark) head {
	h = h.without(func(o generationMark) bool { return o.number == g.number })
	h.generations = append(h.generations, g)
	slices.SortFunc(h.generations, func(a, b generationMark) int { return cmp.Compare(a.number, b.number) })
	h.last = max(h.last, g.number)
	return h
}

// without returns a copy of the head without the generations that match.
func (h head) without(match func(generationMark) bool) head {
	h.generations = slices.DeleteFunc(slices.Clone(h.generations), match)
	return h
}

// equal tells whether two heads have the same text.
func (h head) equal(o head) bool {
	return h.current == o.current && h.last == o.last && slices.Equal(h.generations, o.generations)
}

// isIntent matches generations that are not whole.
func isIntent(g generationMark) bool { return g.mark == markIntent }

// names lists the chunk entries of a generation.
func (g generationMark) names(account string) []string {
	names := make([]string, g.chunks)
	for i := range names {
		names[i] = chunkName(account, g.number, i)
	}
	return names
}
