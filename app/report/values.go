package report

import (
	"encoding/json"
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Other stands for what may not be told.
const Other = "other"

// Code is one of Latchkey's own words, a pseudonym, or another value that a Maker
// has let in. Nothing outside this package can make one that is not empty.
type Code struct{ text string }

// String gives the code; empty: there is none.
func (c Code) String() string { return c.text }

// MarshalJSON implements json.Marshaler.
func (c Code) MarshalJSON() ([]byte, error) { return json.Marshal(c.text) }

// Pseudonym stands for a person, an organization, a host or a name: "person-k7f2qa".
type Pseudonym struct{ Code }

// Host is a host name of the provider, or a pseudonym: "host-k7f2qa".
type Host struct{ Code }

// App is a modeling app of the embedded catalogue as people call it, with
// versions, or a pseudonym.
type App struct{ Code }

// Version is the number of a program, such as "1.4.0-dev".
type Version struct{ Code }

// Value is one value of evidence, by its kind.
type Value struct{ Code }

// Number is a count.
type Number int

// Seconds is a length of time; negative is in the past.
type Seconds float64

// MarshalJSON writes a tenth of a second, because no number may be none.
func (s Seconds) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(s)) || math.Abs(float64(s)) > 1e12 {
		return []byte("0"), nil
	}
	return []byte(strconv.FormatFloat(math.Round(float64(s)*10)/10, 'f', -1, 64)), nil
}

// Moment is a point in time, in whole seconds; the zero one is null.
type Moment struct{ time.Time }

// At wraps a time. One that no calendar has is not known.
func At(t time.Time) Moment {
	t = t.UTC().Truncate(time.Second)
	if t.Year() < 1 || t.Year() > 9999 {
		return Moment{}
	}
	return Moment{t}
}

// String is RFC 3339 in UTC, or empty.
func (m Moment) String() string {
	if m.IsZero() {
		return ""
	}
	return m.Format(time.RFC3339)
}

// MarshalJSON implements json.Marshaler.
func (m Moment) MarshalJSON() ([]byte, error) {
	if m.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(m.String())
}

// versions are the numbers of programs, as their makers write them: digits and
// dots, and after them what tells a trial from a release, or a commit.
var versions = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^v?[0-9]{1,6}(\.[0-9]{1,6}){0,4}(-(dev|alpha|beta|rc|test|[0-9]{1,4}|g[0-9a-f]{7,12})(\.[0-9]{1,4})?){0,3}(\+[0-9a-f]{7,12})?$`)
})

// ownVersions are what a build without a number says.
var ownVersions = map[string]bool{"dev": true, "test": true, "": true}

// protocols are the versions that TLS and HTTP write with a name.
var protocols = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(TLS|HTTP|SSL)[ /]?[0-9](\.[0-9])?$`)
})

// VersionOf lets in what looks like a version.
func VersionOf(text string) Version {
	text = strings.TrimSpace(text)
	if ownVersions[text] || versions().MatchString(text) || protocols().MatchString(text) {
		return Version{Code{text}}
	}
	return Version{Code{Other}}
}
