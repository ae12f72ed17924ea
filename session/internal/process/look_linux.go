package process

import (
	"errors"
	"io/fs"
	"os"
	"strconv"
	"strings"
)

// look reads /proc/PID/stat. What has ended and was not collected yet has closed its files and holds nothing.
func look(pid int) (runs bool, started string) {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat") //nolint:gosec // G703: an id is a number
	if err != nil {
		// Where /proc hides other people's processes, this cannot tell them from none.
		return !errors.Is(err, fs.ErrNotExist), ""
	}
	state, started := parseStat(string(text))
	return state != "Z" && state != "X", started
}

// parseStat reads the state and the start, in ticks since the computer's, of /proc/PID/stat: "12 (name) S 1 …". The name can
// hold anything, so the fields are counted from its end; the start is field 22.
func parseStat(text string) (state, started string) {
	fields := strings.Fields(text[strings.LastIndexByte(text, ')')+1:])
	if len(fields) < 20 {
		return "", ""
	}
	return fields[0], fields[19]
}

func space() string {
	name, _ := os.Readlink("/proc/self/ns/pid")
	return name
}
