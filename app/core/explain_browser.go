package core

import (
	"errors"
	"strings"

	"latchkey/session/browsers"
)

// browserProblems are those about the browsers' cookies.
func browserProblems() []kind {
	return []kind{
		{code: "browser_running", exit: ExitBusy, action: "retry"},
		{code: "browser_unknown", exit: ExitUsage},
		{code: "browser_unknown_schema", exit: ExitUnexpected},
		{code: "browser_refused", exit: ExitUnexpected},
		{code: "browser_damaged", exit: ExitUnexpected},
		{code: "browser_failed", exit: ExitUnexpected, action: "retry"},
	}
}

// specificBrowser tells why a browser's cookies were left as they are.
func specificBrowser(err error) (kind, []any, bool) {
	code, pairs := "", []any{}
	var store *browsers.StoreError
	var unknown *UnknownBrowserError
	var running *AppRunningError
	switch {
	case errors.As(err, &running) && running.Browsers:
		code, pairs = "browser_running", []any{"apps", strings.Join(running.Apps, ", ")}
	case errors.As(err, &unknown):
		code, pairs = "browser_unknown", []any{"browser", unknown.ID}
	case !errors.As(err, &store):
		return kind{}, nil, false
	case errors.Is(err, browsers.ErrRunning), errors.Is(err, browsers.ErrLocked):
		code, pairs = "browser_running", []any{"apps", store.Path}
	case errors.Is(err, browsers.ErrUnknownSchema):
		code = "browser_unknown_schema"
	case errors.Is(err, browsers.ErrRefused), errors.Is(err, browsers.ErrReadOnly):
		code = "browser_refused"
	case errors.Is(err, browsers.ErrDamaged):
		code = "browser_damaged"
	default:
		code = "browser_failed"
	}
	for _, row := range browserProblems() {
		if row.code != code {
			continue
		}
		if store != nil {
			pairs = append(pairs, "file", store.Path, "reason", store.Reason)
		}
		return row, pairs, true
	}
	return kind{}, nil, false
}
