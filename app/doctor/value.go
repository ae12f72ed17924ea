package doctor

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Kind says what a value of evidence is, so that a report for support can keep
// what is safe and replace what names a person or a place.
type Kind string

// The kinds.
const (
	KindNumber  Kind = "number"
	KindSeconds Kind = "seconds"
	KindMoment  Kind = "moment"  // RFC 3339 in UTC
	KindCode    Kind = "code"    // one of Latchkey's own words: a state, a source, a system
	KindVersion Kind = "version" // of a program or a protocol
	KindApp     Kind = "app"     // a modeling app of the catalogue, as people call it
	KindHost    Kind = "host"    // a host name, perhaps with a port
	KindAddress Kind = "address" // a web address without query
	KindPerson  Kind = "person"  // an e-mail or a name
	KindPath    Kind = "path"
	KindName    Kind = "name" // what somebody else has named: an organization, a right, a program, a certificate's issuer
)

// Value is one value of evidence, as text that needs no more formatting than its
// kind says.
type Value struct {
	Kind Kind
	Text string
}

// Number is a count.
func Number(n int) Value { return Value{KindNumber, strconv.Itoa(n)} }

// Seconds is a length of time, in whole seconds; negative is in the past.
func Seconds(d time.Duration) Value {
	return Value{KindSeconds, strconv.FormatInt(int64(d/time.Second), 10)}
}

// Moment is a point in time; the zero time is empty.
func Moment(t time.Time) Value {
	if t.IsZero() {
		return Value{KindMoment, ""}
	}
	return Value{KindMoment, t.UTC().Format(time.RFC3339)}
}

// Code is one of Latchkey's own words.
func Code(s string) Value { return Value{KindCode, s} }

// Version is the version of a program or a protocol.
func Version(s string) Value { return Value{KindVersion, s} }

// App is a modeling app of the catalogue.
func App(s string) Value { return Value{KindApp, s} }

// Host is a host name, perhaps with a port.
func Host(s string) Value { return Value{KindHost, oneLine(s)} }

// Address is a web address without query.
func Address(s string) Value { return Value{KindAddress, oneLine(s)} }

// Person is an e-mail or the name of somebody.
func Person(s string) Value { return Value{KindPerson, oneLine(s)} }

// Path is a file or a folder.
func Path(s string) Value { return Value{KindPath, s} }

// Name is what somebody else has named.
func Name(s string) Value { return Value{KindName, oneLine(s)} }

// maxText bounds what somebody else has named; a host name has at most 253 letters.
const maxText = 300

// oneLine leaves out of a text that a server, a certificate or another program may
// have chosen what no reader sees and a terminal obeys. In JSON it would get there too.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' ' // a line break separates words
		case !unicode.IsPrint(r) || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, text)
	if runes := []rune(text); len(runes) > maxText {
		return string(runes[:maxText])
	}
	return text
}
