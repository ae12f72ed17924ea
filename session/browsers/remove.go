package browsers

import (
	"context"
	"errors"
	"slices"
)

// Wanted says which cookies are to go.
type Wanted struct {
	Hosts   []string // a host can have a port, which cookies do not know
	Parents bool     // also those of wider domains, which other sites use: only after a question
}

// Removal is what was removed.
type Removal struct {
	Removed   []HostCount
	Left      int  // of what was wanted, counted again afterwards; it is 0 unless something went wrong
	Integrity bool // SQLite found every store whole, before and after
}

// Remove removes the cookies of hosts from a profile whose browser is closed: from each store in one transaction, all of them or none. It
// looks for the browser before, and again while it alone holds the store; it removes a row only by the host that was
// counted within that transaction. What is removed is overwritten, and the log emptied. Other rows, and the
// file's mode and owner, stay as they are. A profile without a store holds nothing to remove, which is no error.
// Errors: a *StoreError; then a store is unchanged. In a profile with two stores, the first may be done when the second fails: the
// Removal tells. Or the context's; one that ends after the commit is not heard any more.
func Remove(ctx context.Context, p Profile, w Wanted) (Removal, error) {
	return thisDesk().remove(ctx, p, w)
}

func (d desk) remove(ctx context.Context, p Profile, w Wanted) (Removal, error) {
	targets := newTargets(w.Hosts)
	switch {
	case p.Family == FamilySafari:
		return Removal{}, refusal(ErrRefused, p.Path, whySafari, nil)
	case len(targets) == 0:
		return Removal{}, refusal(ErrRefused, p.Path, whyNoHosts, nil)
	}
	if now, ok := profileAt(p.Place, p.Path, ""); ok { // a store may have come since it was found
		p.Stores = now.Stores
	}
	if why, err := d.whyRuns(ctx, p); why != "" || err != nil {
		return Removal{}, runningError(p, why, err)
	}
	p.Stores = slices.DeleteFunc(slices.Clone(p.Stores), isEmpty)
	for i := 0; len(p.Stores) > 1 && i < len(p.Stores); i++ { // all are looked at before the first is changed
		path := p.Stores[i]
		if _, err := countIn(ctx, p.Family, path, targets); err != nil {
			return Removal{}, err
		}
	}
	whole := Removal{Integrity: true}
	for _, path := range p.Stores {
		one, err := d.removeFrom(ctx, p, path, targets, w.Parents)
		whole.Removed = merged(append(whole.Removed, one.Removed...))
		whole.Left += one.Left
		if err != nil {
			whole.Integrity = false
			return whole, err
		}
		whole.Integrity = whole.Integrity && one.Integrity
	}
	return whole, nil
}

// removeFrom removes from one store.
func (d desk) removeFrom(ctx context.Context, p Profile, path string, targets []target, parents bool) (Removal, error) {
	if err := refuseStore(path); err != nil {
		return Removal{}, err
	}
	oneAtATime.Lock()
	defer oneAtATime.Unlock()
	s, err := openStore(ctx, p.Family, path, toRemove)
	if err != nil {
		return Removal{}, err
	}
	done, err := s.removeHosts(ctx, targets, parents, func() error {
		why, err := d.whyRuns(ctx, p)
		if why != "" || err != nil {
			return runningError(p, why, err)
		}
		return nil
	}, d.at)
	return done, errors.Join(err, s.close())
}

// at tells a test where a removal is.
func (d desk) at(moment string) {
	if d.between != nil {
		d.between(moment)
	}
}

func (s *store) removeHosts(ctx context.Context, targets []target, parents bool, mayGoOn func() error, at func(string)) (Removal, error) {
	if _, err := s.checkSchema(ctx); err != nil {
		return Removal{}, err
	}
	if err := s.checkWhole(ctx); err != nil {
		return Removal{}, err
	}
	journal, err := s.word(ctx, askJournal)
	if err != nil {
		return Removal{}, s.trouble(ctx, err)
	}
	if journal != "wal" && s.there["-journal"] { // Chromium keeps an empty journal, and finds it again
		if _, err := s.word(ctx, keepOld); err != nil {
			return Removal{}, s.trouble(ctx, err)
		}
	}
	at("opened")
	removed, err := s.transaction(ctx, func() ([]HostCount, error) { return s.removeCounted(ctx, targets, parents, mayGoOn, at) })
	if err != nil || len(removed) == 0 {
		return Removal{Integrity: err == nil}, err
	}
	at("committed")
	return s.verify(context.WithoutCancel(ctx), Removal{Removed: removed}, targets, parents, journal == "wal")
}

// transaction runs a change alone with the store: all of it, or nothing.
func (s *store) transaction(ctx context.Context, change func() ([]HostCount, error)) ([]HostCount, error) {
	if _, err := s.do(ctx, begin); err != nil {
		return nil, err
	}
	removed, err := change()
	if err == nil && len(removed) > 0 {
		if _, err = s.do(ctx, commit); err == nil {
			return removed, nil
		}
	}
	// SQLite itself has rolled back where the disk was full, and does when the connection is closed.
	_, _ = s.conn.ExecContext(context.WithoutCancel(ctx), rollback)
	return nil, err
}

// removeCounted counts, removes host by host, and compares.
func (s *store) removeCounted(ctx context.Context, targets []target, parents bool, mayGoOn func() error, at func(string)) ([]HostCount, error) {
	before, err := s.number(ctx, s.total)
	if err != nil {
		return nil, s.trouble(ctx, err)
	}
	wanted, err := s.wanted(ctx, targets, parents)
	if err != nil || len(wanted) == 0 {
		return nil, err
	}
	for _, one := range wanted {
		rows, err := s.do(ctx, s.remove, one.Host)
		if err != nil {
			return nil, err
		}
		if rows != int64(one.Cookies) {
			return nil, refusal(ErrChanged, s.path, whyChanged, nil)
		}
		at("removed")
	}
	after, err := s.number(ctx, s.total)
	if err != nil {
		return nil, s.trouble(ctx, err)
	}
	left, err := s.wanted(ctx, targets, parents)
	if err != nil {
		return nil, err
	}
	if before-after != int64(sum(wanted)) || len(left) > 0 {
		return nil, refusal(ErrChanged, s.path, whyChanged, nil)
	}
	return wanted, mayGoOn()
}

// wanted counts what is to go.
func (s *store) wanted(ctx context.Context, targets []target, parents bool) ([]HostCount, error) {
	found, err := s.count(ctx, targets)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(found, func(one HostCount) bool { return one.Parent && !parents }), nil
}

// verify moves the log into the store, looks at every page, and counts again.
func (s *store) verify(ctx context.Context, r Removal, targets []target, parents, isLog bool) (Removal, error) {
	if isLog {
		if busy, err := s.busy(ctx, checkpoint); err != nil || busy != 0 {
			return r, errors.Join(s.trouble(ctx, err), refusal(ErrFailed, s.path, whyFailed, nil))
		}
	}
	if err := s.checkWhole(ctx); err != nil {
		return r, err
	}
	r.Integrity = true
	left, err := s.wanted(ctx, targets, parents)
	r.Left = sum(left)
	return r, err
}
