package apps

import (
	"context"
	"fmt"
	"slices"
)

// FinderOptions are the parts of the world that a Finder uses.
type FinderOptions struct {
	Places    []Places                                 // where to look; see Native and Prefixes
	Processes func(context.Context) ([]Process, error) // nil: Processes
	Locked    func(path string) (bool, error)          // nil: Locked
}

// Finder looks for the apps of a catalogue.
type Finder struct{ opts FinderOptions }

// NewFinder returns a Finder. Nothing is touched until it is used.
func NewFinder(o FinderOptions) *Finder {
	if o.Processes == nil {
		o.Processes = Processes
	}
	if o.Locked == nil {
		o.Locked = Locked
	}
	return &Finder{opts: o}
}

// Find returns every version of every app of the catalogue that left something on this computer, by name and version. It asks for
// names, sizes and times; no file is opened for its content. It returns when ctx ends, also when a disk does not answer.
// Errors: the context's; or what went wrong when the running programs were listed, beside what was found, whose Running is then
// empty for want of knowledge.
func (f *Finder) Find(ctx context.Context, c Catalogue) ([]Found, error) {
	type answer struct {
		found []Found
		err   error
	}
	done := make(chan answer, 1)
	go func() {
		found, err := f.find(ctx, c)
		done <- answer{found, err}
	}()
	select {
	case got := <-done:
		return got.found, got.err
	case <-ctx.Done(): // a folder on a dead share can keep the other side for minutes
		return nil, fmt.Errorf("look for apps: %w", ctx.Err())
	}
}

func (f *Finder) find(ctx context.Context, c Catalogue) ([]Found, error) {
	walks := make([]*walk, len(f.opts.Places))
	for i, at := range f.opts.Places {
		walks[i] = newWalk(ctx, at)
	}
	guard := newGuard(c, walks)
	var all []Found
	for _, app := range c.Apps {
		start := len(all)
		for _, w := range walks {
			all = append(all, f.findApp(w, app, guard)...)
		}
		slices.SortStableFunc(all[start:], func(a, b Found) int { return compareVersions(a.Version, b.Version) })
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("look for apps: %w", err)
	}
	slices.SortStableFunc(all, func(a, b Found) int { return compareNames(a.App, b.App) })
	running, err := f.opts.Processes(ctx)
	if err != nil {
		return all, fmt.Errorf("list the running programs: %w", err)
	}
	assignProcesses(all, running)
	return all, nil
}

// findApp looks for one app in one place.
func (f *Finder) findApp(w *walk, app App, guard *guard) []Found {
	set := newVersions(app, w.at)
	for _, state := range app.States {
		for _, hit := range w.hits(state.System, state.Path, forState) {
			set.addState(state, hit)
		}
	}
	for _, licence := range app.Licences {
		for _, hit := range w.hits(licence.System, licence.Path, forLicence) {
			set.addLicence(licence, hit)
		}
	}
	for _, trace := range app.Traces {
		for _, hit := range w.hits(trace.System, trace.Path, forTrace) {
			set.addTrace(hit)
		}
	}
	return set.finish(f.opts.Locked, guard)
}
