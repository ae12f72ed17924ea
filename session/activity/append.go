package activity

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"latchkey/session/internal/atomicfile"
	"latchkey/session/internal/filelock"
)

const (
	// maxFile is when a file becomes the older one.
	maxFile = 1 << 20
	// wait bounds what an event may cost the job that it tells about. Who holds the lock writes one line.
	wait = 300 * time.Millisecond
)

// ErrBusy says that other processes kept the log for too long.
var ErrBusy = errors.New("the activity log is in use")

// Append writes an event behind all others. Values that are none of their alphabet are left out. Its errors are for the log of the
// program; none is a reason to give up what the event is about. Nothing is flushed: what a power cut takes is not missed.
func (l *Log) Append(e Event) error { return l.write(e, false) }

// AppendNew is Append for what may repeat itself: an event that says the same as the last one, at another time, is not written.
func (l *Log) AppendNew(e Event) error { return l.write(e, true) }

func (l *Log) write(e Event, onlyNew bool) error {
	if e = e.cleaned(); !e.valid() {
		return fmt.Errorf("note an event: %w", errEvent)
	}
	ctx, cancel := context.WithTimeout(context.Background(), wait)
	defer cancel()
	lock, err := filelock.Acquire(ctx, l.file+".lock", true)
	if err == nil && lock == nil {
		err = ErrBusy
	}
	if err != nil {
		return fmt.Errorf("note an event: %w", err)
	}
	if err := errors.Join(l.add(e, onlyNew), lock.Release()); err != nil {
		return fmt.Errorf("note an event: %w", err)
	}
	return nil
}

// add does it under the lock.
func (l *Log) add(e Event, onlyNew bool) error {
	file, info, err := atomicfile.OpenAppend(l.file)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	text, err := tail(file, info.Size())
	if err != nil {
		return err
	}
	if last, ok := lastEvent(text); ok && onlyNew && last.says(e) {
		return nil
	}
	before := lastFacts(text)
	data, err := encodeLine(e, e.Facts != nil && e.Facts.equal(before))
	if err != nil {
		return err
	}
	if len(text) > 0 && text[len(text)-1] != '\n' {
		data = append([]byte{'\n'}, data...) // of a line that was cut off
	}
	if info.Size()+int64(len(data)) <= maxFile {
		return put(file, data, info.Size())
	}
	return l.rotate(file, e)
}

// put writes all of a line, or nothing of it where the disk is full.
func put(file *os.File, data []byte, end int64) error {
	if _, err := file.Seek(end, io.SeekStart); err != nil {
		return err
	}
	if _, err := file.Write(data); err != nil {
		return errors.Join(err, file.Truncate(end))
	}
	return nil
}

// rotate makes the file the older one, and begins another with the event and all its facts. On Windows a file that is open has no other
// name to take, so it is closed first.
func (l *Log) rotate(full *os.File, e Event) error {
	if err := full.Close(); err != nil {
		return err
	}
	files := l.Files()
	if err := os.Rename(files[0], files[1]); err != nil {
		return err
	}
	data, err := encodeLine(e, false)
	if err != nil {
		return err
	}
	file, info, err := atomicfile.OpenAppend(l.file)
	if err != nil {
		return err
	}
	return errors.Join(put(file, data, info.Size()), file.Close())
}

// tail reads what of a file counts: one that is larger than any of this log is read at its end, from a whole line on.
func tail(file *os.File, size int64) ([]byte, error) {
	begin := max(0, size-2*maxFile)
	text := make([]byte, size-begin)
	n, err := file.ReadAt(text, begin)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	text = text[:n]
	for i := 0; begin > 0 && i < len(text); i++ {
		if text[i] == '\n' {
			return text[i+1:], nil
		}
	}
	if begin > 0 {
		return nil, nil
	}
	return text, nil
}

// says tells whether two events differ in nothing but time.
func (e Event) says(other Event) bool {
	return e.What == other.What && e.Result == other.Result && e.Problem == other.Problem && e.Account == other.Account &&
		e.Provider == other.Provider && e.Subject == other.Subject
}

// isGone is a file that is not there.
func isGone(err error) bool { return errors.Is(err, fs.ErrNotExist) }
