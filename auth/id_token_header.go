package auth

import (
	"encoding/json"
	"slices"
	"strings"
)

// checkHeader looks at the JOSE header before any key is fetched (RFC 7515
// section 4.1.1): the algorithm is one that this program accepts and that the
// provider announces, so "none", and HMAC with a public key, never get far.
func checkHeader(raw Secret, algorithms []string) error {
	parts := strings.Split(raw.Reveal(), ".")
	if len(parts) != 3 || len(raw.Reveal()) > tokenCharacters {
		return insecure(CheckIDTokenMalformed)
	}
	var header struct {
		Alg string `json:"alg"`
	}
	text, err := decodeSegment(parts[0])
	if err != nil || json.Unmarshal(text, &header) != nil {
		return insecure(CheckIDTokenMalformed)
	}
	switch {
	case strings.EqualFold(header.Alg, "none"):
		return insecure(CheckSignatureNone)
	case !slices.Contains(algorithms, header.Alg):
		return &SecurityError{Check: CheckSignatureAlgorithm, Detail: cleanText(header.Alg, 20)}
	}
	return nil
}
