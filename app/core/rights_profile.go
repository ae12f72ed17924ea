package core

import (
	"cmp"
	"slices"

	"latchkey/session/rights/formats"
)

// The sources of access rights.
const (
	SourceEndpoint = "endpoint" // the JSON of docs/rights.schema.json
	SourceClaims   = "claims"   // of the ID token, of UserInfo, or both (RFC 9068 section 2.2.3.1)
	SourceSCIM     = "scim-me"  // RFC 7644 section 3.11
	SourceAuthZEN  = "authzen"  // Authorization API 1.0
	SourceUMA      = "uma"      // UMA 2.0, a list of permissions
	SourceNone     = "none"     // the provider tells of none
)

// Where the claims are read.
const (
	ClaimsBoth     = "both"
	ClaimsIDToken  = "id_token"
	ClaimsUserInfo = "userinfo"
)

// RightsSources are all that a provider file may name.
func RightsSources() []string {
	return []string{SourceEndpoint, SourceClaims, SourceSCIM, SourceAuthZEN, SourceUMA, SourceNone}
}

// RightsProfile says where access rights come from. Several sources are asked at
// once, and what each says is kept apart.
type RightsProfile struct {
	Source  string   `toml:"source,omitempty"`  // one source; "" = endpoint when url is set, else claims
	Sources []string `toml:"sources,omitempty"` // several, instead
	URL     string   `toml:"url,omitempty"`     // of endpoint

	Claims     []string `toml:"claims,omitempty"`      // names, or JSON pointers (RFC 6901); none: roles, groups, entitlements
	ClaimsFrom string   `toml:"claims_from,omitempty"` // both (default), id_token or userinfo

	SCIMURL string `toml:"scim_url,omitempty"` // the base; /Me follows

	AuthZENURL          string   `toml:"authzen_url,omitempty"`           // the decision point, whose metadata is read
	AuthZENSubjectType  string   `toml:"authzen_subject_type,omitempty"`  // "" = user
	AuthZENAction       string   `toml:"authzen_action,omitempty"`        // "" = use
	AuthZENResourceType string   `toml:"authzen_resource_type,omitempty"` // "" = right
	AuthZENResources    []string `toml:"authzen_resources,omitempty"`     // ids to ask about; none: they are searched

	UMAAudience string `toml:"uma_audience,omitempty"` // client id of the resource server
}

// sources are those to ask, in their order; none where the provider tells of none.
func (r RightsProfile) sources() []string {
	switch {
	case len(r.Sources) > 0:
		return slices.DeleteFunc(slices.Clone(r.Sources), func(s string) bool { return s == SourceNone })
	case r.Source == SourceNone:
		return []string{}
	case r.Source != "":
		return []string{r.Source}
	case r.URL != "":
		return []string{SourceEndpoint}
	}
	return []string{SourceClaims}
}

func (r RightsProfile) first() string {
	return append(r.sources(), SourceNone)[0]
}

// wrong names the first key that cannot be used, and why.
func (r RightsProfile) wrong() (key, reason string) {
	switch {
	case r.Source != "" && len(r.Sources) > 0:
		return "sources", "cannot stand beside rights.source"
	case !isKnownSource(cmp.Or(r.Source, SourceNone)):
		return "source", "must be endpoint, claims, scim-me, authzen, uma or none"
	case !slices.Contains([]string{"", ClaimsBoth, ClaimsIDToken, ClaimsUserInfo}, r.ClaimsFrom):
		return "claims_from", "must be both, id_token or userinfo"
	}
	if err := (formats.ClaimRules{Names: r.Claims}).Check(); err != nil {
		return "claims", "must be names of claims or JSON pointers"
	}
	for i, source := range r.Sources {
		if !isKnownSource(source) {
			return "sources", "must be endpoint, claims, scim-me, authzen, uma or none"
		}
		if slices.Contains(r.Sources[:i], source) {
			return "sources", "names a source twice"
		}
	}
	return r.wrongAddress()
}

func (r RightsProfile) wrongAddress() (key, reason string) {
	for _, need := range []struct{ source, key, value string }{
		{SourceEndpoint, "url", r.URL},
		{SourceSCIM, "scim_url", r.SCIMURL},
		{SourceAuthZEN, "authzen_url", r.AuthZENURL},
		{SourceUMA, "uma_audience", r.UMAAudience},
	} {
		isAddress := need.source != SourceUMA
		switch {
		case need.value == "" && slices.Contains(r.sources(), need.source):
			return need.key, "is needed for that source"
		case isAddress && need.value != "" && !secureAddress(need.value):
			return need.key, "must be https"
		}
	}
	return "", ""
}

func isKnownSource(source string) bool { return slices.Contains(RightsSources(), source) }
