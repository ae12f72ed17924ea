package auth

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	bodyLimit = 1 << 20
	stepLimit = 15 * time.Second
	// paceSize is what must have arrived for each second beyond stepLimit: a long
	// answer may take its time, one that hangs or drips may not.
	paceSize = 256 << 10
)

var (
	errOwnLimit = errors.New("time limit of this step")
	errRedirect = errors.New("redirect leaves the origin")
)

// call is one request to a provider.
type call struct {
	at      Endpoint
	address string
	method  string // empty: GET
	header  http.Header
	form    url.Values // of a POST to the token endpoint and its like
	body    []byte     // of a POST that is a question
	basic   bool       // the client secret goes into the header
	access  Secret     // goes into the Authorization header only (RFC 6750 section 2.1)
	key     *proofKey  // proves that it is there (RFC 9449); may be nil
	limit   int64      // of the answer's size; 0: bodyLimit
	step    *step      // of a question, shared by its attempts; nil: of its own
}

func (a call) verb() string { return cmp.Or(a.method, http.MethodGet) }

// post sends one form exactly once: no redirect is followed and nothing is sent
// again, since the form holds a code or a token (RFC 9700 section 4.12). The one
// exception is a server that wants its nonce in the proof: it has looked at
// nothing else by then (RFC 9449 section 8).
func (c *Client) post(ctx context.Context, ask call) (answer, error) {
	ask.method = http.MethodPost
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
	return c.send(c.posts, ask, req, proof)
}

func cloneValues(v url.Values) url.Values {
	clone := make(url.Values, len(v)+1)
	for name, values := range v {
		clone[name] = append([]string(nil), values...)
	}
	return clone
}

func (c *Client) send(client *http.Client, ask call, req *http.Request, proof string) (answer, error) {
	ctx, limit := req.Context(), ask.step
	if limit == nil {
		ctx, limit = newStep(ctx)
		defer limit.end()
		req = req.WithContext(ctx)
	}
	req.Header.Set("User-Agent", "latchkey")
	if proof != "" {
		req.Header.Set("DPoP", proof)
	}
	sent := c.now()
	resp, err := client.Do(req)
	if err != nil {
		return answer{}, noAnswer(ctx, ask.at, req.URL.Host, err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := readBody(ask, resp, limit)
	if errors.Is(err, ErrMalformedAnswer) {
		return answer{}, err
	}
	if err != nil {
		return answer{}, noAnswer(ctx, ask.at, req.URL.Host, err)
	}
	if ask.at != AtResource { // whose clock may be anybody's
		c.clock.saw(sent, c.now(), resp.Header, req.Method == http.MethodPost)
	}
	return answer{at: ask.at, host: req.URL.Host, status: resp.StatusCode, header: resp.Header, body: body, sent: sent}, nil
}
