package auth_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"latchkey/auth"
)

func TestPermissionsAreAskedForWithTheTokenAlone(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	p.Override["/token"] = answerWith(200, "application/json", `[{"rsid":"1","rsname":"One"}]`)
	client := p.client(t, func(pr *auth.Provider, _ *auth.Config) { pr.ClientSecret = auth.NewSecret("secret-of-the-client") })
	a, err := client.Permissions(testContext(t), auth.Tokens{Access: auth.NewSecret(accessToken)}, "the-api")
	if err != nil || !strings.Contains(string(a.Body), "rsid") || a.Date.IsZero() || a.SentAt.IsZero() {
		t.Fatalf("%+v, %v", a, err)
	}
	seen := p.seen("/token")[0]
	want := map[string]string{
		"grant_type": "urn:ietf:params:oauth:grant-type:uma-ticket", "audience": "the-api", "response_mode": "permissions", "client_id": clientID,
	}
	for name, value := range want {
		if seen.Form.Get(name) != value {
			t.Errorf("%s is %q", name, seen.Form.Get(name))
		}
	}
	if len(seen.Form) != len(want) || seen.Header.Get("Authorization") != "Bearer "+accessToken {
		t.Errorf("asked %+v", seen)
	}
	if skew, known := client.ProvenSkew(); !known || skew.Abs().Minutes() > 1 {
		t.Errorf("the clock: %v, %v", skew, known)
	}
}

func TestWhatARefusalOfPermissionsMeans(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		handler  http.HandlerFunc
		sentinel error
		code     string
	}{
		{"nothing is permitted", answerWith(403, "application/json", `{"error":"access_denied","error_description":"not_authorized"}`), auth.ErrProviderRefused, "access_denied"},
		{"unauthorized", gateway(401, "WWW-Authenticate", `Bearer error="invalid_token"`), auth.ErrSignInNeeded, "invalid_token"},
		{"token not taken", answerWith(400, "application/json", `{"error":"invalid_grant"}`), auth.ErrSignInNeeded, "invalid_grant"},
		{"no such grant", answerWith(400, "application/json", `{"error":"unsupported_grant_type"}`), auth.ErrProviderRefused, "unsupported_grant_type"},
		{"a web page", answerWith(403, "text/html", "<p>access_denied"), auth.ErrProviderRefused, ""},
		{"echo", answerWith(400, "application/json", `{"error":"invalid_request","error_description":"`+accessToken+`"}`), auth.ErrProviderRefused, "invalid_request"},
		{"broken", gateway(500), auth.ErrUnreachable, ""},
		{"busy", gateway(429), auth.ErrUnreachable, ""},
		{"says that it is broken", answerWith(400, "application/json", `{"error":"server_error"}`), auth.ErrUnreachable, ""},
		{"web page as an answer", answerWith(200, "text/html", "<p>hello"), auth.ErrMalformedAnswer, ""},
		{"cut short", cutShort, auth.ErrMalformedAnswer, ""},
		{"redirect", gateway(302, "Location", "/elsewhere"), auth.ErrSecurityCheck, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			p.Override["/token"] = c.handler
			a, err := p.client(t, nil).Permissions(testContext(t), auth.Tokens{Access: auth.NewSecret(accessToken)}, "api")
			var response *auth.ProviderResponseError
			_ = errors.As(err, &response)
			if !errors.Is(err, c.sentinel) || errors.Is(err, auth.ErrDeclined) || response != nil && (response.Code != c.code || response.At != auth.AtPermissions) {
				t.Errorf("got %v", err)
			}
			if a.Body != nil || strings.Contains(fmt.Sprintf("%v %+v", err, a), accessToken) {
				t.Errorf("it tells %v, %+v", err, a)
			}
		})
	}
	p := newFaultProvider(t)
	if _, err := p.client(t, nil).Permissions(testContext(t), auth.Tokens{}, "api"); !errors.Is(err, auth.ErrSignInNeeded) {
		t.Errorf("without a token: %v", err)
	}
}
