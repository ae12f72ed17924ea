package activity_test

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"

	"latchkey/session/activity"
)

// asProcess makes the test program one of several that write the log named in it.
const asProcess = "LATCHKEY_TEST_ACTIVITY"

func TestMain(m *testing.M) {
	if file := os.Getenv(asProcess); file != "" {
		writeMany(file)
		return
	}
	os.Exit(m.Run())
}

// writeMany tells how many events it has written.
func writeMany(file string) {
	log, written := activity.New(file), 0
	for i := range 100 {
		e := event(i, "renewed")
		e.Subject = strconv.Itoa(os.Getpid()) + ":" + strconv.Itoa(i)
		e.Facts = &activity.Facts{ClockAhead: os.Getpid() % 1000}
		if log.Append(e) == nil {
			written++
		}
	}
	fmt.Println(written)
}

func TestSeveralProcessesWriteWithoutLosingOrTearingALine(t *testing.T) {
	log, file := newLog(t)
	add(t, log, event(0, "first"))
	lines := fill(t, file, "old") // they meet the end of a file as well
	outs := make([]string, 3)
	var group sync.WaitGroup
	for i := range outs {
		group.Go(func() {
			program := exec.CommandContext(t.Context(), os.Args[0])
			program.Env = append(os.Environ(), asProcess+"="+file)
			out, err := program.Output()
			if err != nil {
				t.Errorf("a process: %v", err)
			}
			outs[i] = strings.TrimSpace(string(out))
		})
	}
	group.Wait()
	written := 0
	for _, out := range outs {
		n, err := strconv.Atoi(out)
		if err != nil || n == 0 {
			t.Fatalf("a process wrote %q", out)
		}
		written += n
	}
	events, damaged, err := log.List()
	if err != nil || damaged != 0 || len(events) != lines+written {
		t.Fatalf("%d events, %d damaged, %v; want %d", len(events), damaged, err, lines+written)
	}
	seen := map[string]bool{}
	for _, e := range events {
		pid, _, ours := strings.Cut(e.Subject, ":")
		if n, _ := strconv.Atoi(pid); ours && (seen[e.Subject] || e.Facts == nil || e.Facts.ClockAhead != n%1000) {
			t.Fatalf("twice, or with the facts of another: %+v %+v", e, e.Facts)
		}
		seen[e.Subject] = true
	}
}
