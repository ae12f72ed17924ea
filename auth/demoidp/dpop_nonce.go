package demoidp

import (
	"net/http"
	"slices"
	"time"
)

const (
	nonceLifetime = 5 * time.Minute // then there is a new one
	noncesGood    = 2               // the newest and the one before
)

// proofNonce is a nonce for DPoP proofs (RFC 9449 8).
type proofNonce struct {
	value string
	made  time.Time
}

func (s *Server) wantsNonce() bool {
	return s.options.DPoPNonce || s.fault(FaultDPoPNonce) || s.fault(FaultDPoPEndlessNonce)
}

// offerNonce puts the nonce for the next proof into the answer, where nonces are
// asked for. Every answer carries it, so that a client never has to be refused
// twice (RFC 9449 8.2).
func (s *Server) offerNonce(w http.ResponseWriter) *oauthError {
	if !s.wantsNonce() {
		return nil
	}
	fresh, err := s.random(16)
	if err != nil {
		s.log.Error("make nonce", "error", err)
		return &oauthError{code: "server_error", description: "No nonce could be made.", status: http.StatusInternalServerError}
	}
	endless := s.fault(FaultDPoPEndlessNonce)
	s.mu.Lock()
	defer s.mu.Unlock()
	w.Header().Set("DPoP-Nonce", s.book.currentNonce(fresh, s.now(), endless))
	return nil
}

// currentNonce is the newest nonce; fresh becomes it where there is none, the
// newest is old, or a new one is wanted anyway. Call with mu held.
func (b *book) currentNonce(fresh string, now time.Time, always bool) string {
	b.nonces = slices.DeleteFunc(b.nonces, func(n proofNonce) bool { return now.Sub(n.made) >= noncesGood*nonceLifetime })
	if n := len(b.nonces); n > 0 && !always && now.Sub(b.nonces[n-1].made) < nonceLifetime {
		return b.nonces[n-1].value
	}
	b.nonces = append(b.nonces, proofNonce{value: fresh, made: now})
	b.nonces = b.nonces[max(0, len(b.nonces)-noncesGood):]
	return fresh
}

// nonceFits tells whether a proof with this nonce is good now. Ask after offerNonce,
// which forgets what is too old. Where no nonce is asked for, any is ignored.
func (s *Server) nonceFits(nonce string) bool {
	if !s.wantsNonce() {
		return true
	}
	if s.fault(FaultDPoPEndlessNonce) {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.ContainsFunc(s.book.nonces, func(n proofNonce) bool { return n.value == nonce })
}
