package core

import (
	"time"

	"latchkey/session"
)

// LockWait says for whom a job waits, as far as that one left word.
type LockWait struct {
	Program string    // "latchkey"; empty: nothing is known
	PID     int       // process id; 0: unknown
	Since   time.Time // when it began, UTC; zero: unknown
	Host    string    // name of its computer, when that is another one
	Gone    bool      // it has ended, and what it locked is held all the same
}

// waitTeller hands on who holds a lock; nil when nobody wants to know.
func waitTeller(told func(LockWait)) func(session.BusyError) {
	if told == nil {
		return nil
	}
	return func(busy session.BusyError) {
		told(LockWait{Program: busy.Program, PID: busy.PID, Since: busy.Since, Host: busy.Host, Gone: busy.Gone})
	}
}
