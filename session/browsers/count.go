package browsers

import (
	"context"
	"errors"
	"os"
	"slices"
)

// The states of a Holding.
const (
	StateOK            = "ok"             // counted; Hosts may still be empty
	StateRunning       = "running"        // the browser runs: what its files say is old
	StateUnknownSchema = "unknown_schema" // Hosts are what could be counted; nothing is removed
	StateRefused       = "refused"        // a link, another person's file, a network disk, or Safari
	StateUnreadable    = "unreadable"     // damaged, or the system failed
	StateNoCookies     = "no_cookies"     // the profile has no store
)

// Holding is what one profile holds of some hosts.
type Holding struct {
	Profile
	Running bool
	State   string
	// Reason says why there is nothing in Hosts, or why nothing is removed: a short phrase; behind a colon, what it is about.
	Reason string
	Hosts  []HostCount // own hosts first, then wider domains
}

// Count counts the cookies that a profile holds of the hosts: their own ones, and as Parent those of wider domains, which the browser
// sends to them too. It changes nothing in the profile, and reads neither names nor values. The one exception is a
// store in which a browser was ended within a change: SQLite takes the half of it back, as the browser would at its next start.
// A host can have a port; what is no host, and a public suffix, is left out.
func Count(ctx context.Context, p Profile, hosts []string) Holding {
	return thisDesk().count(ctx, p, hosts)
}

func (d desk) count(ctx context.Context, p Profile, hosts []string) Holding {
	h := Holding{Profile: p, State: StateOK}
	if p.Family == FamilySafari {
		h.State, h.Reason = StateRefused, whySafari
		return h
	}
	why, err := d.whyRuns(ctx, p)
	if why != "" || err != nil {
		return h.failed(runningError(p, why, err))
	}
	stores := slices.DeleteFunc(slices.Clone(p.Stores), isEmpty)
	if len(stores) == 0 {
		h.State = StateNoCookies
		return h
	}
	targets := newTargets(hosts)
	var counted []HostCount
	for _, path := range stores {
		found, err := countIn(ctx, p.Family, path, targets)
		counted = append(counted, found...)
		if err != nil {
			h = h.failed(err)
			break
		}
	}
	if why, err := d.whyRuns(ctx, p); why != "" || err != nil { // it came while the store was read
		return Holding{Profile: p}.failed(runningError(p, why, err))
	}
	if h.State == StateOK || h.State == StateUnknownSchema {
		h.Hosts = merged(counted)
	}
	return h
}

// failed puts an error into the words of a Holding.
func (h Holding) failed(err error) Holding {
	h.State, h.Reason = StateUnreadable, whyFailed
	var of *StoreError
	if errors.As(err, &of) {
		h.Reason = of.Reason
	}
	switch {
	case errors.Is(err, ErrRunning), errors.Is(err, ErrLocked):
		h.State, h.Running = StateRunning, true
	case errors.Is(err, ErrUnknownSchema):
		h.State = StateUnknownSchema
	case errors.Is(err, ErrRefused), errors.Is(err, ErrReadOnly):
		h.State = StateRefused
	}
	return h
}

func runningError(p Profile, why string, err error) error {
	if err != nil {
		return err
	}
	return refusal(ErrRunning, p.Path, why, nil)
}

// countIn counts in one store. ErrUnknownSchema comes with what could be counted.
func countIn(ctx context.Context, family, path string, targets []target) ([]HostCount, error) {
	if err := refuseStore(path); err != nil {
		return nil, err
	}
	oneAtATime.Lock()
	defer oneAtATime.Unlock()
	s, err := openStore(ctx, family, path, toCount)
	if isInterrupted(err) {
		if err := recoverStore(ctx, family, path); err != nil {
			return nil, err
		}
		s, err = openStore(ctx, family, path, toCount)
	}
	if err != nil {
		return nil, err
	}
	readable, unknown := s.checkSchema(ctx)
	if !readable || len(targets) == 0 {
		return nil, errors.Join(unknown, s.close())
	}
	found, err := s.count(ctx, targets)
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	return found, errors.Join(unknown, s.close())
}

// recoverStore lets SQLite take back what a browser had half written when it was ended.
func recoverStore(ctx context.Context, family, path string) error {
	s, err := openStore(ctx, family, path, toRemove)
	if err != nil {
		return err
	}
	return s.close()
}

// isEmpty: a store that its browser made and never wrote, which is not a store yet.
func isEmpty(store string) bool {
	info, err := os.Lstat(store)
	if err != nil || !info.Mode().IsRegular() || info.Size() > 0 {
		return false
	}
	there := beside(store)
	return !there["-wal"] && !there["-journal"]
}

// merged joins the counts of several stores by host.
func merged(all []HostCount) []HostCount {
	var joined []HostCount
	for _, one := range all {
		i := slices.IndexFunc(joined, func(known HostCount) bool { return known.Host == one.Host })
		if i < 0 {
			joined = append(joined, one)
			continue
		}
		joined[i].Cookies += one.Cookies
		joined[i].Partitioned += one.Partitioned
		joined[i].Containers = max(joined[i].Containers, one.Containers)
	}
	return joined
}
