package formats

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"latchkey/session/rights"
)

// ErrRule means that a text is neither a claim's name nor a JSON pointer.
var ErrRule = errors.New("not the name of a claim, and not a JSON pointer")

// ClaimRules say which claims carry what. Each is a claim's name, taken as it is ("https://example.com/roles"), or, with a slash in
// front, a JSON pointer (RFC 6901) into the claims ("/realm_access/roles", where ~1 is a slash and ~0 a tilde).
type ClaimRules struct {
	Names        []string // of rights; none: roles, groups, entitlements
	Organization []string // the first that names one counts; none: organization
}

// Check returns ErrRule for the first rule that can match nothing.
func (r ClaimRules) Check() error {
	for _, list := range [][]string{r.Names, r.Organization} {
		for _, rule := range list {
			if !isID(rule) {
				return fmt.Errorf("claim %q: %w", rule, ErrRule)
			}
			if _, isPointer := pointerSteps(rule); strings.HasPrefix(rule, "/") && !isPointer {
				return fmt.Errorf("claim %q: %w", rule, ErrRule)
			}
		}
	}
	return nil
}

func (r ClaimRules) names() []string {
	if len(r.Names) == 0 {
		return []string{"roles", "groups", "entitlements"}
	}
	return r.Names
}

func (r ClaimRules) organization(claims map[string]any) rights.Organization {
	rules := r.Organization
	if len(rules) == 0 {
		rules = []string{"organization"}
	}
	for _, rule := range rules {
		claim, _ := findClaim(claims, rule)
		if named := claimedOrganization(claim); named != (rights.Organization{}) {
			return named
		}
	}
	return rights.Organization{}
}

// claimedOrganization reads a text, {id, name}, a list of one of these, or {"alias": {id}} as Keycloak writes it. Of several
// organizations nobody knows which one counts, so they name none.
func claimedOrganization(claim any) rights.Organization {
	switch value := claim.(type) {
	case string:
		return rights.Organization{ID: cleanText(value), Name: cleanText(value)}
	case []any:
		if len(value) == 1 {
			return claimedOrganization(value[0])
		}
	case map[string]any:
		id, _ := value["id"].(string)
		name, _ := value["name"].(string)
		if id == "" && name == "" && len(value) == 1 {
			return aliasedOrganization(value)
		}
		return rights.Organization{ID: cleanText(id), Name: cleanText(name)}
	}
	return rights.Organization{}
}

func aliasedOrganization(value map[string]any) rights.Organization {
	for alias, about := range value {
		details, isObject := about.(map[string]any)
		if !isObject {
			break
		}
		id, _ := details["id"].(string)
		if id == "" {
			id = alias
		}
		return rights.Organization{ID: cleanText(id), Name: cleanText(alias)}
	}
	return rights.Organization{}
}

// findClaim follows one rule. A null is not there.
func findClaim(claims map[string]any, rule string) (any, bool) {
	if !strings.HasPrefix(rule, "/") {
		claim, isThere := claims[rule]
		return claim, isThere && claim != nil
	}
	steps, isPointer := pointerSteps(rule)
	if !isPointer {
		return nil, false
	}
	var at any = claims
	for _, step := range steps {
		switch value := at.(type) {
		case map[string]any:
			at = value[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(value) || strconv.Itoa(i) != step {
				return nil, false
			}
			at = value[i]
		default:
			return nil, false
		}
	}
	return at, at != nil
}

// pointerSteps splits a JSON pointer; RFC 6901 section 3 knows no tilde but ~0 and ~1.
func pointerSteps(pointer string) ([]string, bool) {
	rest, isPointer := strings.CutPrefix(pointer, "/")
	if !isPointer || strings.Contains(strings.NewReplacer("~0", "", "~1", "").Replace(rest), "~") {
		return nil, false
	}
	steps := strings.Split(rest, "/")
	for i, step := range steps {
		steps[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(step)
	}
	return steps, true
}
