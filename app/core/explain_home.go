package core

import (
	"strconv"
	"strings"

	"latchkey/session"
)

// busy names who holds a lock; false when nothing is known of it.
func busy(e *session.BusyError) (kind, []any, bool) {
	holder := e.Program
	if e.PID != 0 {
		holder = strings.TrimSpace(holder + " (" + strconv.Itoa(e.PID) + ")")
	}
	row := kind{code: "busy_held", exit: ExitBusy, action: "retry"}
	switch {
	case holder == "":
		return kind{}, nil, false
	case e.Gone:
		row.code = "busy_gone"
		return row, []any{"holder", holder}, true
	case e.Host != "":
		return row, []any{"holder", holder, "host", e.Host, "cause", "elsewhere"}, true
	}
	return row, []any{"holder", holder}, true
}

// homeTroubles are the problems of the folder where everything lies.
var homeTroubles = map[session.Trouble]kind{
	session.ReadOnly: {code: "home_read_only", exit: ExitUnexpected, action: "retry"},
	session.NoLocks:  {code: "home_network_lock", exit: ExitUnexpected, action: ""},
	session.Stale:    {code: "home_unreachable", exit: ExitUnexpected, action: "retry"},
	session.Denied:   {code: "home_refused", exit: ExitUnexpected, action: "retry"},
	session.Full:     {code: "disk_full", exit: ExitUnexpected, action: "retry"},
}

// homeTrouble says what the system said of which folder, and what kind of folder
// that is; false when the error names none.
func homeTrouble(err error) (kind, []any, bool) {
	trouble, path := session.TroubleOf(err)
	row, ok := homeTroubles[trouble]
	if !ok {
		return kind{}, nil, false
	}
	cause := "known"
	place, _ := session.PlaceOf(path) // what is not known of it is left out of the words
	if place.Network {
		cause = "network"
	}
	return row, []any{"cause", cause, "path", path, "kind", place.Kind}, true
}

// isHomeTrouble tells the rows that homeTrouble has more to say about.
func isHomeTrouble(code string) bool {
	return code == "home_refused" || code == "home_read_only" || code == "disk_full"
}
