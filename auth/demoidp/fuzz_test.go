package demoidp_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"latchkey/auth/demoidp"
)

// FuzzAuthorize sends any query, and the same through the sign-in form. Wherever
// the browser is sent then must be a listener on loopback that is not the demo.
func FuzzAuthorize(f *testing.F) {
	server, err := demoidp.Start(f.Context(), demoidp.Options{ClientID: "c"})
	if err != nil {
		f.Fatal(err)
	}
	good := "client_id=c&redirect_uri=http%3A%2F%2F127.0.0.1%3A4000%2F&response_type=code&scope=openid&state=s&code_challenge_method=S256&code_challenge=" + strings.Repeat("A", 43)
	for _, seed := range []string{
		good, good + "&prompt=none", good + "&max_age=0", "", "%zz", "a;b", "client_id=c&redirect_uri=//attacker.example",
		"client_id=c&redirect_uri=http://127.0.0.1:4000@attacker.example/", "client_id=c&redirect_uri=http://127.0.0.1:4000%5c@attacker.example/",
		"client_id=c&redirect_uri=http%3A%2F%2F%5B%3A%3A1%5D%3A4000%2F%3Fq", "client_id=c&redirect_uri=http://localhost:1/", good + "&state=%0d%0aLocation:%20x",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		server.Control().Reset()
		for _, request := range []*http.Request{
			handled(server, http.MethodGet, "/authorize", query, nil),
			handled(server, http.MethodPost, "/sign-in", "", url.Values{"request": {query}, "person": {"mila"}}),
			handled(server, http.MethodPost, "/sign-in", "", url.Values{"request": {query}, "deny": {"1"}}),
		} {
			answer := httptest.NewRecorder()
			server.ServeHTTP(answer, request)
			checkAnswer(t, server, answer)
		}
	})
}

// FuzzToken sends any form to the endpoints that programs call.
func FuzzToken(f *testing.F) {
	server, err := demoidp.Start(f.Context(), demoidp.Options{ClientID: "c"})
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{
		"client_id=c&grant_type=authorization_code&code=x&code_verifier=" + strings.Repeat("a", 43), "client_id=c&grant_type=refresh_token&refresh_token=x&scope=a+b",
		"client_id=c&grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code=", "client_id=c&token=x", "client_id=c&scope=openid", "", "%", "a=1&a=2", "client_id=c;x",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		server.Control().Reset()
		for _, path := range []string{"/token", "/revoke", "/device/authorize", "/device", "/device/approve", "/end-session", "/end-session/confirm"} {
			request := httptest.NewRequest(http.MethodPost, server.Issuer()+path, strings.NewReader(body))
			request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			answer := httptest.NewRecorder()
			server.ServeHTTP(answer, request)
			checkAnswer(t, server, answer)
			if strings.Contains(answer.Body.String(), "access_token") {
				t.Errorf("%s gave a token for %q", path, body)
			}
		}
	})
}

func handled(server *demoidp.Server, method, path, query string, form url.Values) *http.Request {
	request := httptest.NewRequest(method, server.Issuer()+path, strings.NewReader(form.Encode()))
	request.URL.RawQuery = query
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return request
}

func checkAnswer(t *testing.T, server *demoidp.Server, answer *httptest.ResponseRecorder) {
	t.Helper()
	if answer.Code >= http.StatusInternalServerError {
		t.Errorf("status %d: %s", answer.Code, answer.Body)
	}
	location := answer.Header().Get("Location")
	if location == "" {
		return
	}
	u, err := url.Parse(location)
	if err != nil || u.Scheme != "http" || u.User != nil || (u.Hostname() != "127.0.0.1" && u.Hostname() != "::1") {
		t.Errorf("sent to %q", location)
	}
	if err == nil && "http://"+u.Host == server.Issuer() {
		t.Errorf("sent to the demo itself: %q", location)
	}
}
