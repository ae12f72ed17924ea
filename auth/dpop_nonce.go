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

// keep stores the nonce of an answer and gives it back; empty when there is none
// that can be used.
func (b *nonceBook) keep(origin, nonce string) string {
	if nonce == "" || len(nonce) > nonceLimit || !isVisible(nonce) {
		return ""
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.byOrigin == nil {
		b.byOrigin = map[string]string{}
	}
	b.byOrigin[origin] = nonce
	return nonce
}
