package demoidp

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/go-jose/go-jose/v4"
)

const (
	proofAlgorithm = "ES256"
	proofSkew      = time.Minute // how far iat may be off, either way
	maxProof       = 8 << 10
	maxProofID     = 256
)

// proof is a good DPoP proof (RFC 9449 4.3); the zero value means that none came.
type proof struct {
	key   string // thumbprint of the public key (RFC 7638)
	nonce string
}

type proofClaims struct {
	ID      string   `json:"jti"`
	Method  string   `json:"htm"`
	Address string   `json:"htu"`
	At      *float64 `json:"iat"`
	Access  string   `json:"ath"`
	Nonce   string   `json:"nonce"`
}

// checkProof checks everything about the proof of a request but its nonce (see
// nonceFits), and spends it. access is the token it comes with, if any.
func (s *Server) checkProof(r *http.Request, access string) (proof, *oauthError) {
	headers := r.Header.Values("DPoP")
	switch {
	case len(headers) == 0:
		return proof{}, nil
	case len(headers) > 1:
		return proof{}, refuseProof("There is more than one DPoP header.")
	case len(headers[0]) > maxProof:
		return proof{}, refuseProof("The proof is too long.")
	}
	key, payload, err := openProof(headers[0])
	if err != nil {
		return proof{}, refuseProof("The proof is not a dpop+jwt, signed with ES256 by the public key in it.")
	}
	var claims proofClaims
	if err := json.Unmarshal(payload, &claims); err != nil {
		return proof{}, refuseProof("The claims of the proof cannot be read.")
	}
	if problem := s.checkProofClaims(claims, r, access); problem != nil {
		return proof{}, problem
	}
	if !s.spendProof(key, claims.ID) {
		return proof{}, refuseProof("The proof was used before.")
	}
	return proof{key: key, nonce: claims.Nonce}, nil
}

func refuseProof(description string) *oauthError { return refuse("invalid_dpop_proof", description) }

// openProof gives the thumbprint of the key in the proof and what the key signed.
// The parser refuses other algorithms, and keys with private members.
func openProof(compact string) (key string, payload []byte, err error) {
	signed, err := jose.ParseSignedCompact(compact, []jose.SignatureAlgorithm{proofAlgorithm})
	if err != nil {
		return "", nil, err
	}
	header := signed.Signatures[0].Protected
	if header.ExtraHeaders[jose.HeaderType] != "dpop+jwt" || header.JSONWebKey == nil {
		return "", nil, errors.New("another type, or no key")
	}
	public, ok := header.JSONWebKey.Key.(*ecdsa.PublicKey)
	if !ok || public.Curve != elliptic.P256() {
		return "", nil, errors.New("another kind of key")
	}
	if payload, err = signed.Verify(public); err != nil {
		return "", nil, err
	}
	thumbprint, err := header.JSONWebKey.Thumbprint(crypto.SHA256)
	return base64.RawURLEncoding.EncodeToString(thumbprint), payload, err
}

func (s *Server) checkProofClaims(claims proofClaims, r *http.Request, access string) *oauthError {
	switch {
	case claims.ID == "" || len(claims.ID) > maxProofID:
		return refuseProof("jti is missing or too long.")
	case claims.Method != r.Method:
		return refuseProof("htm is not the method of this request.")
	case !s.isThisAddress(claims.Address, r):
		return refuseProof("htu is not the address of this request.")
	case claims.At == nil:
		return refuseProof("iat is missing.")
	case !near(*claims.At, s.now()):
		return refuseProof("iat is too far from now.")
	case access != "" && claims.Access != accessHash(access):
		return refuseProof("ath is not the hash of this access token.")
	}
	return nil
}

// isThisAddress compares without query and fragment (RFC 9449 4.3).
func (s *Server) isThisAddress(address string, r *http.Request) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	u.RawQuery, u.ForceQuery, u.Fragment, u.RawFragment = "", false, "", ""
	return u.String() == s.issuer+r.URL.EscapedPath()
}

func near(at float64, now time.Time) bool {
	distance := at - float64(now.Unix())
	return distance >= -proofSkew.Seconds() && distance <= proofSkew.Seconds()
}

func accessHash(access string) string {
	digest := sha256.Sum256([]byte(access))
	return base64.RawURLEncoding.EncodeToString(digest[:])
}

// spendProof tells whether this is the first use of the proof. It is remembered
// for as long as its iat could be near.
func (s *Server) spendProof(key, id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	name, now := key+" "+id, s.now()
	if ends, used := s.book.proofs[name]; used && !now.After(ends) {
		return false
	}
	s.book.proofs[name] = now.Add(2 * proofSkew)
	return true
}

// tokenKey is the thumbprint of the key that proves a token request; empty without
// a proof, where none is required. The answer gets a nonce where nonces are asked for.
func (s *Server) tokenKey(w http.ResponseWriter, r *http.Request) (string, *oauthError) {
	if problem := s.offerNonce(w); problem != nil {
		return "", problem
	}
	got, problem := s.checkProof(r, "")
	switch {
	case problem != nil:
		return "", problem
	case got.key == "" && s.options.RequireDPoP:
		return "", refuseProof("A proof of the key is required.")
	case got.key != "" && !s.nonceFits(got.nonce):
		return "", refuse("use_dpop_nonce", "The proof must carry the nonce of this answer.")
	}
	return got.key, nil
}
