package formats

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"latchkey/session/rights"
)

// usualRight is about how many bytes one right takes, to have room for all of them from the start.
const usualRight = 100

type wireAnswer struct {
	Version      *float64          `json:"version"`
	Subject      string            `json:"subject"`
	Issuer       string            `json:"issuer"`
	Organization wireOrganization  `json:"organization"`
	CheckedAt    string            `json:"checked_at"`
	ValidUntil   string            `json:"valid_until"`
	OfflineUntil string            `json:"offline_until"`
	Rights       each[wireRight]   `json:"rights"`
	Pending      each[wirePending] `json:"pending"`
	Others       jsontext.Value    `json:",embed"`
}

type wireOrganization struct {
	ID     string         `json:"id"`
	Name   string         `json:"name"`
	Others jsontext.Value `json:",embed"`
}

type wirePending struct {
	Kind      string         `json:"kind"`
	Name      string         `json:"name"`
	AcceptURL string         `json:"accept_url"`
	Others    jsontext.Value `json:",embed"`
}

// Endpoint reads the JSON of a rights endpoint, version 1, as docs/rights.schema.json describes it: at most MaxBody bytes, 200,000
// rights and 1,000 invitations; longer texts than 512 characters are cut. A field of a wrong type, a doubled name, a name in other
// letters (Until for until), a missing list of rights, an id that is not plain text or a bad time makes the whole answer
// rights.ErrMalformed, because half an answer would be a statement about the person. An unknown field is ignored, null is a field
// that is not there, an unknown state becomes rights.Unknown, an unknown source stays empty. Whether subject and issuer are the
// right ones is for the caller to check; each may be empty.
func Endpoint(body []byte) (rights.Answer, error) {
	answer := rights.Answer{
		Version: 1,
		Rights:  make([]rights.Right, 0, min(maxRights, bytes.Count(body, []byte(`"id"`)))), // without slack: there may be many
		Pending: []rights.Pending{},
	}
	wire := wireAnswer{
		Rights: each[wireRight]{take: func(wire *wireRight) error {
			right, err := wire.right()
			answer.Rights = append(answer.Rights, right)
			return err
		}},
		Pending: each[wirePending]{take: func(wire *wirePending) error {
			if len(answer.Pending) == maxPending {
				return errTooMany
			}
			answer.Pending = append(answer.Pending, wire.pending())
			return checkNames(wire.Others, "kind", "name", "accept_url")
		}},
	}
	if err := decode(body, &wire); err != nil {
		return rights.Answer{}, err
	}
	if err := wire.fill(&answer); err != nil {
		return rights.Answer{}, fmt.Errorf("%w: %w", rights.ErrMalformed, err)
	}
	return answer, nil
}

// fill adds everything but the lists.
func (w *wireAnswer) fill(answer *rights.Answer) error {
	if err := w.check(); err != nil {
		return err
	}
	answer.Subject, answer.Issuer = w.Subject, w.Issuer
	answer.Organization = rights.Organization{ID: cleanText(w.Organization.ID), Name: cleanText(w.Organization.Name)}
	var err error
	if answer.CheckedAt, err = parseTime(w.CheckedAt); err != nil {
		return err
	}
	if answer.ValidUntil, err = parseTime(w.ValidUntil); err != nil {
		return err
	}
	answer.OfflineUntil, err = parseTime(w.OfflineUntil)
	return err
}

func (w *wireAnswer) check() error {
	switch {
	case w.Version == nil || *w.Version != 1:
		return flaw("the version is not 1")
	case !w.Rights.isThere:
		return flaw("the list of rights is missing")
	case !isPlain(w.Subject) || !isPlain(w.Issuer):
		return flaw("subject or issuer is not plain text")
	}
	if err := checkNames(w.Organization.Others, "id", "name"); err != nil {
		return err
	}
	return checkNames(w.Others, "version", "subject", "issuer", "organization", "checked_at", "valid_until", "offline_until",
		"rights", "pending")
}

func (w *wirePending) pending() rights.Pending {
	kind := w.Kind
	if !slices.Contains([]string{rights.SourceOrganization, rights.SourceGroup, rights.SourceExternal}, kind) {
		kind = ""
	}
	return rights.Pending{Kind: kind, Name: cleanText(w.Name), AcceptURL: safeAddress(w.AcceptURL)}
}
