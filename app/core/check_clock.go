package core

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"latchkey/app/doctor"
	"latchkey/auth"
	"latchkey/auth/transport"
)

// How far this computer's clock may be off. Checks of time have five minutes of
// leeway (package auth); a minute is what a clock that is set by the network
// never reaches.
const (
	clockWrong   = 5 * time.Minute
	clockInexact = time.Minute
)

func (d *diagnosis) clockChecks() []doctor.Check {
	return []doctor.Check{{
		ID: "clock", Link: doctor.LinkClock, After: []string{"name", "proxy"}, Look: d.lookAtClock,
		Patience: reachLimit + 2*portalLimit + graceToSpeak,
	}}
}

// lookAtClock compares this computer's clock with the Date of the provider's
// server, and with what the clock itself said before.
func (d *diagnosis) lookAtClock(ctx context.Context) doctor.Finding {
	_, able := d.canSignIn()
	ahead, known := time.Duration(0), false
	if able {
		ahead, known = d.clockAhead(ctx)
	}
	setBack := d.core.RightsClock.Read().SetBack
	argument := strconv.FormatInt(int64(ahead/time.Second), 10)
	set := doctor.Fix{ID: MendSetClock, Argument: argument}
	switch {
	case known && ahead.Abs() > clockWrong:
		return doctor.Failed("clock_wrong", set, clockSaw(ahead))
	case setBack && known && ahead.Abs() <= clockInexact: // it is right again, and access rights were counted by the other time
		return doctor.Warned(FindingClock, doctor.Fix{ID: MendRecheck}, doctor.Saw("clock_was_ahead"))
	case setBack:
		return doctor.Warned(FindingClock, set, doctor.Saw("clock_set_back"))
	case known && ahead.Abs() > clockInexact:
		return doctor.Warned("clock_inexact", set, clockSaw(ahead))
	case known:
		return doctor.Passed("clock_right", "seconds", doctor.Seconds(ahead.Abs()))
	case !able:
		return doctor.Passed("clock_not_set_back")
	}
	return doctor.Skipped("clock_unknown")
}

func clockSaw(ahead time.Duration) doctor.Evidence {
	if ahead < 0 {
		return doctor.Saw("clock_behind", "seconds", doctor.Seconds(-ahead))
	}
	return doctor.Saw("clock_ahead", "seconds", doctor.Seconds(ahead))
}

// clockAhead is how far this computer's clock is ahead of the provider's, as an
// answer of now proves it. The Date of a document may be that of a copy that
// somebody on the way has kept and does not say so. So where the clock seems to be
// off, an answer that no cache keeps decides (OPTIONS, RFC 9110 section 9.3.7).
func (d *diagnosis) clockAhead(ctx context.Context) (time.Duration, bool) {
	found := d.reach(ctx)
	if found.err != nil {
		return d.clockByCertificate(ctx, found)
	}
	ahead, known := found.Ahead()
	if known && ahead.Abs() <= clockInexact {
		return ahead, true
	}
	proven, answered := d.serverClock(ctx, found.carrier, found.target.String())
	if !answered && known && ahead < 0 && !found.Kept {
		return ahead, true // no copy is of the future
	}
	return proven, answered
}

func (d *diagnosis) serverClock(ctx context.Context, carrier http.RoundTripper, address string) (time.Duration, bool) {
	question := auth.Reach{HTTP: carrier, Now: d.core.Now, Limit: portalLimit}
	answer, err := question.Ask(ctx, auth.AtDiscovery, http.MethodOptions, address)
	if err != nil {
		return 0, false
	}
	return answer.Ahead()
}

// clockByCertificate looks whether a certificate is refused only because of the
// time. It is judged again at a time at which it holds, and the server is asked
// for the time; that is evidence about this clock, and nothing else is done with
// the connection.
func (d *diagnosis) clockByCertificate(ctx context.Context, found reached) (time.Duration, bool) {
	if found.cause() != "tls_expired" || len(found.Shown) == 0 {
		return 0, false
	}
	carrier, ok := d.core.carrierAt(whenValid(found.Reached, time.Now()))
	if !ok {
		return 0, false
	}
	defer carrier.CloseIdleConnections()
	return d.serverClock(ctx, carrier, found.target.String())
}

// whenValid is the time next to now at which all certificates that were shown
// hold, if there is one.
func whenValid(found auth.Reached, now time.Time) time.Time {
	from, until := found.Shown[0].NotBefore, found.Shown[0].NotAfter
	for _, certificate := range found.Shown[1:] {
		if certificate.NotBefore.After(from) {
			from = certificate.NotBefore
		}
		if certificate.NotAfter.Before(until) {
			until = certificate.NotAfter
		}
	}
	if now.Before(from) {
		return from
	}
	return until
}

// carrierAt judges certificates at another time than now. It shows no certificate
// of this computer's own.
func (c *Core) carrierAt(at time.Time) (*http.Transport, bool) {
	if c.HTTP != nil {
		given, ok := c.HTTP.(*http.Transport)
		if !ok || given.TLSClientConfig == nil {
			return nil, false
		}
		own := given.Clone()
		own.TLSClientConfig.Time, own.TLSClientConfig.Certificates = func() time.Time { return at }, nil
		return own, true
	}
	setup, err := c.networkSetup()
	if err != nil {
		return nil, false
	}
	options, err := c.carrierOptions(setup)
	if err != nil {
		return nil, false
	}
	options.At = at
	carrier, err := transport.New(options)
	return carrier, err == nil
}
