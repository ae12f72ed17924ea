package auth

import "net/url"

const callbackLimit = 16 << 10

// callback is an authorization response (RFC 6749 section 4.1.2, RFC 9207).
type callback struct {
	state, code, iss, errorCode, description string
	hasIss                                   bool
	pasted                                   bool // by a person: no page waits for the outcome
}

// parseCallback reads a query. It is false for one that does not parse, that is
// too long, or that repeats a parameter of the protocol (RFC 6749 section 3.1).
func parseCallback(rawQuery string) (callback, bool) {
	if len(rawQuery) > callbackLimit {
		return callback{}, false
	}
	q, err := url.ParseQuery(rawQuery)
	if err != nil {
		return callback{}, false
	}
	for _, name := range []string{"state", "code", "iss", "error", "error_description"} {
		if len(q[name]) > 1 {
			return callback{}, false
		}
	}
	return callback{
		state: q.Get("state"), code: q.Get("code"), iss: q.Get("iss"), hasIss: q.Has("iss"),
		errorCode: q.Get("error"), description: q.Get("error_description"),
	}, true
}

// checkCallback decides on a response whose state was right. The issuer comes
// first, so that an error of another server is not blamed on this one (RFC 9207
// section 2.4): required when advertised, compared whenever present.
func (c *Client) checkCallback(m Metadata, cb callback) error {
	check := func(check string) error {
		if cb.errorCode != "" {
			check = CheckIssOnError
		}
		return insecure(check)
	}
	switch {
	case cb.hasIss && cb.iss != c.provider.Issuer:
		return check(CheckIss)
	case !cb.hasIss && m.IssParameterSupported:
		return check(CheckIssMissing)
	case cb.code != "" && cb.errorCode != "":
		return malformed(AtAuthorization, "contradictory", "the redirect holds both a code and an error")
	case cb.errorCode != "":
		u, _ := url.Parse(m.AuthorizationEndpoint)
		from := answer{at: AtAuthorization, host: u.Host}
		return c.refusal(from, cb.errorCode, cb.description, []Secret{NewSecret(cb.state)})
	case cb.code == "" || !isVisible(cb.code):
		return malformed(AtAuthorization, "incomplete", "the redirect holds no code")
	}
	return nil
}
