package demoidp_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"latchkey/auth/demoidp"
)

func TestStartRefusesEveryAddressThatIsNotLoopback(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", ":0", "[::]:0", "localhost:0", "127.0.0.2:0", "192.0.2.1:0", "example.com:80", "127.0.0.1", "127.0.0.1.:0", "[::ffff:127.0.0.1]:0"} {
		t.Run(addr, func(t *testing.T) {
			server, err := demoidp.Start(t.Context(), demoidp.Options{Addr: addr})
			if !errors.Is(err, demoidp.ErrNotLoopback) {
				t.Errorf("Start says %v, want ErrNotLoopback", err)
			}
			if server != nil {
				_ = server.Close()
			}
		})
	}
}

func TestStartListensOnIPv6Loopback(t *testing.T) {
	server, err := demoidp.Start(t.Context(), demoidp.Options{Addr: "[::1]:0"})
	if err != nil {
		t.Skipf("no IPv6 loopback here: %v", err)
	}
	defer func() { _ = server.Close() }()
	if !strings.HasPrefix(server.Issuer(), "http://[::1]:") {
		t.Errorf("issuer is %q", server.Issuer())
	}
	agent := &demoidp.UserAgent{Person: "mila"}
	if err := agent.Open(t.Context(), server.Issuer()+"/end-session"); err != nil {
		t.Errorf("open a page over IPv6: %v", err)
	}
}

func TestTheServerEndsWithItsContext(t *testing.T) {
	arrived := make(chan struct{}, 1)
	log := slog.New(slog.NewTextHandler(signal(arrived), &slog.HandlerOptions{Level: slog.LevelDebug}))
	ctx, cancel := context.WithCancel(t.Context())
	server, err := demoidp.Start(ctx, demoidp.Options{Log: log})
	if err != nil {
		t.Fatal(err)
	}
	// A request that never ends by itself is broken off.
	if err := server.Control().Fault(demoidp.FaultTokenSlow, true); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		request, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, server.Issuer()+"/token", nil)
		response, err := http.DefaultClient.Do(request)
		if err == nil {
			err = response.Body.Close()
		}
		done <- err
	}()
	<-arrived
	cancel()
	if err := <-done; err == nil {
		t.Error("the slow request was answered")
	}
}

func TestTheHostHeaderMustBeItsOwnAddress(t *testing.T) {
	p := newParty(t)
	port := p.server.Issuer()[strings.LastIndexByte(p.server.Issuer(), ':'):]
	for _, host := range []string{"localhost" + port, "attacker.example" + port, "127.0.0.1:1", "127.0.0.1", "[::1]" + port} {
		for _, path := range []string{"/authorize", "/control", "/.well-known/openid-configuration"} {
			if got := p.do(http.MethodGet, path, nil, "Host", host); got.status != http.StatusMisdirectedRequest {
				t.Errorf("Host %s, %s: status %d", host, path, got.status)
			}
		}
	}
}

func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	p := newParty(t)
	for _, path := range []string{"/control/down", "/sign-in", "/device", "/end-session/confirm", "/token"} {
		for _, header := range [][]string{
			{"Origin", "https://attacker.example"},
			{"Origin", "null"},
			{"Origin", p.listener.URL},
			{"Sec-Fetch-Site", "cross-site"},
			{"Sec-Fetch-Site", "same-site"},
		} {
			got := p.do(http.MethodPost, path, map[string][]string{}, header...)
			if got.status != http.StatusForbidden {
				t.Errorf("%s with %v: status %d, want 403", path, header, got.status)
			}
		}
	}
	got := p.do(http.MethodPost, "/control/reset", map[string][]string{}, "Origin", p.server.Issuer(), "Sec-Fetch-Site", "same-origin")
	if got.status != http.StatusNoContent {
		t.Errorf("own form: status %d", got.status)
	}
}

func TestDiscoverySaysWhatIsTrue(t *testing.T) {
	p := newParty(t)
	got := p.do(http.MethodGet, "/.well-known/openid-configuration", nil)
	if got.text("issuer") != p.server.Issuer() || got.fields["authorization_response_iss_parameter_supported"] != true {
		t.Errorf("discovery: %s", got.body)
	}
	for name, value := range got.fields {
		address, _ := value.(string)
		if !strings.HasSuffix(name, "_endpoint") && name != "jwks_uri" {
			continue
		}
		if !strings.HasPrefix(address, p.server.Issuer()+"/") {
			t.Errorf("%s is %q", name, address)
		}
		if answer := p.do(http.MethodGet, address, nil); answer.status == http.StatusNotFound {
			t.Errorf("%s does not exist", name)
		}
	}
	if other := p.do(http.MethodGet, "/.well-known/oauth-authorization-server", nil); other.body != got.body {
		t.Error("RFC 8414 metadata differs from discovery")
	}
}

// signal is a log that tells when the first line is written.
type signal chan struct{}

func (s signal) Write(line []byte) (int, error) {
	select {
	case s <- struct{}{}:
	default:
	}
	return len(line), nil
}
