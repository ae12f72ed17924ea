package demoidp_test

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"latchkey/auth/demoidp"
)

const secret = "s3cret: of %the client+"

func secretParty(t *testing.T) *party {
	t.Helper()
	return newParty(t, func(o *demoidp.Options) { o.ClientSecret = secret })
}

func basic(id, password string) string {
	pair := url.QueryEscape(id) + ":" + url.QueryEscape(password)
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(pair))
}

// refreshForm is a request of an unknown refresh token: who gets as far as
// invalid_grant is known.
func refreshForm(more ...string) url.Values {
	form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {"x"}}
	for i := 0; i < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	return form
}

func TestMetadataNamesTheMethodsOfTheClient(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		p    *party
		want []any
	}{
		{newParty(t), []any{"none"}},
		{secretParty(t), []any{"client_secret_basic", "client_secret_post"}},
	} {
		for _, name := range []string{"token_endpoint_auth_methods_supported", "revocation_endpoint_auth_methods_supported"} {
			if got, _ := c.p.metadata()[name].([]any); !slices.Equal(got, c.want) {
				t.Errorf("%s: %v, want %v", name, got, c.want)
			}
		}
	}
}

func TestTheSecretIsTakenInEitherPlace(t *testing.T) {
	t.Parallel()
	p := secretParty(t)
	id := p.server.ClientID()
	for _, path := range []string{"/token", "/revoke", "/device/authorize", "/par"} {
		form := refreshForm("client_id", id, "client_secret", secret)
		if got := p.do(http.MethodPost, path, form); got.text("error") == "invalid_client" {
			t.Errorf("%s: the secret in the form was refused", path)
		}
		if got := p.do(http.MethodPost, path, refreshForm(), "Authorization", basic(id, secret)); got.text("error") == "invalid_client" {
			t.Errorf("%s: the secret in the header was refused", path)
		}
	}
	wantStatus(t, p.do(http.MethodPost, "/token", refreshForm("client_id", id), "Authorization", basic(id, secret)), http.StatusBadRequest, "invalid_grant")
}

func TestWithoutItsSecretTheClientIsNobody(t *testing.T) {
	t.Parallel()
	p := secretParty(t)
	id := p.server.ClientID()
	for name, c := range map[string]struct {
		form   url.Values
		header string
	}{
		"nothing":                  {refreshForm("client_id", id), ""},
		"empty secret":             {refreshForm("client_id", id, "client_secret", ""), ""},
		"wrong secret":             {refreshForm("client_id", id, "client_secret", secret+"x"), ""},
		"wrong client":             {refreshForm("client_id", "another", "client_secret", secret), ""},
		"wrong secret in header":   {refreshForm(), basic(id, "x")},
		"wrong client in header":   {refreshForm(), basic("another", secret)},
		"both methods":             {refreshForm("client_id", id, "client_secret", secret), basic(id, secret)},
		"another client beside":    {refreshForm("client_id", "another"), basic(id, secret)},
		"another scheme":           {refreshForm("client_id", id), "Bearer " + secret},
		"header that is no base64": {refreshForm(), "Basic ?"},
		"header not form-encoded":  {refreshForm(), "Basic " + base64.StdEncoding.EncodeToString([]byte(id+":"+secret))},
	} {
		t.Run(name, func(t *testing.T) {
			header := []string{}
			if c.header != "" {
				header = []string{"Authorization", c.header}
			}
			got := p.do(http.MethodPost, "/token", c.form, header...)
			wantStatus(t, got, http.StatusUnauthorized, "invalid_client")
			if !strings.HasPrefix(got.header.Get("WWW-Authenticate"), "Basic ") {
				t.Errorf("challenge %q", got.header.Get("WWW-Authenticate"))
			}
		})
	}
}

func TestAConfidentialClientSignsInAndPushes(t *testing.T) {
	t.Parallel()
	p := secretParty(t)
	header := []string{"Authorization", basic(p.server.ClientID(), secret)}
	got := p.do(http.MethodPost, "/par", p.query(), header...)
	wantStatus(t, got, http.StatusCreated, "")
	query := url.Values{"client_id": {p.server.ClientID()}, "request_uri": {got.text("request_uri")}}.Encode()
	code := p.open(&demoidp.UserAgent{Person: "mila"}, query).Get("code")
	form := url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {p.redirectURI()}, "code_verifier": {p.verifier}}
	h := p.newHolder()
	tokens := p.do(http.MethodPost, "/token", form, append(header, "DPoP", h.tokenProof())...)
	wantStatus(t, tokens, http.StatusOK, "")
	wantStatus(t, h.get("/rights", tokens.text("access_token")), http.StatusOK, "")
	// Its refresh tokens are bound to the secret, not to the key (RFC 9449 5).
	form = url.Values{"grant_type": {"refresh_token"}, "refresh_token": {tokens.text("refresh_token")}}
	wantStatus(t, p.do(http.MethodPost, "/token", form, header...), http.StatusOK, "")
}
