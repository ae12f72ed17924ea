package auth_test

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"testing"
	"time"

	"latchkey/auth"
	"latchkey/auth/transport"
	"latchkey/auth/transport/transporttest"
)

// reach asks a server whose authority is trusted.
func reach(t *testing.T, authority *transporttest.Authority, limit time.Duration) auth.Reach {
	t.Helper()
	carrier, err := transport.Both(transport.Options{ExtraCAs: authority.PEM()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(carrier.CloseIdleConnections)
	return auth.Reach{HTTP: carrier, Now: time.Now, Limit: limit}
}

func TestReachBelievesNothingAndFollowsNothing(t *testing.T) {
	t.Parallel()
	authority := transporttest.NewAuthority(t, "Example CA")
	date := time.Date(2026, 11, 22, 13, 15, 0, 0, time.UTC)
	asked := 0
	server := authority.Server(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
		asked++
		body, _ := io.ReadAll(r.Body)
		if r.Header.Get("Authorization") != "" || r.Header.Get("Cookie") != "" || len(body) > 0 {
			t.Errorf("%s carries %v %q", r.Method, r.Header, body)
		}
		w.Header().Set("Date", date.Format(http.TimeFormat))
		w.Header().Set("Age", "60")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Location", "https://mila:secret@elsewhere.test/page?code=CANARY#x")
		w.WriteHeader(http.StatusFound)
	})
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodOptions} {
		got, err := reach(t, authority, 5*time.Second).Ask(t.Context(), auth.AtDiscovery, method, server.URL+"/x")
		if err != nil {
			t.Fatal(err)
		}
		if got.Status != http.StatusFound || got.Location != "https://elsewhere.test/page" || !got.WebPage || !got.Kept {
			t.Errorf("%s: %+v", method, got)
		}
		if !got.Date.Equal(date.Add(time.Minute)) || got.Secure == nil || !got.Connected || !got.Greeted || got.SentAt.After(got.At) {
			t.Errorf("%s: %+v", method, got)
		}
	}
	if asked != 3 {
		t.Errorf("asked %d times", asked)
	}
}

// How far a question got, where it got no answer.
func TestReachSaysHowFarItGot(t *testing.T) {
	t.Parallel()
	authority := transporttest.NewAuthority(t, "Example CA")
	hole, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = hole.Close() })
	stranger := transporttest.NewAuthority(t, "Stranger CA").Server(t, "127.0.0.1", nil)
	old := transporttest.Server(t, &tls.Config{
		Certificates: []tls.Certificate{authority.Issue(t, "127.0.0.1", time.Now().Add(-time.Hour))},
	}, nil)
	for name, row := range map[string]struct {
		address            string
		cause              string
		connected, greeted bool
		shown              int
	}{
		"nobody listens":  {"https://127.0.0.1:1/", "refused", false, false, 0},
		"nothing is said": {"https://" + hole.Addr().String() + "/", "timeout", true, true, 0},
		"a stranger":      {stranger.URL, "tls_untrusted", true, true, 1},
		"an old one":      {old.URL, "tls_expired", true, true, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := reach(t, authority, 300*time.Millisecond).Ask(t.Context(), auth.AtToken, http.MethodGet, row.address)
			var outage *auth.UnreachableError
			if !errors.As(err, &outage) || outage.Cause != row.cause || outage.At != auth.AtToken {
				t.Fatalf("got %v", err)
			}
			if got.Connected != row.connected || got.Greeted != row.greeted || len(got.Shown) != row.shown || got.Status != 0 {
				t.Errorf("got %+v", got)
			}
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := reach(t, authority, time.Second).Ask(ctx, auth.AtToken, http.MethodGet, "https://127.0.0.1:1/"); !errors.Is(err, context.Canceled) {
		t.Errorf("given up by the caller: %v", err)
	}
}

func TestTheTimeOfTheWayIsAllowedFor(t *testing.T) {
	t.Parallel()
	date := time.Date(2026, 11, 22, 13, 15, 0, 0, time.UTC)
	for name, row := range map[string]struct {
		sent, arrived, want time.Duration
	}{
		"at once":         {0, 0, 0},
		"a cut second":    {900 * time.Millisecond, 950 * time.Millisecond, 0},
		"a slow way":      {-20 * time.Second, 10 * time.Second, 0},
		"ahead":           {time.Hour, time.Hour + time.Second, time.Hour - time.Second},
		"ahead, slowly":   {time.Minute, time.Hour, time.Minute - time.Second},
		"behind":          {-time.Hour, -time.Hour + time.Second, -time.Hour + time.Second},
		"behind, slowly":  {-time.Hour, -time.Minute, -time.Minute},
		"nearly a second": {999 * time.Millisecond, time.Second, 0},
	} {
		ahead, known := auth.Reached{Date: date, SentAt: date.Add(row.sent), At: date.Add(row.arrived)}.Ahead()
		if !known || ahead != row.want {
			t.Errorf("%s: %v %t, want %v", name, ahead, known, row.want)
		}
	}
	if _, known := (auth.Reached{SentAt: date, At: date}).Ahead(); known {
		t.Error("an answer without a Date tells the time")
	}
}
