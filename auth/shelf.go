package auth

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// shelf keeps one document that a provider publishes: in memory while it may be
// used, and in Client.saved for the next run of the program. It is for documents
// without secrets that are the same for everybody.
type shelf[T any] struct {
	client *Client
	at     Endpoint
	media  string                       // to ask for
	accept func(answer) error           // says whether an answer can be the document
	parse  func(body []byte) (T, error) // checks it, wherever it came from
	budget *budget                      // of fetches past the caches; nil: no limit

	mu      sync.Mutex
	held    *shelved[T]
	running *flight[T]
}

// shelved is a document that was parsed and checked.
type shelved[T any] struct {
	value   T
	address string
	Document
	fresh bool // it was fetched from the server for the one who asked
}

// usable says whether the lifetime lasts. A document from the future says that
// the clock went back: then nobody knows how old it is.
func (d Document) usable(now time.Time) bool {
	return !d.FetchedAt.After(now) && now.Before(d.ExpiresAt) && d.ExpiresAt.Sub(d.FetchedAt) <= longestLifetime
}

// get gives the document from memory, from the last run, or from the network.
func (s *shelf[T]) get(ctx context.Context, address string) (shelved[T], error) {
	if kept := s.kept(address); kept != nil {
		return *kept, nil
	}
	return s.fetch(ctx, address, false)
}

// again fetches the document past every cache; errHeldBack when it was fetched
// so often that another time would only be a burden.
func (s *shelf[T]) again(ctx context.Context, address string) (shelved[T], error) {
	return s.fetch(ctx, address, true)
}

// forget makes what is kept unusable, in memory and beyond.
func (s *shelf[T]) forget(address string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held = nil
	s.unsave(address)
}

func (s *shelf[T]) kept(address string) *shelved[T] {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.client.now()
	if s.held == nil || s.held.address != address || !s.held.usable(now) {
		s.held = s.load(address, now)
	}
	return s.held
}

// load reads what an earlier run has saved; nil when anything is wrong with it.
func (s *shelf[T]) load(address string, now time.Time) *shelved[T] {
	if s.client.saved == nil {
		return nil
	}
	saved, ok := s.client.saved.LoadDocument(address)
	if !ok || !saved.usable(now) || len(saved.Body) > bodyLimit {
		return nil
	}
	value, err := s.parse(saved.Body)
	if err != nil {
		return nil
	}
	saved.Body = nil
	return &shelved[T]{value: value, address: address, Document: saved}
}

// ask sends the request, and saves the answer when it is good.
func (s *shelf[T]) ask(ctx context.Context, address string, past bool) (shelved[T], error) {
	c := s.client
	header := http.Header{"Accept": {s.media}}
	if past {
		header.Set("Cache-Control", "no-cache") // those on the way, RFC 9111 section 5.2.1.4
	}
	a, err := c.get(ctx, call{at: s.at, address: address, header: header})
	if err != nil {
		return shelved[T]{}, err
	}
	// Wall time: a computer that sleeps does not stop the lifetime of a key.
	now := c.now().Round(0)
	if err := a.outage(now); err != nil {
		return shelved[T]{}, err
	}
	if a.status >= 300 && a.status < 400 {
		return shelved[T]{}, insecure(string(s.at) + "_redirect")
	}
	if err := s.accept(a); err != nil {
		return shelved[T]{}, err
	}
	value, err := s.parse(a.body)
	if err != nil {
		return shelved[T]{}, err
	}
	life, store := lifetime(a.header, now)
	d := Document{FetchedAt: now, ExpiresAt: now.Add(life)}
	d.ServerTime, _ = http.ParseTime(a.header.Get("Date"))
	s.save(address, a.body, d, store)
	return shelved[T]{value: value, address: address, Document: d, fresh: past || a.header.Get("Age") == ""}, nil
}

func (s *shelf[T]) save(address string, body []byte, d Document, store bool) {
	switch {
	case s.client.saved == nil:
	case store:
		d.Body = body
		s.client.saved.SaveDocument(address, d)
	default:
		s.unsave(address)
	}
}

// unsave makes a saved document unusable; where there is none, it leaves no trace.
func (s *shelf[T]) unsave(address string) {
	if s.client.saved == nil {
		return
	}
	if _, there := s.client.saved.LoadDocument(address); there {
		s.client.saved.SaveDocument(address, Document{})
	}
}
