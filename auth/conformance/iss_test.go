package conformance_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"latchkey/auth"
	"latchkey/auth/demoidp"
)

func issuerParameter() chapter {
	return chapter{"iss", "Issuer in the authorization response: RFC 9207", []row{
		{
			id: "I1", section: "RFC 9207 2.4, 3", says: "`iss` is missing though the provider announces it: the answer is refused",
			test: refusesBeforeTokens(demoidp.FaultMissingIssParam, auth.CheckIssMissing),
		},
		{
			id: "I2", section: "RFC 9207 2.4", says: "`iss` is compared character by character; on a mismatch no other endpoint is asked",
			test: issIsCompared, elsewhere: []string{"auth TestRedirectsWithTheRightStateEndTheWait"},
		},
		{id: "I3", section: "RFC 9207 2.4", says: "The same holds for an error, which is then not blamed on the provider", test: issOnErrors},
		{id: "I4", section: "RFC 9207 2.4", says: "`iss` is compared also where the provider does not announce it", test: issUnannounced},
	}}
}

// refusesBeforeTokens is refuses for what shows before the code is redeemed.
func refusesBeforeTokens(fault, check string) func(*testing.T) {
	return func(t *testing.T) {
		p := newParty(t, faulty(fault))
		wantCheck(t, p.fails(), check)
		p.wantNoTokenRequest()
	}
}

func issIsCompared(t *testing.T) {
	for name, change := range map[string]func(string) string{
		"foreign":         func(string) string { return "https://attacker.example" },
		"empty":           func(string) string { return "" },
		"slash":           func(issuer string) string { return issuer + "/" },
		"capitals":        strings.ToUpper,
		"percent-encoded": func(issuer string) string { return strings.Replace(issuer, "127", "%3127", 1) },
		"another port":    func(issuer string) string { return issuer[:strings.LastIndexByte(issuer, ':')] + ":1" },
		"another name":    func(issuer string) string { return strings.Replace(issuer, "127.0.0.1", "localhost", 1) },
	} {
		p := newParty(t)
		p.browser.redirect(func(q url.Values) { q.Set("iss", change(q.Get("iss"))) })
		if err := p.fails(); checkOf(err) != auth.CheckIss {
			t.Errorf("%s: %v", name, err)
		}
		if n := len(p.wire.all("/token")) + len(p.wire.all("/keys")) + len(p.wire.all("/userinfo")); n != 0 {
			t.Errorf("%s: %d requests after it", name, n)
		}
	}
}

func issOnErrors(t *testing.T) {
	p := newParty(t, faulty(demoidp.FaultErrorWrongIss))
	err := p.fails()
	wantCheck(t, err, auth.CheckIssOnError)
	if errors.Is(err, auth.ErrDeclined) || strings.Contains(err.Error(), "access_denied") || strings.Contains(err.Error(), "did not want") {
		t.Errorf("the error of a stranger is repeated: %v", err)
	}
	p.wantNoTokenRequest()
}

func issUnannounced(t *testing.T) {
	const announced = "authorization_response_iss_parameter_supported"
	for iss, check := range map[string]string{"https://attacker.example": auth.CheckIss, "": ""} {
		p := newParty(t)
		p.wire.editJSON("/.well-known/openid-configuration", func(m map[string]any) { delete(m, announced) })
		p.browser.redirect(func(q url.Values) {
			q.Set("iss", iss)
			if iss == "" {
				q.Del("iss")
			}
		})
		if _, err := p.signIn(); checkOf(err) != check || (err == nil) != (check == "") {
			t.Errorf("iss %q: %v", iss, err)
		}
	}
}
