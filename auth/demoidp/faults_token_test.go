package demoidp_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"latchkey/auth/demoidp"
)

// tokenFaults are about the members of an answer that can be read.
func tokenFaults() map[string]faultCheck {
	return map[string]faultCheck{
		demoidp.FaultNoRefreshToken:   lacksMember("refresh_token"),
		demoidp.FaultNoExpiresIn:      lacksMember("expires_in"),
		demoidp.FaultTokenNoAccess:    lacksMember("access_token"),
		demoidp.FaultNoIDToken:        lacksMember("id_token"),
		demoidp.FaultTokenTypeMissing: lacksMember("token_type"),
		demoidp.FaultTokenTypeCase:    hasMember("token_type", "bEaReR"),
		demoidp.FaultTokenTypeUnknown: hasMember("token_type", "mac"),
		demoidp.FaultExpiresInString:  hasMember("expires_in", "300"),
		demoidp.FaultBigTokens: func(t *testing.T, p *party) bool {
			tokens := p.signIn("mila")
			size := len(tokens.text("access_token")) + len(tokens.text("id_token")) + len(tokens.text("refresh_token"))
			// They are large, and they work.
			wantStatus(t, p.get("/rights", tokens.text("access_token")), http.StatusOK, "")
			wantStatus(t, p.refresh(tokens.text("refresh_token")), http.StatusOK, "")
			return size > 18_000 && size < 24_000
		},
	}
}

func lacksMember(name string) faultCheck { return hasMember(name, nil) }

func hasMember(name string, want any) faultCheck {
	return func(_ *testing.T, p *party) bool { return p.signIn("mila").fields[name] == want }
}

// tokenAnswerFaults are about answers in place of tokens. They hold for every grant.
func tokenAnswerFaults() map[string]faultCheck {
	return map[string]faultCheck{
		demoidp.FaultToken500: everyGrant(func(got answer) bool { return got.status == http.StatusInternalServerError }),
		demoidp.FaultToken429: everyGrant(func(got answer) bool {
			return got.status == http.StatusTooManyRequests && got.header.Get("Retry-After") == "30"
		}),
		demoidp.FaultTokenHTML:          everyGrant(isWebPage),
		demoidp.FaultTokenRedirect:      everyGrant(func(got answer) bool { return isRedirect(got, http.StatusTemporaryRedirect, "/elsewhere") }),
		demoidp.FaultTokenInvalidGrant:  everyGrant(refusedAs(http.StatusBadRequest, "invalid_grant")),
		demoidp.FaultTokenInvalidClient: everyGrant(refusedAs(http.StatusUnauthorized, "invalid_client")),
		demoidp.FaultTokenSlow: func(t *testing.T, p *party) bool {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			_, err := p.try(ctx, http.MethodPost, "/token", url.Values{"client_id": {p.server.ClientID()}})
			return errors.Is(err, context.DeadlineExceeded)
		},
		demoidp.FaultTokenDrop: func(t *testing.T, p *party) bool {
			_, err := p.try(t.Context(), http.MethodPost, "/token", url.Values{"client_id": {p.server.ClientID()}})
			return errors.Is(err, io.EOF)
		},
		demoidp.FaultTokenHuge: func(_ *testing.T, p *party) bool {
			got := p.redeem(p.visit(&demoidp.UserAgent{Person: "mila"}).Get("code"))
			return len(got.body) > 2<<20 && got.text("access_token") != ""
		},
		demoidp.FaultTokenTruncated: func(t *testing.T, p *party) bool {
			form := p.codeForm(p.visit(&demoidp.UserAgent{Person: "mila"}).Get("code"))
			got, err := p.try(t.Context(), http.MethodPost, "/token", form)
			return errors.Is(err, io.ErrUnexpectedEOF) && got.text("access_token") != ""
		},
		demoidp.FaultTokenEcho: func(_ *testing.T, p *party) bool {
			form := p.codeForm(p.visit(&demoidp.UserAgent{Person: "mila"}).Get("code"))
			got := p.do(http.MethodPost, "/token", form)
			for name := range form {
				if !strings.Contains(got.text("error_description"), form.Get(name)) {
					return false
				}
			}
			return got.status == http.StatusBadRequest && got.text("error") == "invalid_request"
		},
	}
}

func (p *party) codeForm(code string) url.Values {
	return url.Values{
		"client_id": {p.server.ClientID()}, "grant_type": {"authorization_code"}, "code": {code},
		"redirect_uri": {p.redirectURI()}, "code_verifier": {p.verifier},
	}
}

// everyGrant asks with a good request of each kind and wants the same of all.
func everyGrant(seen func(answer) bool) faultCheck {
	return func(_ *testing.T, p *party) bool {
		code := p.visit(&demoidp.UserAgent{Person: "mila"}).Get("code")
		device := p.startDevice()
		return !slices.ContainsFunc([]answer{p.redeem(code), p.refresh("x"), p.poll(device)}, func(got answer) bool { return !seen(got) })
	}
}

func refusedAs(status int, code string) func(answer) bool {
	return func(got answer) bool { return got.status == status && got.text("error") == code }
}

func TestWhatIsSentElsewhereIsCounted(t *testing.T) {
	p := newParty(t)
	if err := p.control.Fault(demoidp.FaultTokenRedirect, true); err != nil {
		t.Fatal(err)
	}
	p.refresh("x")
	if n := p.control.Counts()[demoidp.EndpointElsewhere]; n != 0 {
		t.Errorf("%d requests elsewhere before anybody followed", n)
	}
	p.do(http.MethodPost, "/elsewhere", url.Values{"refresh_token": {"x"}})
	p.do(http.MethodGet, "/elsewhere", nil)
	if n := p.control.Counts()[demoidp.EndpointElsewhere]; n != 2 {
		t.Errorf("%d requests elsewhere, want 2", n)
	}
}

// A faulty answer can hold tokens that work; a test that looks for them must know them.
func TestSecretsInFaultyAnswersAreToldToTheTest(t *testing.T) {
	var mu sync.Mutex
	told := map[string]bool{}
	p := newParty(t, func(o *demoidp.Options) {
		o.Issued = func(secret string) {
			mu.Lock()
			defer mu.Unlock()
			told[secret] = true
		}
	})
	for _, fault := range demoidp.Faults() {
		if fault.Group != "token" && fault.Group != "id_token" || fault.Name == demoidp.FaultTokenSlow {
			continue
		}
		p.control.Reset()
		if err := p.control.Fault(fault.Name, true); err != nil {
			t.Fatal(err)
		}
		form := p.codeForm(p.visit(&demoidp.UserAgent{Person: "mila"}).Get("code"))
		// That the connection breaks off is what some of the faults are.
		got, _ := p.try(t.Context(), http.MethodPost, "/token", form)
		for _, name := range []string{"access_token", "refresh_token", "id_token"} {
			mu.Lock()
			if secret := got.text(name); secret != "" && !told[secret] {
				t.Errorf("%s: %s was not told", fault.Name, name)
			}
			mu.Unlock()
		}
	}
}
