package demoidp

import (
	"strconv"
	"unicode"
)

// Faults of the token answer (RFC 6749 5). They hold for every grant.
const (
	FaultNoRefreshToken     = "no_refresh_token"
	FaultNoExpiresIn        = "no_expires_in"
	FaultExpiresInString    = "expires_in_string"
	FaultBigTokens          = "big_tokens"
	FaultTokenTypeCase      = "token_type_case"
	FaultTokenTypeMissing   = "token_type_missing"
	FaultTokenTypeUnknown   = "token_type_unknown"
	FaultTokenNoAccess      = "token_no_access"
	FaultToken500           = "token_500"
	FaultTokenSlow          = "token_slow"
	FaultTokenDrop          = "token_drop"
	FaultToken429           = "token_429"
	FaultTokenHTML          = "token_html"
	FaultTokenHuge          = "token_huge"
	FaultTokenTruncated     = "token_truncated"
	FaultTokenRedirect      = "token_redirect"
	FaultTokenInvalidGrant  = "token_invalid_grant"
	FaultTokenInvalidClient = "token_invalid_client"
	FaultTokenEcho          = "token_echo"
)

func tokenFaults() []FaultInfo {
	return []FaultInfo{
		{Name: FaultNoRefreshToken, Doc: "The provider never gives a token to renew with.", Tolerated: true},
		{Name: FaultNoExpiresIn, Doc: "The provider does not say how long the access token lives.", Tolerated: true},
		{Name: FaultExpiresInString, Doc: "The access token’s lifetime is written as text, not as a number.", Tolerated: true},
		{Name: FaultBigTokens, Doc: "The tokens are very large, about 20 kB together.", Tolerated: true},
		{Name: FaultTokenTypeCase, Doc: "The kind of token is written in mixed capitals.", Tolerated: true},
		{Name: FaultTokenTypeMissing, Doc: "The provider does not say what kind of token it gives."},
		{Name: FaultTokenTypeUnknown, Doc: "The provider gives a kind of token that nobody uses."},
		{Name: FaultTokenNoAccess, Doc: "There is no access token among the tokens."},
		{Name: FaultToken500, Doc: "The provider breaks down when asked for tokens (500)."},
		{Name: FaultTokenSlow, Doc: "The provider never answers when asked for tokens."},
		{Name: FaultTokenDrop, Doc: "The provider closes the connection when asked for tokens."},
		{Name: FaultToken429, Doc: "The provider is too busy to give tokens (429)."},
		{Name: FaultTokenHTML, Doc: "Instead of tokens there is a web page, as on a guest network."},
		{Name: FaultTokenHuge, Doc: "The answer with the tokens is larger than 2 MiB."},
		{Name: FaultTokenTruncated, Doc: "The answer with the tokens breaks off before its announced end."},
		{Name: FaultTokenRedirect, Doc: "The request for tokens is redirected to another address."},
		{Name: FaultTokenInvalidGrant, Doc: "The provider does not accept its own sign-in code."},
		{Name: FaultTokenInvalidClient, Doc: "The provider does not know this program."},
		{Name: FaultTokenEcho, Doc: "The provider refuses and repeats everything it was sent, secrets too."},
	}
}

// spoilTokenAnswer applies the faults of the token answer's members.
func (s *Server) spoilTokenAnswer(answer map[string]any) {
	edits := map[string]edit{
		FaultNoExpiresIn:      without("expires_in"),
		FaultTokenTypeMissing: without("token_type"),
		FaultTokenTypeUnknown: set("token_type", "mac"),
		FaultTokenNoAccess:    without("access_token"),
		FaultNoIDToken:        without("id_token"),
		FaultTokenTypeCase: func(m map[string]any) {
			kind, _ := m["token_type"].(string)
			m["token_type"] = mixedCase(kind)
		},
		FaultExpiresInString: func(m map[string]any) {
			if seconds, ok := m["expires_in"].(int64); ok {
				m["expires_in"] = strconv.FormatInt(seconds, 10)
			}
		},
	}
	for fault, edit := range edits {
		if s.fault(fault) {
			edit(answer)
		}
	}
}

// mixedCase makes "bEaReR" of "Bearer".
func mixedCase(word string) string {
	letters := []rune(word)
	for i, r := range letters {
		if i%2 == 0 {
			letters[i] = unicode.ToLower(r)
		} else {
			letters[i] = unicode.ToUpper(r)
		}
	}
	return string(letters)
}
