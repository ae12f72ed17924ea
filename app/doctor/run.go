package doctor

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// Result is what became of one check.
type Result struct {
	ID       string
	Link     Link
	After    []string
	HiddenBy string // the id of the failed check that hides this one; empty: none does
	At       time.Time
	Took     time.Duration
	Finding
}

// Options say how to run.
type Options struct {
	Only []string // ids; none: all. What they wait for runs too, and is reported
	Now  func() time.Time
	// Started and Done are told as things happen, one at a time; nil: nobody.
	Started func(Check)
	Done    func(Result)
}

// UnknownCheckError says that there is no such check.
type UnknownCheckError struct {
	ID    string
	Known []string
}

func (e *UnknownCheckError) Error() string { return "there is no check " + e.ID }

// ErrTimeout is the cause of a check that did not end within its patience.
var ErrTimeout = errors.New("the check did not end in time")

// Run runs the checks side by side, each as soon as those before it have ended,
// and reports in the order of the checks. When ctx ends, what still runs is left
// behind. Errors: *UnknownCheckError; ctx's, together with what is known.
func Run(ctx context.Context, checks []Check, o Options) (Report, error) {
	chosen, err := choose(checks, o.Only)
	if err != nil {
		return Report{}, err
	}
	r := &run{options: o, ended: map[string]chan struct{}{}, results: map[string]Result{}}
	for _, check := range chosen {
		r.ended[check.ID] = make(chan struct{})
	}
	var all sync.WaitGroup
	for _, check := range chosen {
		all.Add(1)
		go func() { defer all.Done(); r.one(ctx, check) }()
	}
	all.Wait()
	report := Report{}
	for _, check := range chosen {
		report.Results = append(report.Results, r.results[check.ID])
	}
	return report, ctx.Err()
}

// run is one run of the checks.
type run struct {
	options Options
	ended   map[string]chan struct{}

	mu      sync.Mutex
	results map[string]Result
}

// one waits for what the check depends on, looks, and tells.
func (r *run) one(ctx context.Context, check Check) {
	defer close(r.ended[check.ID])
	for _, id := range check.After {
		if ended, runs := r.ended[id]; runs {
			<-ended
		}
	}
	result := Result{ID: check.ID, Link: check.Link, After: check.After, At: r.options.Now()}
	result.HiddenBy = r.hiddenBy(check)
	switch {
	case result.HiddenBy != "":
		result.Finding = Skipped("hidden", "by", Code(result.HiddenBy))
	case ctx.Err() != nil: // what was left behind may still be at work on what this check would read
		result.Finding = ended(ctx, check)
	default:
		r.tellStarted(check)
		result.Finding = look(ctx, check)
		result.Took = r.options.Now().Sub(result.At)
	}
	r.tellDone(result)
}

// hiddenBy is the failure at the root of what this check depends on.
func (r *run) hiddenBy(check Check) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, id := range check.After {
		switch before := r.results[id]; {
		case before.HiddenBy != "":
			return before.HiddenBy
		case before.Verdict == Fail:
			return id
		}
	}
	return ""
}

func (r *run) tellStarted(check Check) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.options.Started != nil {
		r.options.Started(check)
	}
}

func (r *run) tellDone(result Result) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.results[result.ID] = result
	if r.options.Done != nil {
		r.options.Done(result)
	}
}

// look runs one check within its patience. A check that panics is a defect, and
// must not take the others with it.
func look(ctx context.Context, check Check) Finding {
	limited, cancel := context.WithTimeout(ctx, patienceOf(check))
	defer cancel()
	found := make(chan Finding, 1)
	go func() {
		defer func() {
			if defect := recover(); defect != nil {
				found <- Warned("unexpected", Fix{}, Saw("defect")).Because(fmt.Errorf("check %s: defect of type %T", check.ID, defect))
			}
		}()
		found <- check.Look(limited)
	}()
	select {
	case finding := <-found:
		return finding
	case <-limited.Done():
	}
	select { // it may have answered just then
	case finding := <-found:
		return finding
	case <-time.After(grace):
		return ended(ctx, check)
	}
}

// ended is the finding of a check that did not end, or was never begun. Who stops
// a run wants to know nothing; one whose time is over must not pass as a good one.
func ended(ctx context.Context, check Check) Finding {
	if errors.Is(ctx.Err(), context.Canceled) {
		return Skipped("stopped")
	}
	return Failed("timeout", Fix{ID: "retry"}, Saw("timeout", "seconds", Seconds(patienceOf(check)))).Because(ErrTimeout)
}

func patienceOf(check Check) time.Duration {
	if check.Patience == 0 {
		return usualPatience
	}
	return check.Patience
}

// grace is how long a check whose time has ended may take to say what it found
// until then: its own words are better than "timeout".
const grace = 200 * time.Millisecond

// choose gives the checks with these ids and all that they wait for.
func choose(checks []Check, only []string) ([]Check, error) {
	if len(only) == 0 {
		return checks, nil
	}
	wanted := map[string]bool{}
	var want func(id string) bool
	want = func(id string) bool {
		i := slices.IndexFunc(checks, func(c Check) bool { return c.ID == id })
		if i < 0 {
			return false
		}
		if !wanted[id] {
			wanted[id] = true
			for _, before := range checks[i].After {
				want(before)
			}
		}
		return true
	}
	for _, id := range only {
		if !want(id) {
			return nil, &UnknownCheckError{ID: id, Known: ids(checks)}
		}
	}
	return slices.DeleteFunc(slices.Clone(checks), func(c Check) bool { return !wanted[c.ID] }), nil
}

func ids(checks []Check) []string {
	names := make([]string, 0, len(checks))
	for _, check := range checks {
		names = append(names, check.ID)
	}
	return names
}
