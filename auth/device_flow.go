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
}

// deviceCode is the answer of RFC 8628 section 3.2 after it was checked.
type deviceCode struct {
	code      Secret
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
// polling slow the polling down and do not end it.
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
	grant, err := c.grantFor(ctx, d, tokens, expectation{access: tokens.Access})
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
	a, err := c.post(ctx, m.DeviceAuthorizationEndpoint, url.Values{
		"client_id": {c.provider.ClientID}, "scope": {strings.Join(c.provider.scopes(), " ")},
	}, m.prefersBasic())
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
	return c.checkDeviceAnswer(parsed)
}

func (c *Client) checkDeviceAnswer(a deviceAnswer) (deviceCode, error) {
	if a.DeviceCode == "" || !isVisible(a.DeviceCode) {
		return deviceCode{}, malformed("the device code is missing")
	}
	if a.UserCode == "" || !isVisible(a.UserCode) || len(a.UserCode) > 64 {
		return deviceCode{}, malformed("the user code is missing or not printable")
	}
	if a.VerificationURI == "" {
		return deviceCode{}, malformed("the verification address is missing")
	}
	for _, address := range []string{a.VerificationURI, a.VerificationURIComplete} {
		if address == "" {
			continue
		}
		if err := checkAddress(address, c.allowsLoopback()); err != nil {
			return deviceCode{}, &SecurityError{Check: "endpoint", Detail: "verification_uri " + err.Error()}
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
	interval := code.interval
	for {
		select {
		case <-ctx.Done():
			return Tokens{}, ctx.Err()
		case <-c.after(interval):
		}
		if !c.now().Before(code.expiresAt) {
			return Tokens{}, ErrCodeExpired
		}
		tokens, err := c.requestTokens(ctx, m, url.Values{
			"grant_type": {deviceGrantType}, "device_code": {code.code.Reveal()},
		}, code.code)
		if err == nil {
			return tokens, nil
		}
		var wait bool
		if interval, wait = nextInterval(interval, err); !wait {
			return Tokens{}, err
		}
	}
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
