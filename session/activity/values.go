package activity

import (
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

const (
	maxCode   = 100
	maxText   = 120 // runes
	maxApps   = 100
	maxCounts = 16
	maxCount  = 1_000_000_000
	maxDays   = 366 * 24 * 60 // minutes that a clock may be off
)

const (
	codeLetters    = "abcdefghijklmnopqrstuvwxyz0123456789_.:@,/+-"
	versionLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+-"
	hexLetters     = "0123456789abcdef"
)

// isCode says whether a text is empty or one of Latchkey's own words.
func isCode(s string) bool { return consistsOf(s, codeLetters, maxCode) }

func isVersion(s string) bool { return consistsOf(s, versionLetters, 64) }

func isHex(s string) bool { return consistsOf(s, hexLetters, 64) }

func consistsOf(s, letters string, most int) bool {
	return len(s) <= most && strings.Trim(s, letters) == ""
}

// isText says whether a text that somebody else has named can be shown on one line as it is.
func isText(s string) bool { return s == textOf(s) }

// textOf keeps of a text what can be shown on one line.
func textOf(s string) string {
	hides := func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}
	runes := []rune(strings.Map(hides, s))
	return string(runes[:min(len(runes), maxText)])
}

// isAddress says whether a text is empty or the address of a proxy, without user.
func isAddress(s string) bool {
	return consistsOf(s, versionLetters+":/[]", 300)
}

// valid says whether every value is of its alphabet.
func (e Event) valid() bool {
	for _, code := range []string{e.What, e.Result, e.Problem, e.Provider, e.Subject} {
		if !isCode(code) {
			return false
		}
	}
	isResult := slices.Contains([]string{OK, Failed, Partly, Cancelled}, e.Result)
	at := e.At.UTC()
	if e.What == "" || !isResult || at.Year() < 2000 || at.Year() > 9999 {
		return false
	}
	measured := e.Seconds >= 0 && e.Seconds < 1e9 // NaN is not
	return measured && isHex(e.Account) && isVersion(e.Version) && isHex(e.Policy) && validCounts(e.Counts) && e.Facts.valid()
}

func validCounts(counts map[string]int) bool {
	for name, n := range counts {
		if name == "" || !isCode(name) || n < -maxCount || n > maxCount {
			return false
		}
	}
	return len(counts) <= maxCounts
}

func (f *Facts) valid() bool {
	if f == nil {
		return true
	}
	for _, app := range f.Apps {
		if app == "" || !isCode(strings.ToLower(app)) || strings.Contains(app, ",") {
			return false
		}
	}
	isMinutes := f.ClockAhead >= -maxDays && f.ClockAhead <= maxDays
	return isMinutes && len(f.Apps) <= maxApps && isAddress(f.Proxy) && isText(f.CAIssuer) &&
		isText(f.Organization.ID) && isText(f.Organization.Name)
}

// cleaned leaves out what may not be written, and never the event as a whole: what is known of it is better than nothing.
func (e Event) cleaned() Event {
	for _, code := range []*string{&e.What, &e.Result, &e.Problem, &e.Provider, &e.Subject} {
		if !isCode(*code) {
			*code = ""
		}
	}
	for text, is := range map[*string]func(string) bool{&e.Account: isHex, &e.Version: isVersion, &e.Policy: isHex} {
		if !is(*text) {
			*text = ""
		}
	}
	if e.Seconds < 0 || e.Seconds >= 1e9 || math.IsNaN(e.Seconds) {
		e.Seconds = 0
	}
	e.Seconds = math.Round(e.Seconds*1000) / 1000
	e.At = e.At.UTC().Truncate(time.Millisecond)
	if !validCounts(e.Counts) {
		e.Counts = nil
	}
	e.Facts = e.Facts.cleaned()
	return e
}

func (f *Facts) cleaned() *Facts {
	if f == nil {
		return nil
	}
	kept := *f
	kept.CAIssuer = textOf(f.CAIssuer)
	kept.Organization = Organization{ID: textOf(f.Organization.ID), Name: textOf(f.Organization.Name)}
	kept.ClockAhead = max(-maxDays, min(maxDays, f.ClockAhead))
	if !isAddress(f.Proxy) {
		kept.Proxy, kept.ProxyUnknown = "", true
	}
	kept.Apps = nil
	for _, app := range f.Apps {
		if (&Facts{Apps: []string{app}}).valid() {
			kept.Apps = append(kept.Apps, app)
		}
	}
	slices.Sort(kept.Apps)
	kept.Apps = slices.Compact(kept.Apps)
	kept.Apps = kept.Apps[:min(len(kept.Apps), maxApps)]
	return &kept
}
