package ports

import (
	"context"
	"strconv"
	"strings"
)

// Range is a range of ports, both ends included.
type Range struct{ From, To int }

// Reserved gives the range of TCP ports that the system keeps from every program
// and that holds this one, such as those that Windows sets aside for virtual
// machines. It is false where there is none, and on systems other than Windows.
func Reserved(ctx context.Context, port int) (Range, bool) {
	for _, kept := range reserved(ctx) {
		if kept.From <= port && port <= kept.To {
			return kept, true
		}
	}
	return Range{}, false
}

// excludedLimit is how many ranges are read; Windows lists a few dozen.
const excludedLimit = 4096

// excludedRanges reads what `netsh interface ipv4 show excludedportrange
// protocol=tcp` prints: in the language of the system a heading, a line of
// dashes, and then one range a line, as two numbers and perhaps a star. So only
// the numbers are looked at.
func excludedRanges(output string) []Range {
	var found []Range
	for line := range strings.Lines(output) {
		fields := strings.Fields(line)
		if len(fields) == 3 && fields[2] == "*" {
			fields = fields[:2] // the administrator set it aside
		}
		if len(fields) != 2 {
			continue
		}
		from, to := portNumber(fields[0]), portNumber(fields[1])
		if from == 0 || to < from {
			continue
		}
		if found = append(found, Range{from, to}); len(found) == excludedLimit {
			break
		}
	}
	return found
}

// portNumber is 0 for what is no port.
func portNumber(text string) int {
	if strings.Trim(text, "0123456789") != "" {
		return 0
	}
	number, err := strconv.ParseUint(text, 10, 16)
	if err != nil {
		return 0
	}
	return int(number)
}
