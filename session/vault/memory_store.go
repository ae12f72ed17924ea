package vault

import (
	"context"
	"slices"
	"sync"
)

// memoryStore keeps entries in this process only, for shared workstations.
type memoryStore struct {
	mu      sync.Mutex
	entries map[string]secret
}

func newMemoryStore() *memoryStore { return &memoryStore{entries: map[string]secret{}} }

func (m *memoryStore) get(ctx context.Context, name string) (secret, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	value, ok := m.entries[name]
	if !ok {
		return nil, ErrNotFound
	}
	return slices.Clone(value), ctx.Err()
}

func (m *memoryStore) set(ctx context.Context, name string, value secret) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	m.entries[name] = append(secret{}, value...)
	return nil
}

func (m *memoryStore) remove(ctx context.Context, names ...string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, name := range names {
		m.entries[name].wipe()
		delete(m.entries, name)
	}
	return ctx.Err()
}

func (m *memoryStore) check(ctx context.Context) error { return ctx.Err() }

func (m *memoryStore) list(ctx context.Context) ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	names := make([]string, 0, len(m.entries))
	for name := range m.entries {
		names = append(names, name)
	}
	return names, ctx.Err()
}
