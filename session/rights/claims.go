package rights

import "time"

// claimNames are the claims that carry rights: RFC 9068 section 2.2.3.1, which takes them from SCIM (RFC 7643 section 4.1.2).
func claimNames() []string { return []string{"roles", "groups", "entitlements"} }

// FromClaims makes an answer from the roles, groups and entitlements claims of a token: an array of strings, an array of {value,
// display}, or one string. Every entry is a granted right with the source "claim"; now is when it was checked. The result is false when
// none of the claims is there, because a missing claim denies nothing. Entries of another type are left out. The organization
// claim, when it is a string or {id, name}, is taken over.
func FromClaims(claims map[string]any, issuer, subject string, now time.Time) (Answer, bool) {
	answer := Answer{
		Version: 1, Issuer: issuer, Subject: subject, CheckedAt: now.UTC(),
		Organization: claimedOrganization(claims["organization"]),
		Rights:       []Right{}, Pending: []Pending{},
	}
	found := false
	seen := map[string]bool{}
	for _, name := range claimNames() {
		claim, present := claims[name]
		if !present || claim == nil {
			continue
		}
		entries, isList := listOf(claim)
		found = found || isList
		for _, entry := range entries {
			right, usable := claimedRight(entry)
			if !usable || seen[right.ID] || len(answer.Rights) == maxRights {
				continue
			}
			seen[right.ID] = true
			answer.Rights = append(answer.Rights, right)
		}
	}
	if !found {
		return Answer{}, false
	}
	return answer, true
}

// listOf also reports whether the claim has one of the accepted forms at all.
func listOf(claim any) ([]any, bool) {
	switch value := claim.(type) {
	case string:
		return []any{value}, true
	case map[string]any:
		return []any{value}, true
	case []any:
		return value, true
	case []string:
		entries := make([]any, len(value))
		for i, entry := range value {
			entries[i] = entry
		}
		return entries, true
	default:
		return nil, false
	}
}

func claimedRight(entry any) (Right, bool) {
	var id, name string
	switch value := entry.(type) {
	case string:
		id = value
	case map[string]any:
		id, _ = value["value"].(string)
		name, _ = value["display"].(string)
	}
	if id == "" || !isPlain(id) {
		return Right{}, false
	}
	name = cleanText(name)
	if name == "" {
		name = id
	}
	return Right{ID: id, Name: name, State: Granted, Source: SourceClaim}, true
}

func claimedOrganization(claim any) Organization {
	switch value := claim.(type) {
	case string:
		return Organization{ID: cleanText(value), Name: cleanText(value)}
	case map[string]any:
		id, _ := value["id"].(string)
		name, _ := value["name"].(string)
		return Organization{ID: cleanText(id), Name: cleanText(name)}
	default:
		return Organization{}
	}
}
