package activity

import (
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"time"

	"latchkey/session/internal/atomicfile"
)

// reading is what two files held, and how they looked then.
type reading struct {
	stamps  [2]stamp
	events  []Event // newest first
	damaged int
}

type stamp struct {
	size     int64
	modified time.Time
}

// List gives all events, newest first, and how many lines are none and were passed over. An event has the facts of that time, also where
// they stand in an earlier line only. A missing log is an empty one. Errors: *atomicfile.RefusedError for a file that is a link, is open to
// others or belongs to them, with the events of the other file; what the system said. The events must not be changed.
func (l *Log) List() (events []Event, damaged int, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now, err := l.stamps(); err == nil && now == l.known.stamps && l.known.events != nil {
		return l.known.events, l.known.damaged, nil
	}
	found := reading{events: []Event{}}
	for i, name := range l.Files() {
		var problem error
		if found.stamps[i], problem = found.read(name); problem != nil {
			err = errors.Join(err, fmt.Errorf("read activity: %w", problem))
		}
	}
	slices.SortStableFunc(found.events, func(a, b Event) int { return b.At.Compare(a.At) })
	if err == nil {
		l.known = found
	}
	return found.events, found.damaged, err
}

// read puts the events of one file behind those that are newer.
func (r *reading) read(name string) (stamp, error) {
	file, info, err := atomicfile.OpenRegular(name, math.MaxInt64)
	if isGone(err) {
		return stamp{}, nil
	}
	if err != nil {
		return stamp{}, err
	}
	defer func() { _ = file.Close() }()
	text, err := tail(file, info.Size())
	if err != nil {
		return stamp{}, err
	}
	events, damaged := decodeLines(text)
	slices.Reverse(events)
	r.events, r.damaged = append(r.events, events...), r.damaged+damaged
	return stamp{info.Size(), info.ModTime()}, nil
}

func (l *Log) stamps() (now [2]stamp, err error) {
	for i, name := range l.Files() {
		info, looked := os.Lstat(name)
		switch {
		case isGone(looked):
		case looked != nil:
			return now, looked
		default:
			now[i] = stamp{info.Size(), info.ModTime()}
		}
	}
	return now, nil
}
