package demoidp

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

const (
	userCodeLetters = "BCDFGHJKLMNPQRSTVWXZ" // no vowels, no words (RFC 8628 6.1)
	slowDownStep    = 5 * time.Second
)

// deviceCode is one device authorization (RFC 8628 3.2).
type deviceCode struct {
	userCode string
	scope    []string
	// resources as of grant; challenge as of refreshToken
	resources []string
	challenge string
	ends      time.Time
	interval  time.Duration
	polled    time.Time // zero: never
	grant     *grant    // set when a person approved
	declined  bool
	used      bool
	polls     int // counted under the faults of polling
}

// deviceStart is the device authorization endpoint (RFC 8628 3.1).
func (s *Server) deviceStart(w http.ResponseWriter, r *http.Request) {
	form, problem := s.clientForm(r)
	var asked *deviceCode
	if problem == nil {
		asked, problem = s.checkDevice(form)
	}
	if problem != nil {
		problem.write(w)
		return
	}
	code, err := s.random(24)
	if err != nil {
		s.broken(w, err)
		return
	}
	userCode, err := s.newUserCode()
	if err != nil {
		s.broken(w, err)
		return
	}
	now, o := s.now(), s.options
	s.mu.Lock()
	s.book.prune(now)
	asked.userCode, asked.ends, asked.interval = userCode, now.Add(o.DeviceLifetime), o.DeviceInterval
	s.book.devices[code] = asked
	s.mu.Unlock()
	o.Issued(code)
	page := s.issuer + pathDevice
	answer := map[string]any{
		"device_code": code, "user_code": userCode, "verification_uri": page,
		"verification_uri_complete": page + "?user_code=" + userCode,
		"expires_in":                int64(o.DeviceLifetime.Seconds()),
		"interval":                  max(1, int64(o.DeviceInterval.Seconds())),
	}
	s.spoilDevice(answer)
	writeJSON(w, http.StatusOK, answer)
}

// checkDevice checks what a device authorization request asks for.
func (s *Server) checkDevice(form url.Values) (*deviceCode, *oauthError) {
	asked := &deviceCode{scope: grantedScopes(form.Get("scope")), resources: form["resource"]}
	if !slices.Contains(asked.scope, "openid") {
		return nil, refuse("invalid_scope", "The scope openid is required.")
	}
	problem := s.checkResources(asked.resources)
	if problem == nil {
		asked.challenge, problem = s.firstChallenge(form)
	}
	return asked, problem
}

// newUserCode makes a code like "KQZM-XRDB".
func (s *Server) newUserCode() (string, error) {
	raw := make([]byte, 8)
	if _, err := io.ReadFull(s.options.Random, raw); err != nil {
		return "", err
	}
	var code strings.Builder
	for i, b := range raw {
		if i == 4 {
			code.WriteByte('-')
		}
		code.WriteByte(userCodeLetters[int(b)%len(userCodeLetters)])
	}
	return code.String(), nil
}

// plainUserCode forgives case, spaces and hyphens (RFC 8628 6.1).
func plainUserCode(code string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(userCodeLetters, r) {
			return r
		}
		return -1
	}, strings.ToUpper(code))
}

// deviceByUserCode finds a code that still waits for its person. Call with mu held.
func (b *book) deviceByUserCode(entered string, now time.Time) *deviceCode {
	entered = plainUserCode(entered)
	for _, d := range b.devices {
		if plainUserCode(d.userCode) == entered && d.grant == nil && !d.declined && now.Before(d.ends) {
			return d
		}
	}
	return nil
}
