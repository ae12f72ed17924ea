package formats

import (
	"maps"
	"slices"
	"time"

	"latchkey/session/rights"
)

// Claims makes an answer from claims of a verified token or of UserInfo: by default roles, groups and entitlements (RFC 9068 section
// 2.2.3.1, with the values of RFC 7643 section 4.1.2). A claim is a list of texts or of {value, display, type, primary, $ref}, a
// single one of either, or an object of names and booleans: true is granted, false is denied. A text is one right, also with spaces
// in it. Entries of another type are left out. A right's source is rights.SourceClaim; now is when it was checked.
//
// The result is false when none of the claims is there in one of these forms, or when they name more than 200,000 rights: a missing
// claim denies nothing.
func Claims(claims map[string]any, rules ClaimRules, issuer, subject string, now time.Time) (rights.Answer, bool) {
	answer := newAnswer(issuer, subject, now)
	answer.Organization = rules.organization(claims)
	all := collect(0)
	found := false
	for _, name := range rules.names() {
		claim, _ := findClaim(claims, name)
		entries, isKnown := claimEntries(claim)
		found = found || isKnown
		for _, right := range entries {
			if all.add(right) != nil {
				return rights.Answer{}, false
			}
		}
	}
	if !found {
		return rights.Answer{}, false
	}
	answer.Rights = all.rights
	return answer, true
}

// claimEntries also reports whether the claim has one of the accepted forms at all.
func claimEntries(claim any) ([]rights.Right, bool) {
	switch value := claim.(type) {
	case string:
		return claimList([]any{value}), true
	case []string:
		entries := make([]any, len(value))
		for i, entry := range value {
			entries[i] = entry
		}
		return claimList(entries), true
	case []any:
		return claimList(value), true
	case map[string]any:
		if _, isSingle := value["value"].(string); isSingle {
			return claimList([]any{value}), true
		}
		return claimSwitches(value)
	default:
		return nil, false
	}
}

func claimList(entries []any) []rights.Right {
	list := make([]rights.Right, 0, len(entries))
	for _, entry := range entries {
		var id, name string
		switch value := entry.(type) {
		case string:
			id = value
		case map[string]any:
			id, _ = value["value"].(string)
			name, _ = value["display"].(string)
		}
		if isID(id) {
			list = append(list, claimedRight(id, name, rights.Granted))
		}
	}
	return list
}

// claimSwitches reads {"name": true}. An object without any boolean is not of this form, unless it is empty.
func claimSwitches(value map[string]any) ([]rights.Right, bool) {
	var list []rights.Right
	isKnown := len(value) == 0
	for _, id := range slices.Sorted(maps.Keys(value)) {
		isOn, isSwitch := value[id].(bool)
		isKnown = isKnown || isSwitch
		if !isSwitch || !isID(id) {
			continue
		}
		state := rights.Denied
		if isOn {
			state = rights.Granted
		}
		list = append(list, claimedRight(id, "", state))
	}
	return list, isKnown
}

func claimedRight(id, name string, state rights.State) rights.Right {
	return rights.Right{ID: id, Name: nameOr(name, id), State: state, Source: rights.SourceClaim}
}
