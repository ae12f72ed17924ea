package formats

import (
	"fmt"
	"time"

	"latchkey/session/rights"
)

type umaPermission struct {
	ID     string `json:"rsid"`
	Name   string `json:"rsname"`
	Scopes texts  `json:"scopes"`
}

// UMA reads the permissions that a token endpoint lists for grant_type=urn:ietf:params:oauth:grant-type:uma-ticket with
// response_mode=permissions, as Keycloak does: [{"rsid", "rsname", "scopes"}]. A resource is a granted right with the id rsid; each
// of its scopes is another, rsid#scope. What is not listed is unknown. Anything else, an OAuth error too, is rights.ErrMalformed.
func UMA(body []byte, issuer, subject string, now time.Time) (rights.Answer, error) {
	all := collect(len(body) / usualRight)
	permissions := each[umaPermission]{take: func(permission *umaPermission) error { return permission.collect(all) }}
	if err := decode(body, &permissions); err != nil {
		return rights.Answer{}, err
	}
	if !permissions.isThere {
		return rights.Answer{}, fmt.Errorf("%w: the list of permissions is missing", rights.ErrMalformed)
	}
	answer := newAnswer(issuer, subject, now)
	answer.Rights = all.rights
	return answer, nil
}

func (p *umaPermission) collect(all *collected) error {
	if !isID(p.ID) {
		return flaw("a resource has no usable id")
	}
	name := nameOr(p.Name, p.ID)
	if err := all.add(rights.Right{ID: p.ID, Name: name, State: rights.Granted}); err != nil {
		return err
	}
	for _, scope := range p.Scopes {
		id := p.ID + "#" + scope
		if !isID(scope) || !isID(id) {
			return flaw("a scope is no usable name")
		}
		if err := all.add(rights.Right{ID: id, Name: cleanText(name + ": " + scope), State: rights.Granted}); err != nil {
			return err
		}
	}
	return nil
}
