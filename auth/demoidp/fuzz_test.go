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
		"client_id=c&redirect_uri=http%3A%2F%2F%5B%3A%3A1%5D%3A4000%2F%3Fq", "client_id=c&redirect_uri=http://localhost:1/", "client_id=c&request_uri=urn:ietf:params:oauth:request_uri:x", good + "&state=%0d%0aLocation:%20x",
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
		for _, path := range []string{"/token", "/par", "/revoke", "/device/authorize", "/device", "/device/approve", "/end-session", "/end-session/confirm"} {
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

// FuzzProof sends any DPoP proof: none is good, and none does harm.
func FuzzProof(f *testing.F) {
	server, err := demoidp.Start(f.Context(), demoidp.Options{ClientID: "c", RequireDPoP: true})
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{
		"", "x", "a.b.c", "..", "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2In0.e30.AA",
		"eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwiY3J2IjoiUC0yNTYiLCJ4IjoiQUEiLCJ5IjoiQUEifX0.e30.AA",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, proof string) {
		request := handled(server, http.MethodPost, "/token", "", url.Values{"client_id": {"c"}, "grant_type": {"refresh_token"}, "refresh_token": {"x"}})
		request.Header.Set("DPoP", proof)
		answer := httptest.NewRecorder()
		server.ServeHTTP(answer, request)
		checkAnswer(t, server, answer)
		if !strings.Contains(answer.Body.String(), "invalid_dpop_proof") {
			t.Errorf("%q: %d %s", proof, answer.Code, answer.Body)
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
