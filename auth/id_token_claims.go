package auth

import (
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"math"
	"time"
)

// idClaims are the protocol claims of an ID token (OpenID Connect Core 2).
type idClaims struct {
	Issuer, Subject, Nonce, AuthorizedParty string
	Audience                                []string
	Expires, IssuedAt, NotBefore, AuthTime  time.Time
	hasAzp                                  bool
}

// parseClaims reads a payload strictly: a protocol claim of the wrong type is
// an error, not an absent claim. The second result holds all claims as JSON
// decodes them.
func parseClaims(payload []byte) (idClaims, map[string]any, error) {
	var all map[string]any
	if err := json.Unmarshal(payload, &all); err != nil || all == nil {
		return idClaims{}, nil, insecure(CheckClaims)
	}
	r := claimReader{all: all}
	c := idClaims{
		Issuer: r.text("iss"), Subject: r.text("sub"), Nonce: r.text("nonce"),
		AuthorizedParty: r.text("azp"), Audience: r.list("aud"),
		Expires: r.time("exp"), IssuedAt: r.time("iat"), NotBefore: r.time("nbf"), AuthTime: r.time("auth_time"),
	}
	_, c.hasAzp = all["azp"]
	_ = r.text("at_hash")
	if r.wrong != "" {
		return idClaims{}, nil, &SecurityError{Check: CheckClaims, Detail: r.wrong + " has the wrong type"}
	}
	return c, all, nil
}

// claimReader remembers the first claim that has the wrong type.
type claimReader struct {
	all   map[string]any
	wrong string
}

func (r *claimReader) refuse(name string) {
	if r.wrong == "" {
		r.wrong = name
	}
}

func (r *claimReader) text(name string) string {
	value, present := r.all[name]
	if !present {
		return ""
	}
	s, ok := value.(string)
	if !ok {
		r.refuse(name)
	}
	return s
}

func (r *claimReader) list(name string) []string {
	switch value := r.all[name].(type) {
	case nil:
		return nil
	case string:
		return []string{value}
	case []any:
		texts := make([]string, 0, len(value))
		for _, item := range value {
			s, ok := item.(string)
			if !ok {
				r.refuse(name)
			}
			texts = append(texts, s)
		}
		return texts
	}
	r.refuse(name)
	return nil
}

// time reads a NumericDate (RFC 7519 section 2): seconds, fractions cut off.
func (r *claimReader) time(name string) time.Time {
	value, present := r.all[name]
	if !present {
		return time.Time{}
	}
	seconds, ok := value.(float64)
	if !ok || math.IsNaN(seconds) || seconds < 0 || seconds > maximumNumeric {
		r.refuse(name)
		return time.Time{}
	}
	return time.Unix(int64(seconds), 0).UTC()
}

func equalConstant(a, b string) bool {
	return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}

func decodeSegment(s string) ([]byte, error) { return base64.RawURLEncoding.DecodeString(s) }
