// Command measure runs commands in turns, so that a busy computer disturbs all alike, and prints a line for each: the median
// of its times in milliseconds, and the most memory that any of its runs held (resident, as the system counts it) in MB.
//
//	measure RUNS PROGRAM ARG… [-- PROGRAM ARG…]…
//
// What the commands print goes nowhere. A command that fails ends it.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"syscall"
	"time"
)

type series struct {
	command []string
	times   []time.Duration
	peak    int64 // kilobytes
}

func main() {
	log.SetFlags(0)
	runs, err := strconv.Atoi(os.Args[min(1, len(os.Args)-1)])
	if err != nil || runs < 1 || len(os.Args) < 3 {
		log.Fatal("usage: measure RUNS PROGRAM ARG… [-- PROGRAM ARG…]…")
	}
	all := []*series{{}}
	for _, word := range os.Args[2:] {
		if word == "--" {
			all = append(all, &series{})
			continue
		}
		last := all[len(all)-1]
		last.command = append(last.command, word)
	}
	for turn := range runs + 1 { // the first one warms up
		for _, s := range all {
			s.run(turn > 0)
		}
	}
	for _, s := range all {
		slices.Sort(s.times)
		median := (s.times[(runs-1)/2] + s.times[runs/2]) / 2
		fmt.Printf("%.2f %.1f\n", float64(median.Microseconds())/1000, float64(s.peak)*1024/1e6)
	}
}

func (s *series) run(counts bool) {
	command := exec.CommandContext(context.Background(), s.command[0], s.command[1:]...) //nolint:gosec // what is measured is named by whoever measures
	started := time.Now()
	err := command.Run()
	took := time.Since(started)
	if err != nil {
		log.Fatalf("%v: %v", s.command, err)
	}
	used, ok := command.ProcessState.SysUsage().(*syscall.Rusage)
	if !counts || !ok {
		return
	}
	s.times = append(s.times, took)
	s.peak = max(s.peak, used.Maxrss)
}
