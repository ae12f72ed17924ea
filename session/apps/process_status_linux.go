package apps

import (
	"strconv"
	"strings"
)

// processStatus is what /proc/PID/status tells that matters here.
type processStatus struct {
	comm    string
	state   byte // R S D T t Z X I
	uid     int  // of the person who started it
	threads int
}

// dead tells what has ended and only waits to be collected.
func (s processStatus) dead() bool {
	return s.state == 'X' || s.state == 'x' || s.state == 'Z' && s.threads <= 1
}

// leaderless tells a program whose first thread has ended while others go on; the kernel shows neither its executable nor
// its arguments any more.
func (s processStatus) leaderless() bool { return s.state == 'Z' && s.threads > 1 }

// parseStatus reads /proc/PID/status: lines of "Key:\tvalue". False when one that matters is missing or makes no sense.
func parseStatus(text []byte) (processStatus, bool) {
	status := processStatus{uid: -1}
	for line := range strings.Lines(string(text)) {
		key, value, _ := strings.Cut(strings.TrimRight(line, "\n"), ":")
		value = strings.TrimPrefix(value, "\t")
		switch fields := strings.Fields(value); {
		case key == "Name":
			status.comm = unescape(value)
		case len(fields) == 0:
		case key == "State":
			status.state = fields[0][0]
		case key == "Uid":
			status.uid = number(fields[0])
		case key == "Threads":
			status.threads = number(fields[0])
		}
	}
	return status, status.state != 0 && status.uid >= 0
}

func number(text string) int {
	value, err := strconv.ParseUint(text, 10, 32)
	if err != nil {
		return -1
	}
	return int(value)
}

// unescape undoes what the kernel writes for a line break and a backslash in a name.
func unescape(name string) string { return strings.NewReplacer(`\n`, "\n", `\\`, `\`).Replace(name) }

// splitArgs cuts /proc/PID/cmdline into arguments. Wine, and programs that write their state there, leave a tail of zero bytes.
func splitArgs(text []byte) []string {
	trimmed := strings.TrimRight(string(text), "\x00")
	if trimmed == "" {
		return nil
	}
	return strings.Split(trimmed, "\x00")
}

// mappedFile finds the first file of a name, in any case, in /proc/PID/maps, whose lines are
// "140000000-140001000 r--p 00000000 fe:00 10536196   /home/mila/.wine/drive_c/SketchUp.exe".
func mappedFile(maps []byte, name string) string {
	for line := range strings.Lines(string(maps)) {
		start := strings.IndexByte(line, '/')
		if start < 0 || name == "" {
			continue
		}
		path := strings.TrimSuffix(strings.TrimRight(line[start:], "\n"), " (deleted)")
		if strings.EqualFold(path[strings.LastIndexByte(path, '/')+1:], name) {
			return path
		}
	}
	return ""
}
