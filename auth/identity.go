package auth

import (
	"maps"
	"slices"
	"strings"
	"time"
)

const nameLimit = 200

// Organization is the one that the person signed in for; both members are
// empty when the provider did not say.
type Organization struct{ ID, Name string }

// Identity is who signed in, as the provider stated it. Issuer and Subject
// together are the key (OpenID Connect Core 5.7); an e-mail address is a label.
type Identity struct {
	Issuer, Subject string
	// Email is lower-cased; empty when the provider gave none.
	Email         string
	EmailVerified bool
	Name          string
	Organization  Organization
	AuthTime      time.Time // zero when the provider did not say
	// Claims of the ID token, overlaid with those of UserInfo; the protocol
	// claims are always the ID token's. Values as encoding/json decodes them,
	// uncleaned.
	Claims map[string]any
}

// Grant is the result of a sign-in.
type Grant struct {
	Tokens   Tokens
	Identity Identity
}

// protocolClaims are about the token, so UserInfo cannot speak about them.
var protocolClaims = []string{
	"iss", "sub", "aud", "exp", "iat", "nbf", "jti", "nonce", "azp", "auth_time",
	"acr", "amr", "at_hash", "c_hash", "s_hash", "sid",
}

// newIdentity joins the two sources; info is nil when UserInfo was not read.
func newIdentity(p Provider, v verifiedToken, info map[string]any) Identity {
	merged := overlay(v.all, info)
	id := Identity{
		Issuer: v.claims.Issuer, Subject: v.claims.Subject, AuthTime: v.authTime,
		Name: personName(merged), Organization: organization(merged, p.organizationClaims()), Claims: merged,
	}
	id.Email, id.EmailVerified = email(v.all, info)
	return id
}

// overlay puts the claims of UserInfo over those of an ID token, save the
// protocol claims, of which a token has its own.
func overlay(token, info map[string]any) map[string]any {
	merged := make(map[string]any, len(token)+len(info))
	maps.Copy(merged, token)
	for name, value := range info {
		if !slices.Contains(protocolClaims, name) {
			merged[name] = value
		}
	}
	return merged
}

// email takes address and verification from the same source, so that one
// source's word is never applied to the other's address.
func email(token, info map[string]any) (string, bool) {
	for _, source := range []map[string]any{info, token} {
		address := cleanEmail(source["email"])
		if address == "" {
			continue
		}
		verified := isTrue(source["email_verified"])
		if _, said := source["email_verified"]; !said && cleanEmail(token["email"]) == address {
			verified = isTrue(token["email_verified"])
		}
		return address, verified
	}
	return "", false
}

func cleanEmail(value any) string {
	s, _ := value.(string)
	s = strings.TrimSpace(s)
	if at := strings.LastIndexByte(s, '@'); at < 1 || at == len(s)-1 || len(s) > 254 {
		return ""
	}
	if s != cleanText(s, 254) || strings.ContainsAny(s, " \"<>") {
		return ""
	}
	return strings.ToLower(s)
}

// isTrue accepts the string "true" as well: several providers send it.
func isTrue(value any) bool {
	return value == true || value == "true"
}

func personName(claims map[string]any) string {
	text := func(name string) string {
		s, _ := claims[name].(string)
		return cleanText(s, nameLimit)
	}
	if name := text("name"); name != "" {
		return name
	}
	if name := strings.TrimSpace(text("given_name") + " " + text("family_name")); name != "" {
		return name
	}
	return text("preferred_username")
}

// organization reads an object {id, name} or a string, which then is both. A
// list with one such member is read as that member.
func organization(claims map[string]any, names []string) Organization {
	for _, name := range names {
		value := claims[name]
		if list, ok := value.([]any); ok && len(list) == 1 {
			value = list[0]
		}
		switch v := value.(type) {
		case string:
			if s := cleanText(v, nameLimit); s != "" {
				return Organization{ID: s, Name: s}
			}
		case map[string]any:
			id, _ := v["id"].(string)
			title, _ := v["name"].(string)
			o := Organization{ID: cleanText(id, nameLimit), Name: cleanText(title, nameLimit)}
			if o != (Organization{}) {
				return o
			}
		}
	}
	return Organization{}
}
