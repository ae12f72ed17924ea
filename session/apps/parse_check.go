package apps

import (
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Why an entry is refused. Each has a translation under reason.
const (
	whyID         = "must be lower-case letters, digits or dashes"
	whyForbid     = "a prohibition holds an id and nothing else"
	whyText       = "must be text on one line, printable and not too long"
	whyMany       = "there are too many of them"
	whyProcess    = "must be the name of a program without its folder"
	whySystem     = "must be linux, macos or windows"
	whyKind       = "must be session, cache or licence"
	whyReset      = "must be file, in_app or web"
	whyNoReset    = "a licence has no reset: it is shown and never touched"
	whyConfidence = "must be high, medium or low"
	whyDate       = "must be a date such as 2026-11-22"
	whyWhen       = "must be before, instead or after"
	whyDo         = "must be close, restart, sign_in or sign_out"
	whyEmpty      = "must not be empty"
	whyURL        = "must be https"
)

// Bounds of an entry; letters in bytes.
const (
	maxID       = 40
	maxName     = 80
	maxText     = 600
	maxPrograms = 32
	maxStates   = 40
	maxTraces   = 40
	maxSteps    = 20
)

func (c checker) checkHead(raw entryFile) error {
	switch {
	case !isID(raw.ID):
		return c.wrong("id", whyID)
	case !isText(raw.Name, maxName):
		return c.wrong("name", whyText)
	case !isText(raw.Vendor, maxName):
		return c.wrong("vendor", whyText)
	case len(raw.Processes) > maxPrograms:
		return c.wrong("processes", whyMany)
	case len(raw.States) == 0:
		return c.wrong("state", whyEmpty)
	case len(raw.States) > maxStates:
		return c.wrong("state", whyMany)
	case len(raw.Traces) > maxTraces:
		return c.wrong("trace", whyMany)
	case len(raw.Steps) > maxSteps:
		return c.wrong("step", whyMany)
	}
	for _, name := range raw.Processes {
		if !isText(name, maxName) || strings.ContainsAny(name, `/\`) {
			return c.wrong("processes", whyProcess)
		}
	}
	return nil
}

func (c checker) checkState(state stateFile, i int) error {
	wrong := func(key, reason string) error { return c.in("state", i, key, reason) }
	switch {
	case !isSystem(state.System):
		return wrong("system", whySystem)
	case !isText(state.Source, maxText):
		return wrong("source", whyText)
	case !slices.Contains([]Confidence{High, Medium, Low}, Confidence(state.Confidence)):
		return wrong("confidence", whyConfidence)
	case !isDate(state.Checked):
		return wrong("checked", whyDate)
	}
	purpose, method := forState, Method(state.Reset)
	switch Kind(state.Kind) {
	case kindLicence:
		purpose = forLicence
		if method != "" {
			return wrong("reset", whyNoReset)
		}
	case Session, Cache:
		if !slices.Contains([]Method{ByFile, InApp, ByWeb}, method) {
			return wrong("reset", whyReset)
		}
	default:
		return wrong("kind", whyKind)
	}
	if state.Path == "" && (method == InApp || method == ByWeb) {
		return nil // guided, and it is not known where
	}
	if state.Path == "" {
		return wrong("path", whyEmpty)
	}
	if _, reason := parsePattern(System(state.System), state.Path, purpose); reason != "" {
		return wrong("path", reason)
	}
	return nil
}

func (c checker) checkTrace(trace traceFile, i int) error {
	if !isSystem(trace.System) {
		return c.in("trace", i, "system", whySystem)
	}
	if _, reason := parsePattern(System(trace.System), trace.Path, forTrace); reason != "" {
		return c.in("trace", i, "path", reason)
	}
	return nil
}

func (c checker) checkStep(step stepFile, i int) error {
	wrong := func(key, reason string) error { return c.in("step", i, key, reason) }
	switch {
	case !slices.Contains([]StepTime{Before, Instead, After}, StepTime(step.When)):
		return wrong("when", whyWhen)
	case !slices.Contains([]StepAct{ActClose, ActRestart, ActSignIn, ActSignOut, ActOther}, StepAct(step.Do)):
		return wrong("do", whyDo)
	case !isText(step.En, maxText):
		return wrong("en", whyText)
	case step.Nl != "" && !isText(step.Nl, maxText):
		return wrong("nl", whyText)
	case step.URL != "" && !isAddress(step.URL):
		return wrong("url", whyURL)
	}
	return nil
}

// isID: it becomes part of a scope and of a file's name.
func isID(id string) bool {
	return id != "" && len(id) <= maxID && !strings.HasPrefix(id, "-") &&
		strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

func isSystem(name string) bool {
	return slices.Contains([]System{Linux, MacOS, Windows}, System(name))
}

// isText: something to read, on one line, and nothing that could play with a terminal or turn the line around.
func isText(text string, limit int) bool {
	return strings.TrimSpace(text) != "" && len(text) <= limit && utf8.ValidString(text) && !strings.ContainsFunc(text, isHidden)
}

// isDate: a day, which the library gives as midnight.
func isDate(day time.Time) bool {
	year := day.Year()
	return 2000 <= year && year < 2200 && day.Hour() == 0 && day.Minute() == 0 && day.Second() == 0 && day.Nanosecond() == 0
}

func isAddress(text string) bool {
	address, err := url.Parse(text)
	return err == nil && address.Scheme == "https" && address.Host != "" && address.User == nil && isText(text, maxText) &&
		!strings.ContainsAny(text, " \"<>\\^`{|}")
}
