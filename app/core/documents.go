package core

import (
	"encoding/json"
	"log/slog"
	"path/filepath"
	"time"

	"latchkey/auth"
	"latchkey/session/documents"
)

// documentFiles keeps what providers publish between runs of the program. It
// implements auth.DocumentCache.
type documentFiles struct {
	store documents.Store
	log   *slog.Logger
}

// savedDocument is an auth.Document in a file. The address that it belongs to
// stands beside it, and is compared by the store.
type savedDocument struct {
	Body       []byte    `json:"body"`
	FetchedAt  time.Time `json:"fetched_at"`
	ExpiresAt  time.Time `json:"expires_at"`
	ServerTime time.Time `json:"server_time"`
}

// documents is the cache that the clients of all providers share; nil where the
// computer has no place for one.
func (c *Core) documents() auth.DocumentCache {
	if c.Deps.Paths.Cache == "" {
		return nil
	}
	folder := filepath.Join(c.Deps.Paths.Cache, "documents")
	return documentFiles{store: documents.Store{Folder: folder, Now: c.Now}, log: c.Log}
}

// readOnly is the cache for those who leave everything as it was.
type readOnly struct{ documentFiles }

// SaveDocument implements auth.DocumentCache, and keeps nothing.
func (readOnly) SaveDocument(string, auth.Document) {}

// savedDocuments is documents for a client that only looks.
func (c *Core) savedDocuments() auth.DocumentCache {
	files, ok := c.documents().(documentFiles)
	if !ok {
		return nil
	}
	return readOnly{files}
}

// LoadDocument implements auth.DocumentCache.
func (d documentFiles) LoadDocument(address string) (auth.Document, bool) {
	data, ok := d.store.Load(address)
	if !ok {
		return auth.Document{}, false
	}
	var saved savedDocument
	if err := json.Unmarshal(data, &saved); err != nil {
		return auth.Document{}, false
	}
	return auth.Document(saved), true
}

// SaveDocument implements auth.DocumentCache. A document that cannot be saved is
// fetched again the next time.
func (d documentFiles) SaveDocument(address string, document auth.Document) {
	data, err := json.Marshal(savedDocument(document))
	if err == nil {
		err = d.store.Save(address, data)
	}
	if err != nil {
		d.log.Debug("save provider document", "problem", err.Error())
	}
}
