package auth

import (
	"bytes"
	"context"
	"errors"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// tokenAnswer is the JSON of a token endpoint, success or error (RFC 6749
// sections 5.1 and 5.2).
type tokenAnswer struct {
	AccessToken      string   `json:"access_token"`
	TokenType        string   `json:"token_type"`
	RefreshToken     string   `json:"refresh_token"`
	IDToken          string   `json:"id_token"`
	Scope            string   `json:"scope"`
	ExpiresIn        *seconds `json:"expires_in"`
	Error            string   `json:"error"`
	ErrorDescription string   `json:"error_description"`
}

var errSeconds = errors.New("a number of seconds is not one")

// seconds accepts a number, and a number in a string, which some servers send.
type seconds float64

// UnmarshalJSON implements [json.Unmarshaler].
func (s *seconds) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	value, err := strconv.ParseFloat(string(bytes.Trim(data, `"`)), 64)
	if err != nil || math.IsNaN(value) || math.IsInf(value, 0) {
		return errSeconds
	}
	*s = seconds(value)
	return nil
}

// duration bounds the value to 0 .. ten years.
func (s seconds) duration() time.Duration {
	return time.Duration(min(max(float64(s), 0), 10*365*86400)) * time.Second
}

// grantRequest is one request to the token endpoint.
type grantRequest struct {
	at      Endpoint
	form    url.Values
	key     *proofKey // nil: tokens are not bound
	next    Secret    // serial PKCE: the verifier that this request announces
	secrets []Secret  // struck out of whatever the server says
}

// requestTokens posts one grant and reads the answer.
func (c *Client) requestTokens(ctx context.Context, m Metadata, r grantRequest) (Tokens, error) {
	r.form.Set("client_id", c.provider.ClientID)
	for _, resource := range c.provider.Resources {
		r.form.Add("resource", resource)
	}
	if !r.next.IsZero() {
		r.form.Set("code_challenge", challengeOf(r.next))
		r.form.Set("code_challenge_method", "S256")
	}
	sent := c.now()
	a, err := c.post(ctx, call{at: r.at, address: m.TokenEndpoint, form: r.form, basic: m.prefersBasic(), key: r.key})
	if err != nil {
		return Tokens{}, err
	}
	parsed, err := c.readTokenAnswer(a, append(r.secrets, r.next))
	if err != nil {
		return Tokens{}, err
	}
	t, err := c.tokensFrom(r.at, parsed, sent, r.key != nil)
	if err != nil {
		return Tokens{}, err
	}
	t.Verifier, t.DPoPKey = r.next, r.key.secret()
	return t, nil
}

// prefersBasic is true when the provider lists client_secret_basic and not
// client_secret_post (RFC 8414 section 2). There is no trying of both: a second
// request would send a code or a refresh token twice.
func (m Metadata) prefersBasic() bool {
	return slices.Contains(m.TokenAuthMethods, "client_secret_basic") &&
		!slices.Contains(m.TokenAuthMethods, "client_secret_post")
}

func (c *Client) readTokenAnswer(a answer, secrets []Secret) (tokenAnswer, error) {
	if err := a.outage(c.now()); err != nil {
		return tokenAnswer{}, err
	}
	var parsed tokenAnswer
	if a.status != http.StatusOK {
		a.errorObject(&parsed)
		return tokenAnswer{}, c.refusal(a, parsed.Error, parsed.ErrorDescription, secrets)
	}
	err := a.object(&parsed)
	if err == nil && parsed.Error != "" {
		return tokenAnswer{}, c.refusal(a, parsed.Error, parsed.ErrorDescription, secrets)
	}
	return parsed, err
}

// refusal gives an error answer its meaning. Codes that report a broken server
// are an outage, whatever their HTTP status.
func (c *Client) refusal(a answer, code, description string, secrets []Secret) error {
	if code == "server_error" || code == "temporarily_unavailable" {
		return &UnreachableError{
			At: a.at, Host: a.host, Cause: "server_error", Status: a.status, RetryAfter: retryAfter(a.header, c.now()),
		}
	}
	secrets = append([]Secret{c.provider.ClientSecret}, secrets...)
	return &ProviderResponseError{
		At: a.at, Code: cleanCode(code), Description: cleanDescription(description, secrets...),
		Status: a.status, kind: meaningOf(code),
	}
}

func meaningOf(code string) error {
	switch code {
	case "access_denied":
		return ErrDeclined
	case "expired_token":
		return ErrCodeExpired
	}
	return ErrProviderRefused
}

// tokensFrom checks a success. Bound tokens were asked for or they were not:
// an answer of the other kind is refused (RFC 9449 section 5).
func (c *Client) tokensFrom(at Endpoint, a tokenAnswer, sent time.Time, bound bool) (Tokens, error) {
	kind := "Bearer"
	if bound {
		kind = "DPoP"
	}
	switch {
	case !isAccessToken(a.AccessToken):
		return Tokens{}, malformed(at, "incomplete", "the access token is missing or not printable")
	case !isVisible(a.RefreshToken), !isVisible(a.IDToken):
		return Tokens{}, malformed(at, "incomplete", "a token is not printable")
	case a.TokenType == "":
		return Tokens{}, malformed(at, "type_missing", "the token type is missing")
	case bound && strings.EqualFold(a.TokenType, "Bearer"):
		return Tokens{}, insecure(CheckDPoPDowngrade)
	case !strings.EqualFold(a.TokenType, kind):
		return Tokens{}, malformed(at, "type_unknown", "the token type is not "+kind)
	}
	t := Tokens{
		Access: NewSecret(a.AccessToken), Refresh: NewSecret(a.RefreshToken), ID: NewSecret(a.IDToken),
		Type: kind, Scope: cleanText(a.Scope, 4096), IssuedAt: sent,
	}
	if a.ExpiresIn != nil {
		// Counted from before the request: a token that ends too early is
		// renewed once more, one that ends too late fails in the person's hands.
		t.ExpiresAt = storable(sent.Add(a.ExpiresIn.duration()))
	}
	if t.Scope == "" && at != AtRefresh { // a renewal leaves it as it was (RFC 6749 section 6)
		t.Scope = strings.Join(c.provider.scopes(), " ")
	}
	return t, nil
}
