package auth

import (
	"errors"
	"net/http"
	"time"
)

// How often, and after how long, a question is repeated. The wait is doubled each
// time, and the half of it is random, so that many computers that met the same
// outage do not come back in step.
const (
	retries    = 2
	retryPause = 200 * time.Millisecond
)

// again says whether a question may be sent once more, and when. Only what says
// nothing about the request is repeated: a connection that was refused or broke
// off, and the three answers of a gateway without a server behind it. A server
// that names a time to wait is left alone, and so is one that is too slow:
// another attempt would only take as long again.
func (c *Client) again(attempt int, a answer, err error) (time.Duration, bool) {
	if attempt >= retries || !worthRepeating(a, err) {
		return 0, false
	}
	pause := retryPause << attempt
	return pause/2 + c.randomPart(pause/2), true
}

func worthRepeating(a answer, err error) bool {
	var outage *UnreachableError
	switch {
	case errors.As(err, &outage):
		return outage.Cause == "refused" || outage.Cause == "no_answer"
	case err != nil || a.header.Get("Retry-After") != "":
		return false
	}
	return a.status == http.StatusBadGateway || a.status == http.StatusServiceUnavailable || a.status == http.StatusGatewayTimeout
}

// randomPart is a random part of a duration; nothing when there is no randomness.
func (c *Client) randomPart(d time.Duration) time.Duration {
	var raw [2]byte
	if _, err := c.random.Read(raw[:]); err != nil || d <= 0 {
		return 0
	}
	return d * time.Duration(int(raw[0])<<8|int(raw[1])) >> 16
}
