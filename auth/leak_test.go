package auth_test

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"latchkey/auth"
)

// lockedBuffer collects logs of several goroutines.
type lockedBuffer struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.all.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.all.String()
}

// Protocol threat T10: a server that repeats secrets in every place it has.
func TestNoErrorAndNoLogRepeatsASecret(t *testing.T) {
	t.Parallel()
	echo := func(status int, contentType, body string) http.HandlerFunc {
		return answerWith(status, contentType, strings.ReplaceAll(body, "CANARY", canary))
	}
	failures := map[string]http.HandlerFunc{
		"description":       echo(400, "application/json", `{"error":"invalid_request","error_description":"token CANARY is bad"}`),
		"code":              echo(400, "application/json", `{"error":"CANARY"}`),
		"error address":     echo(400, "application/json", `{"error":"invalid_grant","error_uri":"https://x/CANARY"}`),
		"body without JSON": echo(400, "text/plain", "CANARY"),
		"form body":         echo(400, "application/x-www-form-urlencoded", "error=x&error_description=CANARY"),
		"broken":            echo(500, "text/plain", "CANARY"),
		"wrong type":        echo(200, "application/json", `{"access_token":["CANARY"]}`),
		"web page":          echo(200, "text/html", "CANARY"),
		"half JSON":         echo(200, "application/json", `{"access_token":"CANARY`),
		"token type":        echo(200, "application/json", `{"access_token":"CANARY","token_type":"CANARY"}`),
		"lifetime":          echo(200, "application/json", `{"access_token":"CANARY","token_type":"Bearer","expires_in":"CANARY"}`),
		"bad ID token":      echo(200, "application/json", `{"access_token":"CANARY","token_type":"Bearer","id_token":"CANARY.CANARY.CANARY"}`),
		"no answer":         noAnswer,
		"redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/x?token="+canary, http.StatusTemporaryRedirect)
		},
	}
	secret := auth.NewSecret(canary)
	old := auth.Tokens{Access: secret, Refresh: secret, ID: secret}
	for name, handler := range failures {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			for _, path := range []string{"/token", "/device", "/revoke", "/rights"} {
				p.Override[path] = handler
			}
			p.Redirect = func(q url.Values) { q.Set("code", canary) }
			var log lockedBuffer
			client := p.client(t, func(pr *auth.Provider, cfg *auth.Config) {
				pr.ClientSecret = secret
				cfg.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
			})
			_, signIn := client.SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open})
			_, device := client.SignInWithDevice(testContext(t), auth.DeviceRequest{})
			_, refresh := client.Refresh(testContext(t), old, auth.Identity{})
			answer, resource := client.GetResource(testContext(t), auth.Tokens{Access: secret}, auth.ResourceRequest{URL: p.URL + "/rights"})
			_ = client.Revoke(testContext(t), old)
			for _, err := range []error{signIn, device, refresh} {
				if err == nil {
					t.Error("no failure")
				}
			}
			for _, err := range []error{signIn, device, refresh, resource, answer.Err()} {
				for ; err != nil; err = errors.Unwrap(err) {
					assertClean(t, err.Error())
				}
			}
			assertClean(t, log.String())
		})
	}
}

func TestErrorsOfTheRedirectAreCleaned(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	p.Redirect = func(q url.Values) {
		q.Del("code")
		q.Set("error", "invalid_scope")
		q.Set("error_description", "no\u202e \x1b[31m"+strings.Repeat("word ", 200)+canary)
	}
	_, err := p.signIn(t, nil)
	var response *auth.ProviderResponseError
	if !errors.As(err, &response) || response.Code != "invalid_scope" {
		t.Fatalf("got %v", err)
	}
	if n := len([]rune(response.Description)); n == 0 || n > 200 || strings.ContainsAny(response.Description, "\u202e\x1b") {
		t.Errorf("description %q", response.Description)
	}
	assertClean(t, err.Error())
}
