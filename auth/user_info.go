package auth

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"
)

const userInfoLimit = 8 * time.Second

// identify turns verified tokens into an identity. UserInfo adds to it when the
// provider has that endpoint. When UserInfo cannot be used, and the ID token
// alone tells enough, the sign-in stands: an outage there is no statement about
// the person. A foreign or missing subject there is (OpenID Connect Core 5.3.2).
func (c *Client) identify(ctx context.Context, m Metadata, t Tokens, v verifiedToken) (Identity, error) {
	if m.UserInfoEndpoint == "" {
		return newIdentity(c.provider, v, nil), nil
	}
	info, _, err := c.userInfo(ctx, m, t, v.claims.Subject, ClaimsRequest{})
	if err == nil {
		return newIdentity(c.provider, v, info), nil
	}
	if errors.Is(err, ErrSecurityCheck) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return Identity{}, err
	}
	var refused *ProviderResponseError
	if errors.As(err, &refused) {
		refused.kind = ErrProviderRefused // even a 401: the sign-in has just been
	}
	id := newIdentity(c.provider, v, nil)
	if id.Email == "" && slices.Contains(c.provider.scopes(), "email") {
		return Identity{}, err
	}
	c.log.DebugContext(ctx, "userinfo not used", "cause", err)
	return id, nil
}

// userInfo reads the claims of the UserInfo endpoint (OpenID Connect Core 5.3).
// The answer comes without its body, and also with an error when there was one.
func (c *Client) userInfo(ctx context.Context, m Metadata, t Tokens, subject string, r ClaimsRequest) (map[string]any, ResourceAnswer, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, userInfoLimit, errOwnLimit)
	defer cancel()
	key, err := keyOf(t)
	if err != nil {
		return nil, ResourceAnswer{}, err
	}
	ask := call{
		at: AtUserInfo, address: m.UserInfoEndpoint, access: t.Access, key: key,
		header: questionHeader(r.NoCache), limit: sizeLimit(r.MaxBytes),
	}
	if r.Post {
		ask.method = http.MethodPost
		ask.header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	a, err := c.ask(ctx, ask)
	if err != nil {
		return nil, ResourceAnswer{}, err
	}
	answer := c.resourceAnswer(ask, a)
	answer.Body = nil
	info, err := c.readUserInfo(a, subject)
	return info, answer, err
}

func (c *Client) readUserInfo(a answer, subject string) (map[string]any, error) {
	if err := a.outage(c.now()); err != nil {
		return nil, err
	}
	if a.status != http.StatusOK {
		kind := ErrProviderRefused
		if a.status == http.StatusUnauthorized {
			kind = ErrSignInNeeded
		}
		return nil, &ProviderResponseError{At: AtUserInfo, Code: challengeError(a.header), Status: a.status, kind: kind}
	}
	var info map[string]any
	if err := a.object(&info); err != nil {
		return nil, err
	}
	sub, ok := info["sub"].(string)
	switch {
	case !ok || sub == "":
		return nil, insecure(CheckUserInfoSubjectMissing)
	case !equalConstant(sub, subject):
		return nil, insecure(CheckUserInfoSubject)
	}
	return info, nil
}
