package rights

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"
)

// What an answer may be at most.
const (
	maxBody    = 1 << 20 // bytes
	maxRights  = 20_000
	maxPending = 1_000
	maxText    = 512   // characters of a name or reason
	maxAddress = 2_048 // characters of an address
)

type wireAnswer struct {
	Version      *int          `json:"version"`
	Subject      string        `json:"subject"`
	Issuer       string        `json:"issuer"`
	Organization Organization  `json:"organization"`
	CheckedAt    string        `json:"checked_at"`
	ValidUntil   string        `json:"valid_until"`
	OfflineUntil string        `json:"offline_until"`
	Rights       *[]wireRight  `json:"rights"`
	Pending      []wirePending `json:"pending"`
}

type wireRight struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	State  string `json:"state"`
	Source string `json:"source"`
	Until  string `json:"until"`
	Reason string `json:"reason"`
}

type wirePending struct {
	Kind      string `json:"kind"`
	Name      string `json:"name"`
	AcceptURL string `json:"accept_url"`
}

// Parse reads the JSON of a rights endpoint, version 1: at most 1 MiB, 20,000 rights, 512 characters for a text. A field of a
// wrong type, a doubled name, a missing list of rights or a bad time makes the whole answer ErrMalformed, because half an answer
// would be a statement about the person. An unknown field is ignored, an unknown state becomes Unknown, an unknown source stays
// empty. Whether subject and issuer are the right ones is for the caller to check.
func Parse(body []byte) (Answer, error) {
	if len(body) > maxBody {
		return Answer{}, fmt.Errorf("%w: larger than %d bytes", ErrMalformed, maxBody)
	}
	if err := checkShape(body); err != nil {
		return Answer{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	var wire wireAnswer
	if err := json.Unmarshal(body, &wire); err != nil {
		return Answer{}, fmt.Errorf("%w: a field has a wrong type", ErrMalformed)
	}
	answer, err := wire.answer()
	if err != nil {
		return Answer{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return answer, nil
}

func (w wireAnswer) answer() (Answer, error) {
	switch {
	case w.Version == nil || *w.Version != 1:
		return Answer{}, errors.New("the version is not 1")
	case w.Rights == nil:
		return Answer{}, errors.New("the list of rights is missing")
	case len(*w.Rights) > maxRights || len(w.Pending) > maxPending:
		return Answer{}, errors.New("there are too many entries")
	case !isPlain(w.Subject) || !isPlain(w.Issuer):
		return Answer{}, errors.New("subject or issuer is not plain text")
	}
	answer := Answer{
		Version: 1, Subject: w.Subject, Issuer: w.Issuer,
		Organization: Organization{ID: cleanText(w.Organization.ID), Name: cleanText(w.Organization.Name)},
		Rights:       make([]Right, 0, len(*w.Rights)),
		Pending:      make([]Pending, 0, len(w.Pending)),
	}
	var err error
	for _, field := range []struct {
		text string
		at   *time.Time
	}{{w.CheckedAt, &answer.CheckedAt}, {w.ValidUntil, &answer.ValidUntil}, {w.OfflineUntil, &answer.OfflineUntil}} {
		if *field.at, err = parseTime(field.text, false); err != nil {
			return Answer{}, err
		}
	}
	for _, wire := range *w.Rights {
		right, err := wire.right()
		if err != nil {
			return Answer{}, err
		}
		answer.Rights = append(answer.Rights, right)
	}
	for _, wire := range w.Pending {
		answer.Pending = append(answer.Pending, wire.pending())
	}
	return answer, nil
}

// right refuses an id with strange characters: cleaned, it might become another right's.
func (w wireRight) right() (Right, error) {
	if w.ID == "" || !isPlain(w.ID) {
		return Right{}, errors.New("a right has no usable id")
	}
	until, err := parseTime(w.Until, true)
	if err != nil {
		return Right{}, err
	}
	right := Right{
		ID: w.ID, Name: cleanText(w.Name), State: knownState(w.State), Source: knownSource(w.Source),
		Until: until, Reason: cleanText(w.Reason),
	}
	if right.Name == "" {
		right.Name = right.ID
	}
	return right, nil
}

func (w wirePending) pending() Pending {
	kind := w.Kind
	if !slices.Contains([]string{SourceOrganization, SourceGroup, SourceExternal}, kind) {
		kind = ""
	}
	return Pending{Kind: kind, Name: cleanText(w.Name), AcceptURL: safeAddress(w.AcceptURL)}
}

func knownState(word string) State {
	state := State(word)
	switch state {
	case Granted, Denied, Expired, PendingInvitation, NeedsSignIn, NeedsVerification, SeatLimit:
		return state
	default:
		return Unknown
	}
}

func knownSource(word string) string {
	switch word {
	case SourceOrganization, SourceGroup, SourceExternal, SourcePersonal, SourceMaintenance, SourceClaim:
		return word
	default:
		return ""
	}
}

// parseTime reads RFC 3339. A day, where one is allowed, lasts until its last second, UTC. Times before 1970 are refused: the
// zero time means "no end" here, and must not come from a server.
func parseTime(text string, dayAllowed bool) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if day, dayErr := time.Parse(time.DateOnly, text); dayErr == nil && dayAllowed {
		at, err = day.Add(24*time.Hour-time.Second), nil
	}
	at = at.UTC()
	if err != nil || at.Year() < 1970 || at.Year() > 9999 {
		return time.Time{}, errors.New("a time is not RFC 3339")
	}
	return at, nil
}

// safeAddress keeps only an address that a person can be sent to: https, or http on this machine.
func safeAddress(text string) string {
	if len(text) > maxAddress || !isPrintableASCII(text) {
		return ""
	}
	address, err := url.Parse(text)
	if err != nil || address.Host == "" || address.User != nil {
		return ""
	}
	host := address.Hostname()
	isLoopback := strings.EqualFold(host, "localhost") || net.ParseIP(host).IsLoopback()
	if address.Scheme != "https" && (address.Scheme != "http" || !isLoopback) {
		return ""
	}
	return text
}
