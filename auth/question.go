package auth

import (
	"bytes"
	"context"
	"io"
	"net/http"
)

func withinOrigin(req *http.Request, via []*http.Request) error {
	if len(via) > 3 || !sameOrigin(req.URL, via[0].URL) {
		return errRedirect
	}
	return nil
}

func noRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// get sends one GET; see ask.
func (c *Client) get(ctx context.Context, ask call) (answer, error) { return c.ask(ctx, ask) }

// ask sends one question, and sends it again when no harm can come of it; see
// again. All of that together takes no longer than a single request may.
func (c *Client) ask(ctx context.Context, ask call) (answer, error) {
	ctx, limit := newStep(ctx)
	defer limit.end()
	ask.step = limit
	for attempt := 0; ; attempt++ {
		a, err := c.proven(ctx, ask, c.askOnce)
		wait, retry := c.again(attempt, a, err)
		if !retry {
			return a, err
		}
		select {
		case <-ctx.Done():
			return a, err
		case <-c.after(wait):
		}
	}
}

func (c *Client) askOnce(ctx context.Context, ask call, proof string) (answer, error) {
	var body io.Reader = http.NoBody
	if ask.body != nil {
		body = bytes.NewReader(ask.body)
	}
	req, err := http.NewRequestWithContext(ctx, ask.verb(), ask.address, body)
	if err != nil {
		return answer{}, insecure(CheckEndpointMalformed)
	}
	for name, values := range ask.header {
		req.Header[name] = values
	}
	if err := authorize(req, ask.access, proof); err != nil {
		return answer{}, err
	}
	if req.Method == http.MethodGet {
		return c.send(c.gets, ask, req, proof)
	}
	req.GetBody = nil
	a, err := c.send(c.posts, ask, req, proof)
	if err == nil && a.status >= 300 && a.status < 400 {
		return answer{}, insecure(string(ask.at) + "_redirect")
	}
	return a, err
}

// authorize puts the access token where it belongs, if there is one.
func authorize(req *http.Request, access Secret, proof string) error {
	if access.IsZero() {
		return nil
	}
	if !isAccessToken(access.Reveal()) {
		return ErrSignInNeeded
	}
	scheme := "Bearer "
	if proof != "" {
		scheme = "DPoP "
	}
	req.Header.Set("Authorization", scheme+access.Reveal())
	return nil
}
