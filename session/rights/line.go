package rights

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A line of the body is a right's id, state, source, end, name and reason, each ended by a tab but the last, which a line break ends:
//
//	tekla.warehouse	granted	organization	2027-03-31T23:59:59Z	Tekla Warehouse	⏎
//
// The id comes first, so that one right is found without taking lines apart. No field can hold a tab or a line break.
const (
	fieldTabs = 5
	minLine   = len("i\tdenied\t\t\t\t\n") // bytes, of the shortest line
)

// appendLine refuses an id with control characters: cleaned, it might become another right's. Other texts are cleaned. A state that
// is none of the known ones becomes Unknown.
func appendLine(body []byte, right *Right) ([]byte, error) {
	if right.ID == "" || cleanField(right.ID) != right.ID {
		return nil, fmt.Errorf("%w: a right has no usable id", ErrMalformed)
	}
	state, known := stateNamed(string(right.State))
	if !known {
		state = Unknown
	}
	body = append(append(body, right.ID...), '\t')
	body = append(append(body, state...), '\t')
	body = append(append(body, cleanField(right.Source)...), '\t')
	if !right.Until.IsZero() {
		until := right.Until.UTC()
		if until.Year() < 0 || until.Year() > 9999 {
			return nil, fmt.Errorf("%w: the end of a right is out of range", ErrMalformed)
		}
		body = until.AppendFormat(body, time.RFC3339Nano)
	}
	body = append(append(body, '\t'), cleanField(right.Name)...)
	body = append(append(body, '\t'), cleanField(right.Reason)...)
	return append(body, '\n'), nil
}

// parseLine takes a line apart, without its line break. The texts are parts of the line.
func parseLine(line string, ends *endsReader) (Right, error) {
	var fields [fieldTabs + 1]string
	for i := range fieldTabs {
		tab := strings.IndexByte(line, '\t')
		if tab < 0 {
			return Right{}, errLine
		}
		fields[i], line = line[:tab], line[tab+1:]
	}
	fields[fieldTabs] = line
	state, known := stateNamed(fields[1])
	if fields[0] == "" || !known || strings.IndexByte(line, '\t') >= 0 {
		return Right{}, errLine
	}
	until, err := ends.read(fields[3])
	if err != nil {
		return Right{}, err
	}
	return Right{
		ID: fields[0], Name: fields[4], State: state, Source: fields[2], Until: until, Reason: fields[5],
	}, nil
}

var errLine = errors.New("a line is not one right")

// endsReader remembers the last end, because rights often end together.
type endsReader struct {
	text string
	at   time.Time
}

func (e *endsReader) read(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil // no end is named, also below a right that has one
	}
	if text == e.text {
		return e.at, nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil || at.IsZero() || !isCanonical(text) {
		return time.Time{}, errLine
	}
	e.text, e.at = text, at
	return at, nil
}

// isCanonical reports whether a time is in the one form that is written: UTC, with a fraction only where there is one.
func isCanonical(text string) bool {
	const seconds = len("2026-11-22T12:00:00")
	fraction, isUTC := strings.CutSuffix(text[seconds:], "Z")
	return isUTC && (fraction == "" || (fraction[0] == '.' && !strings.HasSuffix(fraction, "0") && len(fraction) <= len(".000000000")))
}

// stateNamed reports whether a word is one of the states.
func stateNamed(word string) (State, bool) {
	switch state := State(word); state {
	case Granted, Denied, Expired, PendingInvitation, NeedsSignIn, NeedsVerification, SeatLimit, Unknown:
		return state, true
	default:
		return "", false
	}
}

// cleanField leaves no control character and no broken encoding in a text. Nearly every text passes as it is.
func cleanField(text string) string {
	for i := range len(text) {
		if text[i] < ' ' || text[i] >= utf8.RuneSelf-1 {
			return strings.Map(func(r rune) rune {
				if unicode.IsControl(r) {
					return ' '
				}
				return r
			}, strings.ToValidUTF8(text, "\uFFFD"))
		}
	}
	return text
}
