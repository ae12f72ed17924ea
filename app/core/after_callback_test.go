package core_test

import (
	"cmp"
	"context"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
	"latchkey/session/vault"
)

// wire notes every request with its time, and can hold UserInfo and rights until
// both are under way.
type wire struct {
	mu       sync.Mutex
	requests []wireRequest
	both     *sync.WaitGroup // nil: nothing is held
}

type wireRequest struct {
	path       string
	begin, end time.Time
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	begin := time.Now()
	if w.both != nil && (r.URL.Path == "/userinfo" || r.URL.Path == "/rights") {
		w.both.Done()
		w.both.Wait()
	}
	response, err := http.DefaultTransport.RoundTrip(r)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.requests = append(w.requests, wireRequest{r.URL.Path, begin, time.Now()})
	return response, err
}

// since gives what was asked after a moment, sorted by path.
func (w *wire) since(moment time.Time) []wireRequest {
	w.mu.Lock()
	defer w.mu.Unlock()
	late := slices.DeleteFunc(slices.Clone(w.requests), func(r wireRequest) bool { return r.begin.Before(moment) })
	slices.SortFunc(late, func(a, b wireRequest) int { return cmp.Compare(a.path, b.path) })
	return late
}

// warmHome has signed in before: discovery and keys lie in the cache.
func warmHome(t testing.TB, kind vault.Kind) (open func(*wire) *core.Core) {
	t.Helper()
	ctx, folder := context.Background(), t.TempDir()
	server, err := demoidp.Start(ctx, demoidp.Options{MetadataLifetime: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	person := &demoidp.UserAgent{Person: "mila"}
	open = func(w *wire) *core.Core {
		env := func(name string) string {
			if name == "LATCHKEY_HOME" {
				return folder
			}
			return os.Getenv(name)
		}
		opened, err := core.Open(core.World{
			Env: env, Home: folder, GOOS: "linux", Version: "test", Storage: kind, HTTP: w, Browser: person.Open,
		})
		if err != nil {
			t.Fatal(err)
		}
		return opened
	}
	first := open(&wire{})
	if _, err := first.AddProvider(ctx, core.ProviderInput{
		ID: "demo", Name: "Demo", Issuer: server.Issuer(), ClientID: server.ClientID(),
		Scopes: []string{"openid", "profile", "email", "offline_access"}, RightsURL: server.RightsURL(),
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := first.SignIn(ctx, core.SignInOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	return open
}

// signInTimed signs in and gives when the browser came back.
func signInTimed(t testing.TB, c *core.Core) (back time.Time) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	_, err := c.SignIn(ctx, core.SignInOptions{}, func(p core.Progress) {
		if p.Stage == core.StageChecking {
			back = time.Now()
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return back
}

// After the redirect a warm Latchkey asks three things: one token, and then
// UserInfo and the access rights side by side.
func TestAfterTheCallbackNothingIsAskedInVain(t *testing.T) {
	t.Parallel()
	open := warmHome(t, vault.Memory)
	w := &wire{both: &sync.WaitGroup{}}
	w.both.Add(2) // each waits for the other: one after the other would not end
	back := signInTimed(t, open(w))
	var asked []string
	for _, request := range w.since(back) {
		asked = append(asked, request.path)
	}
	if got := strings.Join(asked, " "); got != "/rights /token /userinfo" {
		t.Errorf("asked %s", got)
	}
	if all := w.since(time.Time{}); len(all) != 4 || all[0].path != "/par" {
		t.Errorf("before the browser: %v", all)
	}
}

// BenchmarkAfterTheCallback reports what Latchkey adds to the provider's own time
// between the redirect and "signed in", as the median in milliseconds. It keeps
// the tokens where LATCHKEY_BENCH_STORAGE says, in memory by default.
func BenchmarkAfterTheCallback(b *testing.B) {
	kind := vault.Kind(cmp.Or(os.Getenv("LATCHKEY_BENCH_STORAGE"), string(vault.Memory)))
	open := warmHome(b, kind)
	var added []time.Duration
	for b.Loop() {
		w := &wire{}
		back := signInTimed(b, open(w))
		added = append(added, time.Since(back)-covered(w.since(back)))
	}
	slices.Sort(added)
	b.ReportMetric(float64(added[len(added)/2].Microseconds())/1000, "client-ms")
}

// covered is how long at least one request was under way.
func covered(requests []wireRequest) time.Duration {
	slices.SortFunc(requests, func(a, b wireRequest) int { return a.begin.Compare(b.begin) })
	var total time.Duration
	var until time.Time
	for _, r := range requests {
		begin := r.begin
		if begin.Before(until) {
			begin = until
		}
		if r.end.After(begin) {
			total += r.end.Sub(begin)
			until = r.end
		}
	}
	return total
}
