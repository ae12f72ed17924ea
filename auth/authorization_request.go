package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// authorizationRequest is what the person's browser is sent to.
type authorizationRequest struct {
	address string
	ends    time.Duration // how long it can be used; 0: as long as the provider likes
}

// request makes the authorization request: pushed, so that the address holds no
// personal data and nothing that could be altered on its way (RFC 9126), or as
// a query.
func (c *Client) request(ctx context.Context, m Metadata, t transaction, r BrowserRequest) (authorizationRequest, error) {
	form, err := c.authorizationForm(t, r)
	if err != nil {
		return authorizationRequest{}, err
	}
	if m.PAREndpoint == "" || c.provider.PAR == "off" && !m.PARRequired {
		return authorizationRequest{address: addQuery(m.AuthorizationEndpoint, form)}, nil
	}
	pushed, err := c.push(ctx, m, form)
	if err != nil {
		return authorizationRequest{}, fmt.Errorf("push authorization request: %w", err)
	}
	short := url.Values{"client_id": {c.provider.ClientID}, "request_uri": {pushed.RequestURI}}
	return authorizationRequest{address: addQuery(m.AuthorizationEndpoint, short), ends: pushed.lifetime()}, nil
}

// authorizationForm holds the parameters of OpenID Connect Core 3.1.2.1. The
// verifier stays here; only its S256 hash leaves.
func (c *Client) authorizationForm(t transaction, r BrowserRequest) (url.Values, error) {
	form := url.Values{}
	for name, value := range c.provider.AuthParams {
		form.Set(name, value)
	}
	set := func(name, value string) {
		if value != "" {
			form.Set(name, value)
		}
	}
	set("response_type", "code")
	set("client_id", c.provider.ClientID)
	set("redirect_uri", t.redirectURI)
	set("scope", strings.Join(c.provider.scopes(), " "))
	set("state", t.state)
	set("nonce", t.nonce)
	set("code_challenge", challengeOf(t.verifier))
	set("code_challenge_method", "S256")
	set("login_hint", r.LoginHint)
	set("ui_locales", r.UILocales)
	set("prompt", c.prompts(r.Fresh, t.choose))
	if r.Fresh {
		set("max_age", "0")
	}
	for _, resource := range c.provider.Resources {
		form.Add("resource", resource)
	}
	if t.key != nil {
		name, err := t.key.thumbprint()
		if err != nil {
			return nil, err
		}
		set("dpop_jkt", name)
	}
	return form, nil
}

// prompts says what the provider is to ask the person. offline_access needs
// consent, or providers leave the refresh token out (OpenID Connect Core 11). A
// provider description that sets prompt itself knows better, save that a fresh
// sign-in always asks for login, and a choice for the accounts (choose; empty: no
// choice). The values are a list, in which their order means nothing.
func (c *Client) prompts(fresh bool, choose string) string {
	prompts := strings.Fields(c.provider.AuthParams["prompt"])
	if len(prompts) == 0 && slices.Contains(c.provider.scopes(), "offline_access") {
		prompts = []string{"consent"}
	}
	var first []string
	if fresh {
		first = append(first, promptLogin)
	}
	if choose != "" && !slices.Contains(first, choose) {
		first = append(first, choose)
	}
	if len(first) > 0 {
		// "none" may not stand beside another value, and would not ask anybody.
		prompts = slices.DeleteFunc(prompts, func(p string) bool { return p == "none" || slices.Contains(first, p) })
	}
	return strings.Join(append(first, prompts...), " ")
}

const (
	promptLogin         = "login"
	promptSelectAccount = "select_account"
)

// choice is the prompt that lets the person choose an account. A provider that
// lists its prompts without select_account gets login, whose page has a way to
// another account.
func choice(m Metadata, wanted bool) string {
	switch {
	case !wanted:
		return ""
	case m.PromptValues != nil && !slices.Contains(m.PromptValues, promptSelectAccount):
		return promptLogin
	}
	return promptSelectAccount
}

// refusesChoice recognizes a provider that does not know select_account and had
// not said so. It may not fall back by itself (OpenID Connect Core 3.1.2.1 has the
// values, and no word on unknown ones).
func refusesChoice(err error) bool {
	var refused *ProviderResponseError
	return errors.As(err, &refused) && refused.Code == "invalid_request" && strings.Contains(refused.Description, "prompt")
}

// pushedAnswer is the JSON of RFC 9126 section 2.2, success or error.
type pushedAnswer struct {
	RequestURI       string   `json:"request_uri"`
	ExpiresIn        *seconds `json:"expires_in"`
	Error            string   `json:"error"`
	ErrorDescription string   `json:"error_description"`
}

// usualPushLifetime is assumed where a provider does not say, though it must.
const usualPushLifetime = time.Minute

func (p pushedAnswer) lifetime() time.Duration {
	if p.ExpiresIn == nil || *p.ExpiresIn < 1 {
		return usualPushLifetime
	}
	return p.ExpiresIn.duration()
}

// push hands the parameters over before the browser opens. A failure is final:
// to send them as a query instead would undo the protection just when somebody
// interferes (RFC 9126 section 2.3).
func (c *Client) push(ctx context.Context, m Metadata, form url.Values) (pushedAnswer, error) {
	a, err := c.post(ctx, call{at: AtPAR, address: m.PAREndpoint, form: form, basic: m.prefersBasic()})
	if err != nil {
		return pushedAnswer{}, err
	}
	if err := a.outage(c.now()); err != nil {
		return pushedAnswer{}, err
	}
	var parsed pushedAnswer
	created := a.status == http.StatusCreated || a.status == http.StatusOK
	if !created {
		a.errorObject(&parsed)
		return pushedAnswer{}, c.refusal(a, parsed.Error, parsed.ErrorDescription, nil)
	}
	if err := a.object(&parsed); err != nil {
		return pushedAnswer{}, err
	}
	if parsed.RequestURI == "" || !isVisible(parsed.RequestURI) || len(parsed.RequestURI) > 512 {
		return pushedAnswer{}, malformed(AtPAR, "incomplete", "there is no request_uri")
	}
	return parsed, nil
}
