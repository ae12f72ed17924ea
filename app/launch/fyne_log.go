//go:build !nogui

package launch

import (
	"bytes"
	"io"
	"log"
)

// fyneLog takes what Fyne says through package log. Once the window has ended
// only wrong threads are worth hearing: while it saves its preferences at the
// end, Fyne reads them half written and complains about itself.
type fyneLog struct {
	to      io.Writer
	stopped <-chan struct{}
}

// Write passes a message on, or drops it.
func (l fyneLog) Write(message []byte) (int, error) {
	select {
	case <-l.stopped:
		if !bytes.Contains(message, []byte("call thread")) {
			return len(message), nil
		}
	default:
	}
	return l.to.Write(message)
}

// hearFyne sets the log's output; the result puts back what was there.
func hearFyne(stopped <-chan struct{}) (restore func()) {
	before := log.Writer()
	log.SetOutput(fyneLog{to: before, stopped: stopped})
	return func() { log.SetOutput(before) }
}
