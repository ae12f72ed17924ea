package auth

import "sync"

// nonceLimit bounds what a server can make us send back.
const nonceLimit = 512

// nonceBook remembers the newest nonce of each origin (RFC 9449 section 8.2).
type nonceBook struct {
	mu       sync.Mutex
	byOrigin map[string]string
}

func (b *nonceBook) of(origin string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.byOrigin[origin]
}

// keep stores a nonce and says whether it is another one than before.
func (b *nonceBook) keep(origin, nonce string) bool {
	if nonce == "" || len(nonce) > nonceLimit || !isVisible(nonce) {
		return false
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.byOrigin == nil {
		b.byOrigin = map[string]string{}
	}
	fresh := b.byOrigin[origin] != nonce
	b.byOrigin[origin] = nonce
	return fresh
}
