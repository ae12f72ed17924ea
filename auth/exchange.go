package auth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	bodyLimit = 1 << 20
	stepLimit = 15 * time.Second
)

var (
	errOwnLimit = errors.New("time limit of this step")
	errRedirect = errors.New("redirect leaves the origin")
)

// call is one request to a provider.
type call struct {
	at      Endpoint
	address string
	header  http.Header
	form    url.Values // of a POST
	basic   bool       // the client secret goes into the header
	access  Secret     // goes into the Authorization header only (RFC 6750 section 2.1)
	key     *proofKey  // proves that it is there (RFC 9449); may be nil
}

// answer is one complete HTTP answer within the limits.
type answer struct {
	at     Endpoint
	host   string
	status int
	header http.Header
	body   []byte
}

func withinOrigin(req *http.Request, via []*http.Request) error {
	if len(via) > 3 || !sameOrigin(req.URL, via[0].URL) {
		return errRedirect
	}
	return nil
}

func noRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// get sends one GET, and sends it again when no harm can come of it; see again.
// All of that together takes no longer than a single request may.
func (c *Client) get(ctx context.Context, ask call) (answer, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, stepLimit, errOwnLimit)
	defer cancel()
	for attempt := 0; ; attempt++ {
		a, err := c.proven(ctx, ask, c.getOnce)
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

func (c *Client) getOnce(ctx context.Context, ask call, proof string) (answer, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, ask.address, nil)
	if err != nil {
		return answer{}, insecure(CheckEndpointMalformed)
	}
	for name, values := range ask.header {
		req.Header[name] = values
	}
	if !ask.access.IsZero() {
		if !isAccessToken(ask.access.Reveal()) {
			return answer{}, ErrSignInNeeded
		}
		scheme := "Bearer "
		if proof != "" {
			scheme = "DPoP "
		}
		req.Header.Set("Authorization", scheme+ask.access.Reveal())
	}
	return c.send(c.gets, ask.at, req, proof)
}

// post sends one form exactly once: no redirect is followed and nothing is sent
// again, since the form holds a code or a token (RFC 9700 section 4.12). The one
// exception is a server that wants its nonce in the proof: it has looked at
// nothing else by then (RFC 9449 section 8).
func (c *Client) post(ctx context.Context, ask call) (answer, error) {
	a, err := c.proven(ctx, ask, c.postOnce)
	if err == nil && a.status >= 300 && a.status < 400 {
		return answer{}, insecure(string(ask.at) + "_redirect")
	}
	return a, err
}

func (c *Client) postOnce(ctx context.Context, ask call, proof string) (answer, error) {
	secret, body := c.provider.ClientSecret, ask.form
	if !secret.IsZero() && !ask.basic {
		body = cloneValues(ask.form)
		body.Set("client_secret", secret.Reveal())
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, ask.address, strings.NewReader(body.Encode()))
	if err != nil {
		return answer{}, insecure(CheckEndpointMalformed)
	}
	req.GetBody = nil
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	if !secret.IsZero() && ask.basic {
		req.SetBasicAuth(url.QueryEscape(c.provider.ClientID), url.QueryEscape(secret.Reveal()))
	}
	return c.send(c.posts, ask.at, req, proof)
}

func cloneValues(v url.Values) url.Values {
	clone := make(url.Values, len(v)+1)
	for name, values := range v {
		clone[name] = append([]string(nil), values...)
	}
	return clone
}

func (c *Client) send(client *http.Client, at Endpoint, req *http.Request, proof string) (answer, error) {
	ctx, cancel := context.WithTimeoutCause(req.Context(), stepLimit, errOwnLimit)
	defer cancel()
	req = req.WithContext(ctx)
	req.Header.Set("User-Agent", "latchkey")
	if proof != "" {
		req.Header.Set("DPoP", proof)
	}
	resp, err := client.Do(req)
	if err != nil {
		return answer{}, noAnswer(ctx, at, req.URL.Host, err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := readBody(at, resp.Body)
	if errors.Is(err, ErrMalformedAnswer) {
		return answer{}, err
	}
	if err != nil {
		return answer{}, noAnswer(ctx, at, req.URL.Host, err)
	}
	if at != AtResource { // whose clock may be anybody's
		c.clock.saw(c.now(), resp.Header)
	}
	return answer{at: at, host: req.URL.Host, status: resp.StatusCode, header: resp.Header, body: body}, nil
}

func readBody(at Endpoint, r io.Reader) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, bodyLimit+1))
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, malformed(at, "truncated", "it ends too early")
	case err == nil && len(body) > bodyLimit:
		return nil, malformed(at, "too_large", fmt.Sprintf("more than %d bytes", bodyLimit))
	}
	return body, err
}

func (a answer) isJSON() bool {
	media, _, err := mime.ParseMediaType(a.header.Get("Content-Type"))
	return err == nil && (media == "application/json" || strings.HasSuffix(media, "+json"))
}

// object decodes a JSON object into v.
func (a answer) object(v any) error {
	if !a.isJSON() {
		return malformed(a.at, "not_json", "the content type is not JSON")
	}
	if err := json.Unmarshal(a.body, v); err != nil {
		return malformed(a.at, "not_json", "not the expected JSON")
	}
	return nil
}

// errorObject decodes an error answer as far as it can be decoded: proxies and
// servers label these carelessly, and only cleaned words are taken from it.
func (a answer) errorObject(v any) { _ = json.Unmarshal(a.body, v) }
