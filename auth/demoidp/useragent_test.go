package demoidp_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"latchkey/auth/demoidp"
)

func TestTheUserAgentStaysOnLoopback(t *testing.T) {
	away := httptest.NewServer(http.RedirectHandler("https://attacker.example/", http.StatusFound))
	defer away.Close()
	for _, address := range []string{away.URL, "https://attacker.example/", "http://localhost:1/", "file:///etc/hosts", ""} {
		if err := (&demoidp.UserAgent{}).Open(t.Context(), address); !errors.Is(err, demoidp.ErrLeftLoopback) {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestTheUserAgentTellsWhatPageItMet(t *testing.T) {
	p := newParty(t)
	for _, tt := range []struct{ person, address, title string }{
		{"mila", p.authorizeURL("client_id", "x"), "can’t start"}, {"nobody", p.authorizeURL(), "Nobody by that name"}, {"mila", p.server.Issuer() + "/nowhere", "Nothing at this address"},
	} {
		err := (&demoidp.UserAgent{Person: tt.person}).Open(t.Context(), tt.address)
		if !errors.Is(err, demoidp.ErrUnexpectedPage) || !strings.Contains(err.Error(), tt.title) {
			t.Errorf("%v, want one with %q", err, tt.title)
		}
	}
}

func TestTheUserAgentDoesNotTellTheCode(t *testing.T) {
	p := newParty(t)
	address := p.authorizeURL()
	p.listener.Close()
	err := (&demoidp.UserAgent{Person: "mila"}).Open(t.Context(), address)
	if err == nil || strings.Contains(err.Error(), "code=") {
		t.Errorf("with the listener gone: %v", err)
	}
}

func TestTheUserAgentCanWorkInTheBackground(t *testing.T) {
	// The listener answers only after Open has returned, as a program does that
	// opens the browser and waits in one line of work.
	returned := make(chan struct{})
	listener := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-returned }))
	defer listener.Close()
	p := newParty(t)
	agent := &demoidp.UserAgent{Person: "mila", Background: true}
	if err := agent.Open(t.Context(), p.authorizeURL("redirect_uri", listener.URL)); err != nil {
		t.Fatal(err)
	}
	close(returned)
	if err := agent.Wait(); err != nil {
		t.Error(err)
	}
}
