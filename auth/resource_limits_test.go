package auth_test

import (
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"latchkey/auth"
)

const mebibyte = 1 << 20

// sized answers with n bytes, announced or not.
func sized(n int, announced bool) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if announced {
			w.Header().Set("Content-Length", strconv.Itoa(n))
		}
		_, _ = io.WriteString(w, strings.Repeat(" ", n))
	}
}

func TestAnAnswerIsAsLongAsItWasAskedForAtMost(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	for _, c := range []struct {
		asked  int64
		length int
		fits   bool
	}{
		{0, mebibyte, true},
		{0, mebibyte + 1, false},
		{-1, mebibyte + 1, false},
		{32 * mebibyte, 32 * mebibyte, true},
		{32 * mebibyte, 32*mebibyte + 1, false},
		{1 << 60, 64*mebibyte + 1, false},
		{100, 101, false},
	} {
		for _, announced := range []bool{true, false} {
			p.Override["/rights"] = sized(c.length, announced)
			a, err := p.client(t, nil).GetResource(testContext(t), auth.Tokens{Access: auth.NewSecret("a")}, auth.ResourceRequest{URL: p.URL + "/rights", MaxBytes: c.asked})
			if c.fits && (err != nil || len(a.Body) != c.length) || !c.fits && (flawOf(err) != "too_large" || a.Body != nil) {
				t.Errorf("%d bytes of %d, announced %v: %d, %v", c.length, c.asked, announced, len(a.Body), err)
			}
		}
	}
}

func flawOf(err error) string {
	var flawed *auth.MalformedError
	if errors.As(err, &flawed) {
		return flawed.Flaw
	}
	return ""
}

// Half an answer is no answer: neither where its length was announced, nor where its
// chunks end too early.
func TestWhatBreaksOffIsNeverHalfAnAnswer(t *testing.T) {
	t.Parallel()
	const whole = `{"rights":[]}`
	for name, raw := range map[string]string{
		"announced longer": "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n" + whole,
		"chunk cut":        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n" + whole,
		"no last chunk":    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nd\r\n" + whole + "\r\n",
	} {
		p := newFaultProvider(t)
		p.Override["/rights"] = rawAnswer(raw)
		client, tokens := p.client(t, nil), auth.Tokens{Access: auth.NewSecret("a")}
		for method, ask := range map[string]func() (auth.ResourceAnswer, error){
			"GET": func() (auth.ResourceAnswer, error) {
				return client.GetResource(testContext(t), tokens, auth.ResourceRequest{URL: p.URL + "/rights"})
			},
			"POST": func() (auth.ResourceAnswer, error) {
				return client.PostResource(testContext(t), tokens, auth.ResourceRequest{URL: p.URL + "/rights"})
			},
		} {
			if a, err := ask(); flawOf(err) != "truncated" || a.Body != nil || a.Status != 0 {
				t.Errorf("%s, %s: %+v, %v", name, method, a, err)
			}
		}
	}
}

// rawAnswer writes bytes and closes the connection.
func rawAnswer(raw string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		_, _ = io.WriteString(conn, raw)
		_ = conn.Close()
	}
}
