package core

import (
	"context"
	"errors"
	"net/http"

	"latchkey/auth"
	"latchkey/session/rights"
	"latchkey/session/rights/formats"
)

// umaSource is an authorization server that lists what a person is permitted at
// one resource server (UMA 2.0 grant, response_mode=permissions).
type umaSource struct{}

func (umaSource) ask(ctx context.Context, q rightsQuestion) (rights.Part, []EvidenceAnswer, error) {
	answer, err := q.client.Permissions(ctx, q.tokens, q.profile.Rights.UMAAudience)
	told := q.evidence(SourceUMA, http.MethodPost, q.profile.Issuer, answer, rights.Answer{}.CheckedAt)
	var refused *auth.ProviderResponseError
	if errors.As(err, &refused) && refused.Code == "access_denied" && refused.Status == http.StatusForbidden {
		// The server's own word for a list without entries.
		return q.part(SourceUMA, q.nothing(), answer), []EvidenceAnswer{told}, nil
	}
	if err == nil {
		err = refusedStatus(answer)
	}
	if err != nil {
		return rights.Part{}, []EvidenceAnswer{told.failed(err)}, err
	}
	said, err := parsed(formats.UMA(answer.Body, q.account.Issuer, q.account.Subject, q.core.Now()))
	if err != nil {
		return rights.Part{}, []EvidenceAnswer{told.failed(err)}, err
	}
	return q.part(SourceUMA, said, answer), []EvidenceAnswer{told}, nil
}

// nothing is an answer that names no right.
func (q rightsQuestion) nothing() rights.Answer {
	return rights.Answer{
		Version: 1, Subject: q.account.Subject, Issuer: q.account.Issuer, CheckedAt: q.core.Now().UTC(),
		Rights: []rights.Right{}, Pending: []rights.Pending{},
	}
}
