package core

import "time"

// The policy of renewing ahead of need. All of it is pure, and takes its chance
// (a number from 0 to under 1, each as likely) from the caller.
const (
	// The part of a token's life after which it is renewed, by chance between
	// these two: what was issued in one second comes back over a third of a life,
	// and no later than a tenth before the end.
	earliestRenewal = 0.6
	latestRenewal   = 0.9
	// longestWakeDelay bounds what WakeDelay spreads over.
	longestWakeDelay = 30 * time.Minute
	// Failures are followed by these pauses, or by longer ones that the provider
	// asks for.
	firstRetry   = 30 * time.Second
	longestRetry = 30 * time.Minute
)

// NextRenewal says when a token is renewed by itself.
func NextRenewal(issued, expires time.Time, chance float64) time.Time {
	part := earliestRenewal + chance*(latestRenewal-earliestRenewal)
	return issued.Add(time.Duration(part * float64(expires.Sub(issued))))
}

// WakeDelay says how long a computer that was asleep or off while its token ended
// waits before it renews by itself. Whoever needs a token meanwhile gets one at
// once, so the delay costs nobody anything but the one renewal that was to be
// saved; it keeps an office that is woken at one moment from asking at one
// moment.
//
// `make simulate` has 100,000 computers with tokens of an hour, of which the
// network wakes 60 % at 8:00:00, and 10 % of the people wanting a token as they
// come. Peak over mean requests, in pieces of 10 s, from 8 to 9, 9 to 10 and 10 to
// 11 o'clock: 121, 217 and 181 without any jitter; 5.5, 2.9 and 1.9 with up to 5
// minutes after waking; 2.3, 2.3 and 1.9 with 15; 1.7, 1.5 and 1.5 with half a life,
// which is 30 minutes there and is chosen. A whole life gains nothing (1.7, 1.6,
// 1.4) and leaves people waiting for a renewal of their own more often. Past 30
// minutes, with tokens that live longer, the mean only sinks below what people ask
// for by themselves.
func WakeDelay(lifetime time.Duration, chance float64) time.Duration {
	return time.Duration(chance * float64(min(lifetime/2, longestWakeDelay)))
}

// RetryDelay says how long to wait after so many failures in a row, 1 or more.
// The pause doubles with each, and up to half of it is chance. asked is what the
// provider wants (Retry-After) or 0: it is never undercut, and the chance comes on
// top of it, because everybody was told the same.
func RetryDelay(failures int, asked time.Duration, chance float64) time.Duration {
	pause := longestRetry
	if doublings := failures - 1; doublings < 6 {
		pause = firstRetry << max(doublings, 0)
	}
	return max(asked, pause/2) + time.Duration(chance*float64(pause/2))
}
