package conformance_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// seen is one request as it went over a wire.
type seen struct {
	method, address, path string
	query, form           url.Values
	header                http.Header
	at                    time.Time // by the clock of the test
}

// wire carries requests, remembers them, and lets a test change what comes back.
// Its Date headers follow the clock of the test.
type wire struct {
	clock *clock
	inner *http.Transport

	mu      sync.Mutex
	seen    []seen
	before  []func(*http.Request)
	changes []func(seen, *http.Response)
}

func newWire(c *clock) *wire {
	return &wire{clock: c, inner: &http.Transport{DisableKeepAlives: true}}
}

// RoundTrip implements [http.RoundTripper].
func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	noted, err := w.note(r)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	w.seen = append(w.seen, noted)
	before, changes := w.before, w.changes
	w.mu.Unlock()
	r = r.Clone(r.Context())
	for _, look := range before {
		look(r)
	}
	answer, err := w.inner.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	answer.Header.Set("Date", w.clock.Now().UTC().Format(http.TimeFormat))
	for _, change := range changes {
		change(noted, answer)
	}
	return answer, nil
}

func (w *wire) note(r *http.Request) (seen, error) {
	noted := seen{
		method: r.Method, address: r.URL.String(), path: r.URL.Path, query: r.URL.Query(),
		header: r.Header.Clone(), at: w.clock.Now(),
	}
	if r.Body == nil {
		return noted, nil
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return noted, err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	noted.form, err = url.ParseQuery(string(body))
	return noted, err
}

// on lets a test look at requests before they are sent.
func (w *wire) on(look func(*http.Request)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.before = append(w.before, look)
}

// change lets a test change answers.
func (w *wire) change(change func(seen, *http.Response)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.changes = append(w.changes, change) //nolint:bodyclose // a function is kept here; whoever asked closes the body
}

// all gives every request so far, to the end of a path when one is named.
func (w *wire) all(path string) []seen {
	w.mu.Lock()
	defer w.mu.Unlock()
	var found []seen
	for _, s := range w.seen {
		if path == "" || s.path == path {
			found = append(found, s)
		}
	}
	return found
}

// tokens gives the requests to the token endpoint of one grant type.
func (w *wire) tokens(grantType string) []seen {
	var found []seen
	for _, s := range w.all("/token") {
		if s.form.Get("grant_type") == grantType {
			found = append(found, s)
		}
	}
	return found
}

// editJSON changes the members of a JSON answer of one path.
func (w *wire) editJSON(path string, edit func(map[string]any)) {
	w.change(func(s seen, answer *http.Response) {
		if s.path != path {
			return
		}
		var members map[string]any
		decoder := json.NewDecoder(answer.Body)
		decoder.UseNumber()
		if decoder.Decode(&members) != nil {
			return
		}
		_ = answer.Body.Close()
		edit(members)
		content, err := json.Marshal(members)
		if err != nil {
			panic(err) // what was decoded can be encoded
		}
		replaceBody(answer, content)
	})
}

func replaceBody(answer *http.Response, content []byte) {
	answer.Body = io.NopCloser(bytes.NewReader(content))
	answer.ContentLength = int64(len(content))
	answer.Header.Set("Content-Length", strconv.Itoa(len(content)))
}

// status replaces the answers of one path.
func (w *wire) status(path string, status int, body string) {
	w.change(func(s seen, answer *http.Response) {
		if s.path != path {
			return
		}
		_ = answer.Body.Close()
		answer.StatusCode, answer.Status = status, strconv.Itoa(status)+" "+http.StatusText(status)
		answer.Header.Set("Content-Type", "application/json")
		replaceBody(answer, []byte(body))
	})
}

// redirect changes the parameters with which the provider sends the browser back
// to the program.
func (w *wire) redirect(change func(url.Values)) {
	w.change(func(s seen, answer *http.Response) {
		target, err := answer.Location()
		if err != nil || s.path != "/sign-in" && s.path != "/authorize" {
			return
		}
		parameters := target.Query()
		change(parameters)
		target.RawQuery = parameters.Encode()
		answer.Header.Set("Location", target.String())
	})
}

// text is everything that is in a request but its body, to look for secrets.
func (s seen) text() string {
	var b strings.Builder
	b.WriteString(s.address)
	for name, values := range s.header {
		b.WriteString("\n" + name + ": " + strings.Join(values, ", "))
	}
	return b.String()
}
