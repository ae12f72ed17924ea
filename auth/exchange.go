package auth

import (
	"context"
	"encoding/json"
	"errors"
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

// answer is one complete HTTP answer within the limits.
type answer struct {
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

// get sends one GET; a bearer token travels in the header only (RFC 6750 section 2.1).
func (c *Client) get(ctx context.Context, address string, bearer Secret, header http.Header) (answer, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return answer{}, &SecurityError{Check: "endpoint"}
	}
	for name, values := range header {
		req.Header[name] = values
	}
	if !bearer.IsZero() {
		if !isAccessToken(bearer.Reveal()) {
			return answer{}, ErrSignInNeeded
		}
		req.Header.Set("Authorization", "Bearer "+bearer.Reveal())
	}
	return c.send(c.gets, req)
}

// post sends one form exactly once: no redirect is followed and nothing is sent
// again, since the form holds a code or a token (RFC 9700 section 4.12).
func (c *Client) post(ctx context.Context, endpoint string, form url.Values, basic bool) (answer, error) {
	body := form
	if !c.provider.ClientSecret.IsZero() && !basic {
		body = cloneValues(form)
		body.Set("client_secret", c.provider.ClientSecret.Reveal())
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint, strings.NewReader(body.Encode()))
	if err != nil {
		return answer{}, &SecurityError{Check: "endpoint"}
	}
	req.GetBody = nil
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	if !c.provider.ClientSecret.IsZero() && basic {
		req.SetBasicAuth(url.QueryEscape(c.provider.ClientID), url.QueryEscape(c.provider.ClientSecret.Reveal()))
	}
	a, err := c.send(c.posts, req)
	if err == nil && a.status >= 300 && a.status < 400 {
		return answer{}, insecure("redirect")
	}
	return a, err
}

func cloneValues(v url.Values) url.Values {
	clone := make(url.Values, len(v)+1)
	for name, values := range v {
		clone[name] = append([]string(nil), values...)
	}
	return clone
}

func (c *Client) send(client *http.Client, req *http.Request) (answer, error) {
	ctx, cancel := context.WithTimeoutCause(req.Context(), stepLimit, errOwnLimit)
	defer cancel()
	req = req.WithContext(ctx)
	req.Header.Set("User-Agent", "latchkey")
	resp, err := client.Do(req)
	if err != nil {
		return answer{}, noAnswer(ctx, req.URL.Host, err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := readBody(resp.Body)
	if errors.Is(err, ErrMalformedAnswer) {
		return answer{}, err
	}
	if err != nil {
		return answer{}, noAnswer(ctx, req.URL.Host, err)
	}
	return answer{host: req.URL.Host, status: resp.StatusCode, header: resp.Header, body: body}, nil
}

func readBody(r io.Reader) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, bodyLimit+1))
	if err == nil && len(body) > bodyLimit {
		return nil, malformed("larger than 1 MiB")
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
		return malformed("the content type is not JSON")
	}
	if err := json.Unmarshal(a.body, v); err != nil {
		return malformed("not the expected JSON")
	}
	return nil
}

// errorObject decodes an error answer as far as it can be decoded: proxies and
// servers label these carelessly, and only cleaned words are taken from it.
func (a answer) errorObject(v any) { _ = json.Unmarshal(a.body, v) }
