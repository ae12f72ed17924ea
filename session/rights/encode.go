package rights

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"latchkey/session/internal/checked"
)

const (
	cacheSchema = "latchkey.rights-cache/1"
	maxFile     = 16 << 20 // bytes; the largest answer, indented
)

// cacheFile is one file of the cache. It names its key, so that a renamed file is not taken for another person's.
type cacheFile struct {
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

func (f cacheFile) key() Key {
	return Key{Issuer: f.Issuer, Subject: f.Subject, Organization: f.Organization, ClientID: f.ClientID}
}

func encodeSnapshot(key Key, snapshot Snapshot) ([]byte, error) {
	file := cacheFile{
		Schema: cacheSchema, Issuer: key.Issuer, Subject: key.Subject, Organization: key.Organization, ClientID: key.ClientID,
		FetchedAt: snapshot.FetchedAt.UTC(), ETag: snapshot.ETag, Generation: snapshot.Generation, Answer: snapshot.Answer,
	}
	// Encoding once and reading back gives the form that stays the same from then on (valid UTF-8).
	data, err := json.Marshal(file)
	if err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	var stable cacheFile
	if err := json.Unmarshal(data, &stable); err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	return checked.Encode(&stable, &stable.Checksum)
}

func decodeSnapshot(key Key, data []byte) (Snapshot, error) {
	var file cacheFile
	if err := checked.Decode(data, &file, &file.Checksum); err != nil {
		return Snapshot{}, err
	}
	if file.Schema != cacheSchema || file.key() != key {
		return Snapshot{}, errors.New("the file belongs to another key or version")
	}
	return Snapshot{Answer: file.Answer, FetchedAt: file.FetchedAt, ETag: file.ETag, Generation: file.Generation}, nil
}
