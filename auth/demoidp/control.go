package demoidp

import (
	"errors"
	"fmt"
)

// Errors of Control.
var (
	ErrUnknownPerson = errors.New("no such person in the demo")
	ErrUnknownFault  = errors.New("no such fault in the demo")
)

// Control changes what the server says, for tests and for the control page. Every
// change holds from the next request on.
type Control struct{ s *Server }

// Control returns the server's control.
func (s *Server) Control() *Control { return &Control{s} }

// Grant gives the person a right: an existing one becomes granted, another is
// added under the given id. Error: ErrUnknownPerson.
func (c *Control) Grant(person, right string) error {
	return c.change(person, func(b *book) { b.setRight(person, right, stateGranted) })
}

// Revoke takes a right away: it is no longer in the list. A right that is not there
// is left so. Error: ErrUnknownPerson.
func (c *Control) Revoke(person, right string) error {
	return c.change(person, func(b *book) { b.removeRight(person, right) })
}

// ExpireRight lets a right end; it stays in the list with the state "expired".
// Error: ErrUnknownPerson.
func (c *Control) ExpireRight(person, right string) error {
	return c.change(person, func(b *book) { b.setRight(person, right, stateExpired) })
}

// ExpireTokens ends the person's access tokens; refresh tokens stay good. Error:
// ErrUnknownPerson.
func (c *Control) ExpireTokens(person string) error {
	return c.change(person, func(b *book) { b.expireAccess(person) })
}

// EndSessions ends everything the person has: access and refresh tokens and
// browser sessions, so that the next refresh is answered invalid_grant. Error:
// ErrUnknownPerson.
func (c *Control) EndSessions(person string) error {
	return c.change(person, func(b *book) { b.endSessions(person) })
}

// Down makes everything but the control page answer 503.
func (c *Control) Down(down bool) { c.with(func(b *book) { b.down, b.refuse = down, false }) }

// Refuse makes everything but the control page lose its connection unanswered.
func (c *Control) Refuse(refuse bool) { c.with(func(b *book) { b.down, b.refuse = refuse, refuse }) }

// Fault switches a fault on or off. Error: ErrUnknownFault.
func (c *Control) Fault(name string, on bool) error {
	if !knownFault(name) {
		return fmt.Errorf("switch fault %q: %w", name, ErrUnknownFault)
	}
	c.with(func(b *book) { b.faults[name] = on })
	return nil
}

// Reset brings back the start: first rights, nobody signed in, no faults, up,
// counts at zero.
func (c *Control) Reset() {
	fresh := newBook(c.s.now(), c.s.options.RightsFollowToken)
	c.s.mu.Lock()
	c.s.book = fresh
	c.s.mu.Unlock()
	c.s.counts.reset()
}

// Counts tells how many requests each endpoint got, also those that were refused;
// see the Endpoint constants for the keys. A key that is not there counts zero.
func (c *Control) Counts() map[string]int { return c.s.counts.all() }

func (c *Control) with(change func(*book)) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	change(c.s.book)
}

func (c *Control) change(person string, change func(*book)) error {
	if _, ok := personByID(person); !ok {
		return fmt.Errorf("find %q: %w", person, ErrUnknownPerson)
	}
	c.with(change)
	return nil
}
