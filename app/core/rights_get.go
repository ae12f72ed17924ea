package core

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"runtime"

	"latchkey/auth"
	"latchkey/session/rights"
)

// bypassKey is the query parameter that makes an address one that no cache knows.
const bypassKey = "latchkey_fresh"

// longBody is from how many bytes on an answer is given back at once.
const longBody = 4 << 20

// reading turns a complete answer of status 200 into rights.
type reading func(auth.ResourceAnswer) (rights.Answer, error)

// get asks an address and, where a cache answered although it was told not to,
// asks once more under an address that it cannot know. What the second question
// brings replaces the first one's answer; when it brings nothing, the first stands,
// with its age, and nothing is proven.
func (q rightsQuestion) get(ctx context.Context, source, address string, read reading) (rights.Part, []EvidenceAnswer, error) {
	first, told, err := q.try(ctx, source, address, read)
	evidence := []EvidenceAnswer{told}
	if err != nil || !q.past || told.settled() || told.Why == WhyNoDate {
		return first, evidence, err
	}
	around, err := q.bypass(address)
	if err != nil {
		return first, evidence, err
	}
	second, told, err := q.try(ctx, source, around, read)
	told.Bypass = true
	evidence = append(evidence, told)
	switch {
	case errors.Is(err, auth.ErrSecurityCheck) || ctx.Err() != nil:
		return rights.Part{}, evidence, err
	case err != nil:
		return first, evidence, nil // a server that refuses the strange address has proven nothing
	}
	return second, evidence, nil
}

// try asks once.
func (q rightsQuestion) try(ctx context.Context, source, address string, read reading) (rights.Part, EvidenceAnswer, error) {
	request := auth.ResourceRequest{URL: address, NoCache: q.past, MaxBytes: maxRightsBody}
	if !q.past && q.known.FreshnessAt(q.core.Now(), true, 0) == rights.Fresh {
		request.IfNoneMatch = q.known.ETag
	}
	answer, err := q.client.GetResource(ctx, q.tokens, request)
	told := q.evidence(source, http.MethodGet, address, answer, rights.Answer{}.CheckedAt)
	if err != nil {
		return rights.Part{}, told.failed(err), err
	}
	if answer.Status == http.StatusNotModified && request.IfNoneMatch != "" {
		known, now := q.known, q.core.serverTime(q.profile.Issuer)
		if told.Why != WhyCached && told.Why != WhyAge && told.Why != WhyOldDate {
			known.Answer.CheckedAt, known.FetchedAt = now, now
		} // else a cache said it, of its copy: that makes nothing newer
		return known, told, nil
	}
	if err := refusedStatus(answer); err != nil {
		return rights.Part{}, told.failed(err), err
	}
	said, err := read(answer)
	if len(answer.Body) > longBody {
		// What follows needs as much once more, and the collector would wait until then.
		answer.Body = nil
		runtime.GC()
	}
	if err == nil {
		err = q.own(said)
	}
	if err != nil {
		return rights.Part{}, told.failed(err), err
	}
	return q.part(source, said, answer), q.evidence(source, http.MethodGet, address, answer, said.CheckedAt), nil
}

// bypass adds a parameter to an address that nobody has asked for before.
func (q rightsQuestion) bypass(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", fmt.Errorf("read address: %w", err)
	}
	var value [8]byte
	if _, err := io.ReadFull(q.core.Random, value[:]); err != nil {
		return "", fmt.Errorf("make an address: %w", err)
	}
	if u.RawQuery != "" {
		u.RawQuery += "&" // and nothing of it is written anew: it is the server's own
	}
	u.RawQuery += bypassKey + "=" + hex.EncodeToString(value[:])
	return u.String(), nil
}
