package apps

import (
	"errors"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// statLimit bounds what is read of /proc/stat, which has a line for each processor and a very long one for interrupts.
const statLimit = 1 << 20

var errNoBootTime = errors.New("the kernel does not tell")

func bootTime() (time.Time, error) {
	text, err := head(filepath.Join(procFolder, "stat"), statLimit)
	if err != nil {
		return time.Time{}, err
	}
	return parseBootTime(text)
}

// parseBootTime finds the line "btime SECONDS", counted from 1970, in /proc/stat.
func parseBootTime(text []byte) (time.Time, error) {
	for line := range strings.Lines(string(text)) {
		digits, found := strings.CutPrefix(line, "btime ")
		if !found {
			continue
		}
		seconds, err := strconv.ParseInt(strings.TrimSpace(digits), 10, 64)
		if err != nil || seconds <= 0 {
			return time.Time{}, errNoBootTime
		}
		return time.Unix(seconds, 0), nil
	}
	return time.Time{}, errNoBootTime
}
