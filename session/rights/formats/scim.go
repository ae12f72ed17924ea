package formats

import (
	"fmt"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"latchkey/session/rights"
)

const (
	scimUserSchema  = "urn:ietf:params:scim:schemas:core:2.0:User"
	scimErrorSchema = "urn:ietf:params:scim:api:messages:2.0:Error"
)

// ReasonInactive is why every right of a switched-off account is denied.
const ReasonInactive = "the account is not active"

// SCIMAnswer is what a SCIM server says about the person who asks.
type SCIMAnswer struct {
	Answer rights.Answer
	// ID, ExternalID and UserName are how the server knows the person, as plain text; only ID is never empty. Which of them must be
	// the account's subject or address depends on the provider: the caller checks it.
	ID, ExternalID, UserName string
	Active                   bool   // true also when the server does not say
	Department               string // within the organization; may be empty
}

// The names of attributes have no case in SCIM (RFC 7643 section 2.1).
type scimUser struct {
	Schemas      texts           `json:"schemas"`
	ID           string          `json:"id"`
	ExternalID   string          `json:"externalId"`
	UserName     string          `json:"userName"`
	Active       *bool           `json:"active"`
	Groups       each[scimValue] `json:"groups"`
	Entitlements each[scimValue] `json:"entitlements"`
	Roles        each[scimValue] `json:"roles"`
	Enterprise   struct {
		Organization string `json:"organization"`
		Department   string `json:"department"`
	} `json:"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"`
}

// scimValue is one entry of a multi-valued attribute (RFC 7643 section 2.4). A group's type, direct or indirect, makes no difference.
type scimValue struct {
	Value   string `json:"value"`
	Display string `json:"display"`
	Type    string `json:"type"`
}

// UnmarshalJSONFrom also takes a bare text for {"value": text}, as some servers write roles.
func (v *scimValue) UnmarshalJSONFrom(decoder *jsontext.Decoder) error {
	if decoder.PeekKind() == jsontext.KindString {
		return json.UnmarshalDecode(decoder, &v.Value)
	}
	type entry scimValue
	return json.UnmarshalDecode(decoder, (*entry)(v))
}

// SCIM reads the User that GET /Me answers (RFC 7644 section 3.11, RFC 7643 section 4.1): groups, entitlements and roles are granted
// rights with the entry's value as id and display as name; when active is false, every one is denied for ReasonInactive. An entry
// without a value names nothing and is left out. The organization is that of the enterprise extension (section 4.3). Anything
// but a User with an id, an Error too, is rights.ErrMalformed.
func SCIM(body []byte, issuer, subject string, now time.Time) (SCIMAnswer, error) {
	all := collect(len(body) / usualRight)
	user := scimUser{
		Groups:       each[scimValue]{take: collectValues(all, rights.SourceGroup)},
		Entitlements: each[scimValue]{take: collectValues(all, "")},
		Roles:        each[scimValue]{take: collectValues(all, "")},
	}
	if err := decode(body, &user, json.MatchCaseInsensitiveNames(true)); err != nil {
		return SCIMAnswer{}, err
	}
	if err := user.check(); err != nil {
		return SCIMAnswer{}, fmt.Errorf("%w: %w", rights.ErrMalformed, err)
	}
	isActive := user.Active == nil || *user.Active
	if !isActive {
		for i := range all.rights {
			all.rights[i].State, all.rights[i].Reason = rights.Denied, ReasonInactive
		}
	}
	answer := newAnswer(issuer, subject, now)
	answer.Rights = all.rights
	organization := cleanText(user.Enterprise.Organization)
	answer.Organization = rights.Organization{ID: organization, Name: organization}
	return SCIMAnswer{
		Answer: answer, ID: user.ID, ExternalID: user.ExternalID, UserName: user.UserName,
		Active: isActive, Department: cleanText(user.Enterprise.Department),
	}, nil
}

func (u *scimUser) check() error {
	isUser := false
	for _, schema := range u.Schemas {
		if strings.EqualFold(schema, scimErrorSchema) {
			return flaw("it is a SCIM error")
		}
		isUser = isUser || strings.EqualFold(schema, scimUserSchema)
	}
	switch {
	case !isUser:
		return flaw("it is no SCIM user")
	case !isID(u.ID) || !isPlain(u.ExternalID) || !isPlain(u.UserName):
		return flaw("the user's id or name is not plain text")
	}
	return nil
}

func collectValues(all *collected, source string) func(*scimValue) error {
	return func(entry *scimValue) error {
		switch {
		case entry.Value == "":
			return nil
		case !isID(entry.Value):
			return flaw("a right has no usable id")
		}
		return all.add(rights.Right{ID: entry.Value, Name: nameOr(entry.Display, entry.Value), State: rights.Granted, Source: source})
	}
}
