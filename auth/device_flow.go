package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	defaultPollInterval = 5 * time.Second
	longestPollInterval = 2 * time.Minute
	defaultCodeLifetime = 10 * time.Minute
	longestCodeLifetime = time.Hour
	deviceGrantType     = "urn:ietf:params:oauth:grant-type:device_code"
)

// DeviceRequest says how one device sign-in goes.
type DeviceRequest struct {
	// Notify gets StepCodeReady with the code and the addresses to show, then
	// StepWaiting, then StepChecking. Nothing is opened.
	Notify func(Progress)
	// Verified as in [BrowserRequest].
	Verified func(ctx context.Context, t Tokens, id Identity)
}

// deviceCode is the answer of RFC 8628 section 3.2 after it was checked.
type deviceCode struct {
	code      Secret
	verifier  Secret // serial PKCE only
	progress  Progress
	interval  time.Duration
	expiresAt time.Time
}

// SignInWithDevice runs the device authorization grant (RFC 8628): the person
// types a code on another device while this one polls.
//
// Errors: as [Client.Discover]; [ErrUnsupported] when the provider has no such
// endpoint; [ErrDeclined]; [ErrCodeExpired]; [ErrProviderRefused];
// [*SecurityError]; [ErrMalformedAnswer]; the context's own. Outages while
// polling slow the polling down and do not end it, save a server that reports a
// fault of its own five times in a row.
func (c *Client) SignInWithDevice(ctx context.Context, r DeviceRequest) (Grant, error) {
	if r.Notify == nil {
		r.Notify = func(Progress) {}
	}
	d, err := c.discover(ctx)
	if err != nil {
		return Grant{}, err
	}
	if d.meta.DeviceAuthorizationEndpoint == "" {
		return Grant{}, fmt.Errorf("device sign-in: %w", ErrUnsupported)
	}
	code, err := c.requestDeviceCode(ctx, d.meta)
	if err != nil {
		return Grant{}, fmt.Errorf("request device code: %w", err)
	}
	r.Notify(code.progress)
	r.Notify(Progress{Step: StepWaiting, ExpiresAt: code.expiresAt})
	tokens, err := c.poll(ctx, d.meta, code)
	if err != nil {
		return Grant{}, fmt.Errorf("wait for the other device: %w", err)
	}
	r.Notify(Progress{Step: StepChecking})
	grant, err := c.grantFor(ctx, d, tokens, expectation{access: tokens.Access}, r.Verified)
	if err != nil {
		return Grant{}, fmt.Errorf("complete sign-in: %w", err)
	}
	return grant, nil
}

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
	if a.ExpiresIn != nil && *a.ExpiresIn > 0 {
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

// poll asks for the tokens until there is a decision (RFC 8628 section 3.5).
func (c *Client) poll(ctx context.Context, m Metadata, code deviceCode) (Tokens, error) {
	interval, ask, err := code.interval, grantRequest{}, error(nil)
	if ask.key, err = c.tokenKey(m); err != nil {
		return Tokens{}, err
	}
	broken := 0
	for {
		select {
		case <-ctx.Done():
			return Tokens{}, ctx.Err()
		case <-c.after(interval):
		}
		if !c.now().Before(code.expiresAt) {
			return Tokens{}, ErrCodeExpired
		}
		ask.at, ask.secrets = AtToken, []Secret{code.code, code.verifier}
		ask.form = url.Values{"grant_type": {deviceGrantType}, "device_code": {code.code.Reveal()}}
		c.announce(&ask, code.verifier)
		tokens, err := c.requestTokens(ctx, m, ask)
		if err == nil {
			return tokens, nil
		}
		if broken = brokenPolls(broken, err); broken >= patientPolls {
			return Tokens{}, err
		}
		var wait bool
		if interval, wait = nextInterval(interval, err); !wait {
			return Tokens{}, err
		}
	}
}

// patientPolls is how often in a row a server may report a fault of its own.
const patientPolls = 5

// brokenPolls counts the answers in a row that report a server's own fault. No
// answer at all does not count: that is a matter of the network here.
func brokenPolls(before int, err error) int {
	var outage *UnreachableError
	if errors.As(err, &outage) && outage.Cause == "server_error" {
		return before + 1
	}
	return 0
}

// nextInterval says whether polling goes on, and how slowly. A slow_down adds
// five seconds for good; an outage doubles the interval, up to two minutes, and
// not below what the server asked for.
func nextInterval(interval time.Duration, err error) (time.Duration, bool) {
	var response *ProviderResponseError
	var outage *UnreachableError
	switch {
	case errors.As(err, &response) && response.Code == "authorization_pending":
		return interval, true
	case errors.As(err, &response) && response.Code == "slow_down":
		return interval + 5*time.Second, true
	case errors.As(err, &outage):
		doubled := min(2*interval, max(interval, longestPollInterval))
		return max(doubled, min(outage.RetryAfter, longestPollInterval)), true
	}
	return interval, false
}
