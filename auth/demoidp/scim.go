package demoidp

import (
	"encoding/json"
	"net/http"
	"strings"
)

// Names of RFC 7643 8.7.1 and RFC 7644 3.12.
const (
	scimUser       = "urn:ietf:params:scim:schemas:core:2.0:User"
	scimEnterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	scimError      = "urn:ietf:params:scim:api:messages:2.0:Error"
)

// scimValue is one value of a multi-valued attribute (RFC 7643 2.4).
type scimValue struct {
	Value   string `json:"value"`
	Display string `json:"display,omitempty"`
	Type    string `json:"type,omitempty"`
	Primary bool   `json:"primary,omitempty"`
}

// scimMe is GET /Me (RFC 7644 3.11): the signed-in person with the granted rights
// in groups, roles and entitlements. A directory knows no other state.
func (s *Server) scimMe(w http.ResponseWriter, r *http.Request) {
	token := s.bearer(w, r)
	if token == nil {
		return
	}
	person, granted := token.grant.person, grantedOf(s.seenRights(token))
	user := map[string]any{
		"schemas": []string{scimUser}, "id": person.Subject, "userName": strings.ToLower(person.Email), "active": true,
		"displayName": person.Name, "name": map[string]string{"formatted": person.Name},
		"emails": []scimValue{{Value: person.Email, Type: "work", Primary: true}},
		"groups": scimValues(granted.groups), "roles": scimValues(granted.roles), "entitlements": scimValues(granted.entitlements),
		"meta": map[string]string{"resourceType": "User", "location": s.issuer + pathSCIM + "/Users/" + person.Subject},
	}
	if person.Organization.ID != "" {
		user["schemas"] = []string{scimUser, scimEnterprise}
		user[scimEnterprise] = map[string]string{"organization": person.Organization.Name}
	}
	if s.fault(FaultSCIMForeign) {
		user["id"], user["userName"] = foreignSubject, "somebody.else@example.com"
	}
	w.Header().Set("Vary", "Authorization")
	s.afterRights(person.ID)
	writeSCIM(w, http.StatusOK, user)
}

func scimValues(rights []right) []scimValue {
	values := []scimValue{}
	for _, r := range rights {
		values = append(values, scimValue{Value: r.ID, Display: r.Name, Type: scimType(r.Source)})
	}
	return values
}

// scimType is empty for groups, whose types are "direct" and "indirect".
func scimType(source string) string {
	if source == fromGroup {
		return "direct"
	}
	return source
}

// scimElsewhere is every other address of the directory: there is one person to read.
func (s *Server) scimElsewhere(w http.ResponseWriter, _ *http.Request) {
	writeSCIM(w, http.StatusNotFound, map[string]any{"schemas": []string{scimError}, "status": "404", "detail": "The demo has /Me only."})
}

func writeSCIM(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/scim+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value)
}
