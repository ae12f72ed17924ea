package rights

import (
	"context"
	"errors"
	"fmt"
	"time"

	"latchkey/session/internal/atomicfile"
	"latchkey/session/internal/checked"
	"latchkey/session/internal/filelock"
)

const (
	clockSchema  = "latchkey.rights-clock/1"
	maxClockFile = 4 << 10 // bytes
)

// load gives what is recorded, and nil when that is missing, damaged or not ours to read.
func (c *Clock) load() *mark {
	data, _, err := atomicfile.ReadRegular(c.file, maxClockFile)
	if err != nil {
		return nil
	}
	m, err := decodeMark(data)
	if err != nil {
		return nil
	}
	return m
}

func decodeMark(data []byte) (*mark, error) {
	var m mark
	if err := checked.Decode(data, &m, &m.Checksum); err != nil {
		return nil, err
	}
	if m.Schema != clockSchema || !isSane(m.Base) || !isSane(m.Wall) || m.Uptime < 0 {
		return nil, errors.New("the record is of another version or out of range")
	}
	return &m, nil
}

// store expects the lock to be held.
func (c *Clock) store(m mark) error {
	if !isSane(m.Base) || !isSane(m.Wall) {
		return errors.New("the time is out of range")
	}
	data, err := checked.Encode(&m, &m.Checksum)
	if err != nil {
		return err
	}
	return atomicfile.Write(c.file, data, 0o600)
}

// isSane keeps sums of times in range, and JSON able to write them.
func isSane(t time.Time) bool { return t.Year() >= 1970 && t.Year() < 9000 }

// locked keeps a later record from being overwritten with an earlier one, and what a server told with what was known before.
func (c *Clock) locked(work func() error) error {
	ctx, cancel := context.WithTimeout(context.Background(), c.opts.Wait)
	defer cancel()
	lock, err := filelock.Acquire(ctx, c.file+".lock", true)
	if err != nil {
		return fmt.Errorf("lock the record of time: %w", err)
	}
	if lock == nil {
		return ErrBusy
	}
	return errors.Join(work(), lock.Release())
}
