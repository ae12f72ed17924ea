package core

import (
	"context"
	"strings"
	"time"

	"latchkey/auth"
	"latchkey/session"
	"latchkey/session/rights"
	"latchkey/session/rights/formats"
)

// scimSource is a SCIM service that tells a person about itself (RFC 7644 section
// 3.11): groups, entitlements and roles (RFC 7643 section 4.1.2).
type scimSource struct{}

func (scimSource) ask(ctx context.Context, q rightsQuestion) (rights.Part, []EvidenceAnswer, error) {
	address := strings.TrimSuffix(q.profile.Rights.SCIMURL, "/") + "/Me"
	return q.get(ctx, SourceSCIM, address, func(answer auth.ResourceAnswer) (rights.Answer, error) {
		said, err := formats.SCIM(answer.Body, q.account.Issuer, q.account.Subject, q.core.Now())
		if err == nil && !isAbout(said, q.account) {
			return rights.Answer{}, &auth.SecurityError{Check: "rights_subject"}
		}
		said.Answer.CheckedAt = time.Time{} // the server does not date it in the body
		return parsed(said.Answer, err)
	})
}

// isAbout says whether one of the names that the SCIM server has for a person is
// one that the identity provider has as well. /Me is chosen by the token; a cache
// on the way could still hand out somebody else's.
func isAbout(said formats.SCIMAnswer, account session.Account) bool {
	for _, name := range []string{said.ID, said.ExternalID, said.UserName} {
		if name == account.Subject || account.Email != "" && strings.EqualFold(name, account.Email) {
			return true
		}
	}
	return false
}
