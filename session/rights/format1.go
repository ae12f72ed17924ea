package rights

import (
	"errors"
	"time"

	"latchkey/session/internal/checked"
)

const (
	schemaFormat1  = "latchkey.rights-cache/1"
	maxFileFormat1 = 16 << 20 // bytes; the largest answer of that time, indented
)

// format1 is a whole file as the first versions wrote it: one JSON document about one source, which it does not name. It is
// read, so that an update drops nothing that counts offline, and never written.
type format1 struct {
	Schema       string    `json:"schema"`
	Issuer       string    `json:"issuer"`
	Subject      string    `json:"subject"`
	Organization string    `json:"organization"`
	ClientID     string    `json:"client_id"`
	FetchedAt    time.Time `json:"fetched_at"`
	ETag         string    `json:"etag"`
	Generation   uint64    `json:"generation"`
	Answer       Answer    `json:"answer"`
	Checksum     string    `json:"checksum"`
}

func decodeFormat1(key Key, data []byte) (Snapshot, error) {
	var file format1
	if err := checked.Decode(data, &file, &file.Checksum); err != nil {
		return Snapshot{}, err
	}
	written := Key{Issuer: file.Issuer, Subject: file.Subject, Organization: file.Organization, ClientID: file.ClientID}
	if file.Schema != schemaFormat1 || written != key {
		return Snapshot{}, errors.New("the file belongs to another key or version")
	}
	part := Part{Source: file.source(), Answer: file.Answer, FetchedAt: file.FetchedAt, ETag: file.ETag}
	return Snapshot{Parts: []Part{part}, Generation: file.Generation}, nil
}

// source tells the two sources of that time apart: every right that was read from claims says so.
func (f format1) source() string {
	for _, right := range f.Answer.Rights {
		if right.Source != SourceClaim {
			return sourceEndpoint
		}
	}
	if len(f.Answer.Rights) == 0 || f.ETag != "" {
		return sourceEndpoint
	}
	return sourceClaims
}

// The names of the sources that format 1 knew.
const (
	sourceEndpoint = "endpoint"
	sourceClaims   = "claims"
)
