package core

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"latchkey/auth"
	"latchkey/session/rights"
	"latchkey/session/rights/formats"
)

const (
	evaluationsAtOnce = 500 // questions in one request
	searchPages       = 200 // of a search; more than any list that a person could use
)

// authzenSource is a policy decision point (Authorization API 1.0): it is asked
// about the resources that the provider file names, or which ones there are.
type authzenSource struct{}

func (authzenSource) ask(ctx context.Context, q rightsQuestion) (rights.Part, []EvidenceAnswer, error) {
	d := &decisions{rightsQuestion: q, asker: formats.Asker{Type: cmp.Or(q.profile.Rights.AuthZENSubjectType, "user"), ID: q.account.Subject}}
	answer, err := d.all(ctx)
	if err != nil {
		return rights.Part{}, []EvidenceAnswer{d.told.failed(err)}, err
	}
	answer.CheckedAt = time.Time{} // decisions carry no date
	return q.part(SourceAuthZEN, answer, d.last), []EvidenceAnswer{d.told}, nil
}

// decisions is one round of questions to a decision point.
type decisions struct {
	rightsQuestion
	asker formats.Asker
	last  auth.ResourceAnswer
	told  EvidenceAnswer // of the answer that is least fresh
}

func (d *decisions) all(ctx context.Context) (rights.Answer, error) {
	point, err := d.point(ctx)
	if err != nil {
		return rights.Answer{}, err
	}
	profile := d.profile.Rights
	if len(profile.AuthZENResources) == 0 {
		return d.search(ctx, point)
	}
	whole := d.nothing()
	for ids := range slices.Chunk(profile.AuthZENResources, evaluationsAtOnce) {
		var questions []formats.Question
		for _, id := range ids {
			questions = append(questions, formats.Question{
				Action: cmp.Or(profile.AuthZENAction, "use"), ResourceType: cmp.Or(profile.AuthZENResourceType, "right"), ResourceID: id,
			})
		}
		some, err := d.evaluate(ctx, point, questions)
		if err != nil {
			return rights.Answer{}, err
		}
		whole.Rights = append(whole.Rights, some...)
	}
	return whole, nil
}

// point reads where the decision point answers; one without metadata answers at
// the addresses that the API names.
func (d *decisions) point(ctx context.Context) (formats.AuthZEN, error) {
	base := d.profile.Rights.AuthZENURL
	answer, err := d.client.GetResource(ctx, d.tokens, auth.ResourceRequest{URL: formats.AuthZENMetadata(base), NoCache: d.past})
	d.told = d.evidence(SourceAuthZEN, http.MethodGet, base, answer, time.Time{})
	if err != nil {
		return formats.AuthZEN{}, err
	}
	err = refusedStatus(answer)
	if errors.Is(err, ErrRightsUnavailable) {
		return formats.AuthZENDefaults(base), nil
	}
	if err != nil {
		return formats.AuthZEN{}, err
	}
	point, err := formats.AuthZENConfiguration(answer.Body, base)
	if err != nil {
		return formats.AuthZEN{}, malformedRights("not_json", "not the metadata of the decision point")
	}
	return point, nil
}

// evaluate asks about some resources at once or, where the point cannot, one by one.
func (d *decisions) evaluate(ctx context.Context, point formats.AuthZEN, questions []formats.Question) ([]rights.Right, error) {
	issuer, subject := d.account.Issuer, d.account.Subject
	if point.Evaluations != "" {
		body, err := d.post(ctx, point.Evaluations, formats.AuthZENEvaluations(d.asker, questions))
		if err != nil {
			return nil, err
		}
		answer, err := parsed(formats.ReadEvaluations(body, questions, issuer, subject, d.core.Now()))
		return answer.Rights, err
	}
	var found []rights.Right
	for _, question := range questions {
		body, err := d.post(ctx, point.Evaluation, formats.AuthZENEvaluation(d.asker, question))
		if err != nil {
			return nil, err
		}
		answer, err := parsed(formats.ReadEvaluation(body, question, issuer, subject, d.core.Now()))
		if err != nil {
			return nil, err
		}
		found = append(found, answer.Rights...)
	}
	return found, nil
}

// search lists what the person may use, page by page.
func (d *decisions) search(ctx context.Context, point formats.AuthZEN) (rights.Answer, error) {
	if point.ResourceSearch == "" {
		return rights.Answer{}, ErrRightsUnavailable
	}
	profile := d.profile.Rights
	action, kind := cmp.Or(profile.AuthZENAction, "use"), cmp.Or(profile.AuthZENResourceType, "right")
	var pages []formats.ResourcePage
	for token := ""; len(pages) < searchPages; {
		body, err := d.post(ctx, point.ResourceSearch, formats.AuthZENResources(d.asker, action, kind, token))
		if err != nil {
			return rights.Answer{}, err
		}
		page, err := formats.ReadResources(body, kind, token)
		if err != nil {
			return rights.Answer{}, malformedRights("not_json", "not a page of results")
		}
		pages = append(pages, page)
		if token = page.Next; token == "" {
			break
		}
	}
	return parsed(formats.ResourcesAnswer(pages, d.account.Issuer, d.account.Subject, d.core.Now()))
}

// post asks one question; the least fresh of the answers is the evidence.
func (d *decisions) post(ctx context.Context, address string, body []byte) ([]byte, error) {
	asked := d.last.Status != 0
	answer, err := d.client.PostResource(ctx, d.tokens, auth.ResourceRequest{URL: address, Body: body, NoCache: d.past, MaxBytes: maxRightsBody})
	told := d.evidence(SourceAuthZEN, http.MethodPost, address, answer, time.Time{})
	if !asked || !told.Fresh {
		d.told = told
	}
	if err != nil {
		return nil, err
	}
	d.last = answer
	return answer.Body, refusedStatus(answer)
}
