package ports

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

const (
	listening  = "0A"     // TCP_LISTEN of the kernel's net/tcp_states.h
	tableLimit = 16 << 20 // bytes of one table: about 100,000 sockets
)

func holder(port int) (string, int, bool) { return holderIn("/proc", port) }

// holderIn looks up the socket in the kernel's tables, and then who has it open;
// proc is where proc(5) is mounted.
func holderIn(proc string, port int) (string, int, bool) {
	var sockets []string
	for _, table := range []string{"tcp", "tcp6"} {
		sockets = append(sockets, listeners(filepath.Join(proc, "net", table), port)...)
	}
	if len(sockets) == 0 {
		return "", 0, false
	}
	processes, err := os.ReadDir(proc)
	if err != nil {
		return "", 0, false
	}
	for _, process := range processes {
		pid, err := strconv.Atoi(process.Name())
		if err != nil || !hasOpen(filepath.Join(proc, process.Name(), "fd"), sockets) {
			continue
		}
		name, err := os.ReadFile(filepath.Join(proc, process.Name(), "comm")) // #nosec G304 -- a folder of proc(5)
		if err != nil {
			return "", 0, false
		}
		return printable(string(name)), pid, true
	}
	return "", 0, false
}

// listeners gives what links in /proc/PID/fd say for the sockets that listen on
// a port. The fields of a line are: slot, address:port, peer, state, queues,
// timer, retransmits, user, time-out, inode.
func listeners(table string, port int) []string {
	file, err := os.Open(table) // #nosec G304 -- a file of proc(5)
	if err != nil {
		return nil
	}
	defer func() { _ = file.Close() }()
	var sockets []string
	for lines := bufio.NewScanner(io.LimitReader(file, tableLimit)); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) < 10 || fields[3] != listening {
			continue
		}
		_, hex, _ := strings.Cut(fields[1], ":")
		if number, err := strconv.ParseUint(hex, 16, 16); err == nil && int(number) == port {
			sockets = append(sockets, "socket:["+fields[9]+"]")
		}
	}
	return sockets
}

// hasOpen is false for a process that may not be looked at.
func hasOpen(folder string, sockets []string) bool {
	files, err := os.ReadDir(folder)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(files, func(file os.DirEntry) bool {
		target, err := os.Readlink(filepath.Join(folder, file.Name()))
		return err == nil && slices.Contains(sockets, target)
	})
}

// printable keeps a program's name from painting on a terminal.
func printable(name string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, name))
}
