package auth

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	defaultCodeLifetime = 10 * time.Minute
	longestCodeLifetime = time.Hour
)

// deviceCode is the answer of RFC 8628 section 3.2 after it was checked.
type deviceCode struct {
	code      Secret
	verifier  Secret // serial PKCE only
	progress  Progress
	interval  time.Duration
	expiresAt time.Time
}

// deviceAnswer is the JSON of RFC 8628 section 3.2, success or error.
type deviceAnswer struct {
	DeviceCode              string   `json:"device_code"`
	UserCode                string   `json:"user_code"`
	VerificationURI         string   `json:"verification_uri"`
	VerificationURIComplete string   `json:"verification_uri_complete"`
	ExpiresIn               *seconds `json:"expires_in"`
	Interval                *seconds `json:"interval"`
	Error                   string   `json:"error"`
	ErrorDescription        string   `json:"error_description"`
}

func (c *Client) requestDeviceCode(ctx context.Context, m Metadata) (deviceCode, error) {
	form := url.Values{"client_id": {c.provider.ClientID}, "scope": {strings.Join(c.provider.scopes(), " ")}}
	for _, resource := range c.provider.Resources {
		form.Add("resource", resource)
	}
	var verifier Secret
	if c.provider.PKCE == "serial" {
		verifier = newVerifier()
		form.Set("code_challenge", challengeOf(verifier))
		form.Set("code_challenge_method", "S256")
	}
	a, err := c.post(ctx, call{at: AtDevice, address: m.DeviceAuthorizationEndpoint, form: form, basic: m.prefersBasic()})
	if err != nil {
		return deviceCode{}, err
	}
	if err := a.outage(c.now()); err != nil {
		return deviceCode{}, err
	}
	var parsed deviceAnswer
	if a.status == http.StatusOK {
		err = a.object(&parsed)
	} else {
		a.errorObject(&parsed)
	}
	switch {
	case err != nil:
		return deviceCode{}, err
	case a.status != http.StatusOK, parsed.Error != "":
		return deviceCode{}, c.refusal(a, parsed.Error, parsed.ErrorDescription, []Secret{NewSecret(parsed.DeviceCode)})
	}
	code, err := c.checkDeviceAnswer(parsed)
	code.verifier = verifier
	return code, err
}

func (c *Client) checkDeviceAnswer(a deviceAnswer) (deviceCode, error) {
	if a.DeviceCode == "" || !isVisible(a.DeviceCode) {
		return deviceCode{}, malformed(AtDevice, "incomplete", "the device code is missing")
	}
	if a.UserCode == "" || !isVisible(a.UserCode) || len(a.UserCode) > 64 {
		return deviceCode{}, malformed(AtDevice, "incomplete", "the user code is missing or not printable")
	}
	if a.VerificationURI == "" {
		return deviceCode{}, malformed(AtDevice, "incomplete", "the verification address is missing")
	}
	for _, address := range []string{a.VerificationURI, a.VerificationURIComplete} {
		if address == "" {
			continue
		}
		if err := checkAddress(address, c.provider.onLoopback()); err != nil {
			return deviceCode{}, &SecurityError{Check: CheckVerificationAddress, Detail: err.reason}
		}
	}
	lifetime, interval := defaultCodeLifetime, defaultPollInterval
	if a.ExpiresIn != nil && *a.ExpiresIn >= 1 {
		lifetime = min(a.ExpiresIn.duration(), longestCodeLifetime)
	}
	if a.Interval != nil && *a.Interval >= 1 {
		interval = min(a.Interval.duration(), longestPollInterval)
	}
	expiresAt := c.now().Add(lifetime)
	return deviceCode{
		code: NewSecret(a.DeviceCode), interval: interval, expiresAt: expiresAt,
		progress: Progress{
			Step: StepCodeReady, UserCode: a.UserCode, VerificationURI: a.VerificationURI,
			VerificationURIComplete: a.VerificationURIComplete, ExpiresAt: expiresAt,
		},
	}, nil
}
