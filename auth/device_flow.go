package auth

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"
)

const (
	defaultPollInterval = 5 * time.Second
	longestPollInterval = 2 * time.Minute
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
	key, err := c.tokenKey(d.meta)
	if err != nil {
		return Grant{}, err
	}
	code, err := c.requestDeviceCode(ctx, d.meta)
	if err != nil {
		return Grant{}, fmt.Errorf("request device code: %w", err)
	}
	r.Notify(code.progress)
	r.Notify(Progress{Step: StepWaiting, ExpiresAt: code.expiresAt})
	tokens, err := c.poll(ctx, d.meta, code, key)
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

// poll asks for the tokens until there is a decision (RFC 8628 section 3.5).
func (c *Client) poll(ctx context.Context, m Metadata, code deviceCode, key *proofKey) (Tokens, error) {
	interval, broken := code.interval, 0
	for {
		select {
		case <-ctx.Done():
			return Tokens{}, ctx.Err()
		case <-c.after(interval):
		}
		if !c.now().Before(code.expiresAt) {
			return Tokens{}, ErrCodeExpired
		}
		ask := grantRequest{at: AtToken, key: key, secrets: []Secret{code.code, code.verifier}, form: url.Values{
			"grant_type": {deviceGrantType}, "device_code": {code.code.Reveal()},
		}}
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
