package rights

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"latchkey/session/internal/checked"
)

// A cached file of format 2 is a head, which is one line of JSON, and a body of one line for each right, so that the head alone can be
// read, and the body be searched, however many rights there are.
const (
	schemaFormat2 = "latchkey.rights-cache/2"
	startFormat2  = `{"schema":"` + schemaFormat2 + `",` // how such a file begins, and no file of format 1
	maxFile       = 192 << 20                            // bytes; more than all sources together may say
	maxHead       = 32 << 20                             // bytes; thousands of invitations
	maxParts      = 16
)

// cacheHead names its key, so that a renamed file is not taken for another person's.
type cacheHead struct {
	Schema       string     `json:"schema"`
	Issuer       string     `json:"issuer"`
	Subject      string     `json:"subject"`
	Organization string     `json:"organization"`
	ClientID     string     `json:"client_id"`
	Generation   uint64     `json:"generation"`
	CountedAt    time.Time  `json:"counted_at"`
	Parts        []partHead `json:"parts"`
	BodyLength   int64      `json:"body_length"` // bytes
	BodyCRC32C   uint32     `json:"body_crc32c"`
	Checksum     string     `json:"checksum"` // of the head
}

// partHead is everything of a part but its rights, and what status wants to know about these.
type partHead struct {
	Source       string       `json:"source"`
	Version      int          `json:"version"`
	Subject      string       `json:"subject"`
	Issuer       string       `json:"issuer"`
	Organization Organization `json:"organization"`
	CheckedAt    time.Time    `json:"checked_at,omitzero"`
	ValidUntil   time.Time    `json:"valid_until,omitzero"`
	OfflineUntil time.Time    `json:"offline_until,omitzero"`
	FetchedAt    time.Time    `json:"fetched_at,omitzero"`
	ServerDate   time.Time    `json:"server_date,omitzero"`
	ETag         string       `json:"etag"`
	Pending      []Pending    `json:"pending"`
	Count        int          `json:"count"`   // rights, and lines in the body
	Granted      int          `json:"granted"` // of them, at CountedAt
	NextEnd      time.Time    `json:"next_end,omitzero"`
}

func headOf(key Key, snapshot Snapshot, now time.Time) (cacheHead, error) {
	head := cacheHead{
		Schema: schemaFormat2, Issuer: key.Issuer, Subject: key.Subject, Organization: key.Organization, ClientID: key.ClientID,
		Generation: snapshot.Generation, CountedAt: now.UTC(), Parts: []partHead{},
	}
	if len(snapshot.Parts) > maxParts {
		return cacheHead{}, fmt.Errorf("there are more than %d sources", maxParts)
	}
	for i, part := range snapshot.Parts {
		if _, twice := (Snapshot{Parts: snapshot.Parts[:i]}).Part(part.Source); twice {
			return cacheHead{}, errors.New("a source is doubled")
		}
		head.Parts = append(head.Parts, headOfPart(part, head.CountedAt))
	}
	return head, nil
}

func headOfPart(part Part, now time.Time) partHead {
	head := partHead{
		Source: part.Source, Version: part.Answer.Version, Subject: part.Answer.Subject, Issuer: part.Answer.Issuer,
		Organization: part.Answer.Organization, CheckedAt: part.Answer.CheckedAt.UTC(), ValidUntil: part.Answer.ValidUntil.UTC(),
		OfflineUntil: part.Answer.OfflineUntil.UTC(), FetchedAt: part.FetchedAt.UTC(), ServerDate: part.ServerDate.UTC(),
		ETag: part.ETag, Pending: part.Answer.Pending, Count: len(part.Answer.Rights),
	}
	if head.Pending == nil {
		head.Pending = []Pending{}
	}
	for i := range part.Answer.Rights {
		right := &part.Answer.Rights[i]
		if !right.grantedAt(now) {
			continue
		}
		head.Granted++
		if !right.Until.IsZero() && (head.NextEnd.IsZero() || right.Until.Before(head.NextEnd)) {
			head.NextEnd = right.Until.UTC()
		}
	}
	return head
}

// part gives it back without its rights.
func (h partHead) part() Part {
	return Part{
		Source: h.Source, FetchedAt: h.FetchedAt, ServerDate: h.ServerDate, ETag: h.ETag,
		Answer: Answer{
			Version: h.Version, Subject: h.Subject, Issuer: h.Issuer, Organization: h.Organization,
			CheckedAt: h.CheckedAt, ValidUntil: h.ValidUntil, OfflineUntil: h.OfflineUntil,
			Rights: []Right{}, Pending: h.Pending,
		},
	}
}

// line gives the head as it stands in the file, with its line break.
func (h cacheHead) line() ([]byte, error) {
	// Encoding once and reading back gives the form that stays the same from then on (valid UTF-8).
	data, err := json.Marshal(h)
	if err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	var stable cacheHead
	if err := json.Unmarshal(data, &stable); err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	if stable.key() != h.key() {
		return nil, errors.New("encode: the key is not plain text")
	}
	indented, err := checked.Encode(&stable, &stable.Checksum)
	if err != nil {
		return nil, err
	}
	var line bytes.Buffer
	if err := json.Compact(&line, indented); err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	line.WriteByte('\n')
	if line.Len() > maxHead {
		return nil, errors.New("encode: the head is too large")
	}
	return line.Bytes(), nil
}

func (h cacheHead) key() Key {
	return Key{Issuer: h.Issuer, Subject: h.Subject, Organization: h.Organization, ClientID: h.ClientID}
}

// parseHead reads the head's line, without its line break. A head that passes can be relied on: it is as it was written, about this key,
// and its numbers fit each other.
func parseHead(key Key, line []byte) (cacheHead, error) {
	var head cacheHead
	if err := checked.Decode(line, &head, &head.Checksum); err != nil {
		return cacheHead{}, err
	}
	if head.Schema != schemaFormat2 || head.key() != key {
		return cacheHead{}, errors.New("the file belongs to another key or version")
	}
	lines, sources := int64(0), map[string]bool{}
	for _, part := range head.Parts {
		if part.Count < 0 || part.Granted < 0 || part.Granted > part.Count || part.Pending == nil || sources[part.Source] {
			return cacheHead{}, errors.New("the head is contradictory")
		}
		sources[part.Source] = true
		lines += int64(part.Count)
	}
	if len(head.Parts) > maxParts || head.Parts == nil || head.BodyLength > maxFile || head.BodyLength < lines*int64(minLine) {
		return cacheHead{}, errors.New("the head is contradictory")
	}
	return head, nil
}
