package rights

import (
	"errors"
	"fmt"
	"time"
)

const (
	firstYear  = 2020             // no server that tells its time is older than this
	dateSpread = 10 * time.Second // by how much a Date may lag when it arrives: it is cut to seconds, and travels
)

// Trust sets the clock by a server's Date, which came over TLS in answer to a question that was asked just now: that is the
// time from now on, also when it lies before what was recorded, so that a clock which was wrongly ahead is mended. A Date that lies
// at most 10 seconds before the reading agrees with it and does not set it back.
//
// ErrOldDate refuses a Date before an earlier server's, unless this computer's clock says the same: one witness alone does not
// turn back what another said. Any other error means that the record could not be written; the time holds in this process.
func (c *Clock) Trust(server time.Time) error {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	isHeard := false
	hear := func(keep func(mark) error) error {
		isHeard = true
		told, err := c.told(server)
		if err != nil {
			return err
		}
		c.held = &told
		return keep(told)
	}
	err := c.locked(func() error { return hear(c.store) })
	if !isHeard { // there was no lock, so nothing can be written
		err = errors.Join(err, hear(func(mark) error { return nil }))
	}
	if err != nil {
		return fmt.Errorf("set the clock for access rights: %w", err)
	}
	return nil
}

// TrustPart is Trust with the server's date of a part that was fetched just now. A part without one changes nothing. ErrOldDate
// also refuses a date that lies more than 5 minutes before the answer itself was made: something on the way kept it.
func (c *Clock) TrustPart(part Part) error {
	switch {
	case part.ServerDate.IsZero():
		return nil
	case part.ServerDate.Before(part.Answer.CheckedAt.Add(-clockTolerance)):
		return fmt.Errorf("set the clock for access rights: %w", ErrOldDate)
	}
	return c.Trust(part.ServerDate)
}

// told is the mark of a server's date.
func (c *Clock) told(server time.Time) (mark, error) {
	server = server.UTC().Round(0)
	reading, now := c.read(c.load())
	agrees := now.Wall.Sub(server).Abs() <= clockTolerance
	if server.Year() < firstYear || !isSane(server) || (server.Before(now.Server.Add(-clockTolerance)) && !agrees) {
		return mark{}, ErrOldDate
	}
	now.Base = server
	if lag := reading.Time.Sub(server); lag > 0 && lag <= dateSpread {
		now.Base = reading.Time
	}
	now.Ahead, now.Server = now.Base.Sub(now.Wall), server
	now.Trusted++
	return now, nil
}
