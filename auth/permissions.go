package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
)

const umaTicketGrant = "urn:ietf:params:oauth:grant-type:uma-ticket"

// Permissions asks the token endpoint what the person may do at a resource server,
// with the ticket grant of UMA 2.0 and response_mode=permissions, an addition of
// Keycloak's that others took over: the answer is a list of resources and scopes
// instead of a token. audience is the resource server's client identifier.
//
// The access token alone says who asks; a client secret is not sent. It is a
// question, and an outage is tried again as at [Client.GetResource].
//
// The answer is given with every status, also beside an error that tells its
// meaning. Errors: as [Client.Discover]; [ErrUnreachable]; [ErrSignInNeeded] for a
// token that is not taken (401, invalid_token, invalid_grant), or when there is none; a
// [*ProviderResponseError] with the code otherwise, where access_denied with 403
// means that nothing at all is permitted; [ErrMalformedAnswer]; [*SecurityError];
// [ErrTokenBundle]; the context's own.
func (c *Client) Permissions(ctx context.Context, t Tokens, audience string) (ResourceAnswer, error) {
	if t.Access.IsZero() {
		return ResourceAnswer{}, ErrSignInNeeded
	}
	key, err := keyOf(t)
	if err != nil {
		return ResourceAnswer{}, err
	}
	d, err := c.discover(ctx)
	if err != nil {
		return ResourceAnswer{}, err
	}
	form := url.Values{
		"grant_type": {umaTicketGrant}, "audience": {audience}, "response_mode": {"permissions"}, "client_id": {c.provider.ClientID},
	}
	ask := call{
		at: AtPermissions, method: http.MethodPost, address: d.meta.TokenEndpoint, access: t.Access, key: key,
		header: questionHeader(false), body: []byte(form.Encode()), limit: permissionsLimit,
	}
	ask.header.Set("Content-Type", "application/x-www-form-urlencoded")
	a, err := c.ask(ctx, ask)
	if err != nil {
		return ResourceAnswer{}, fmt.Errorf("ask for permissions: %w", err)
	}
	answer := c.resourceAnswer(ask, a)
	if err := c.checkPermissions(a, t.Access); err != nil {
		answer.Body = nil
		return answer, fmt.Errorf("ask for permissions: %w", err)
	}
	return answer, nil
}

// permissionsLimit is what access rights may take anywhere.
const permissionsLimit = 32 << 20

func (c *Client) checkPermissions(a answer, access Secret) error {
	if err := a.outage(c.now()); err != nil {
		return err
	}
	if a.status == http.StatusOK {
		if !a.isJSON() {
			return malformed(a.at, "not_json", "the content type is not JSON")
		}
		return nil
	}
	var parsed tokenAnswer
	a.errorObject(&parsed)
	if parsed.Error == "" {
		parsed.Error = challengeError(a.header)
	}
	err := c.refusal(a, parsed.Error, parsed.ErrorDescription, []Secret{access})
	var response *ProviderResponseError
	if errors.As(err, &response) {
		// There is no person here who could decline, and no device code.
		response.kind = ErrProviderRefused
		if a.status == http.StatusUnauthorized || parsed.Error == "invalid_token" || parsed.Error == "invalid_grant" {
			response.kind = ErrSignInNeeded
		}
	}
	return err
}
