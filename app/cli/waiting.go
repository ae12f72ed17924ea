package cli

import (
	"strconv"
	"time"

	"latchkey/app/core"
	"latchkey/app/present"
)

// tellWaiting says for whom a command waits, so that nobody takes it for stuck.
// The command itself is silent meanwhile.
func (c *call) tellWaiting(w core.LockWait) {
	if w.PID == 0 {
		c.say("cli.waiting.unknown")
		return
	}
	pairs := []any{"program", w.Program, "pid", strconv.Itoa(w.PID)}
	if w.Gone {
		c.say("cli.waiting.gone", pairs...)
		return
	}
	pairs = append(pairs, "time", since(w.Since, c.Now()))
	if w.Host != "" {
		c.say("cli.waiting.elsewhere", append(pairs, "host", w.Host)...)
		return
	}
	c.say("cli.waiting.held", pairs...)
}

// since is a time of today without the day, and any other with it, in figures.
func since(t, now time.Time) string {
	local := t.In(now.Location())
	if local.Format(time.DateOnly) == now.Format(time.DateOnly) {
		return present.Clock(t, now)
	}
	return local.Format("2006-01-02 15:04")
}
