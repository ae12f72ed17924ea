package core

import (
	"context"
	"fmt"

	"latchkey/auth"
	"latchkey/session/rights"
	"latchkey/session/rights/formats"
)

// endpointSource is a server that tells a person's rights as docs/rights.schema.json
// describes.
type endpointSource struct{}

func (endpointSource) ask(ctx context.Context, q rightsQuestion) (rights.Part, []EvidenceAnswer, error) {
	return q.get(ctx, SourceEndpoint, q.profile.Rights.URL, func(answer auth.ResourceAnswer) (rights.Answer, error) {
		return parsed(formats.Endpoint(answer.Body))
	})
}

// parsed gives a reader's complaint the meaning that the server's words are none.
func parsed(answer rights.Answer, err error) (rights.Answer, error) {
	if err != nil {
		return rights.Answer{}, fmt.Errorf("%w: %w", malformedRights("not_json", "not a list of rights"), err)
	}
	return answer, nil
}
