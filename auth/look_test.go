package auth_test

import (
	"errors"
	"net"
	"strconv"
	"strings"
	"testing"

	"latchkey/auth"
	"latchkey/auth/demoidp"
)

// A key set is fetched past the caches, and one without a usable key is none.
func TestKeysAreFetchedAfresh(t *testing.T) {
	t.Parallel()
	for fault, want := range map[string]string{
		"": "", demoidp.FaultKeysEmpty: auth.CheckKeysEmpty, demoidp.FaultKeysRedirect: "keys_redirect",
		demoidp.FaultKeysHTML: "not_json", demoidp.FaultKeys500: "server_error",
	} {
		server, err := demoidp.Start(t.Context(), demoidp.Options{Addr: "127.0.0.1:0"})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = server.Close() })
		client, err := auth.NewClient(auth.Provider{Issuer: server.Issuer(), ClientID: server.ClientID()}, auth.Config{})
		if err != nil {
			t.Fatal(err)
		}
		if usable, err := client.KeysAfresh(t.Context()); err != nil || usable == 0 {
			t.Fatalf("without a fault: %d keys, %v", usable, err)
		}
		if fault == "" {
			continue
		}
		if err := server.Control().Fault(fault, true); err != nil {
			t.Fatal(err)
		}
		if usable, err := client.KeysAfresh(t.Context()); err == nil || usable != 0 || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %d keys, %v", fault, usable, err)
		}
	}
}

func TestTheLoopbackAddressIsTriedAndLetGo(t *testing.T) {
	t.Parallel()
	port, err := auth.TryLoopback(t.Context(), nil)
	if err != nil || port == 0 {
		t.Fatalf("port %d, %v", port, err)
	}
	for range 2 { // the second time shows that the first one let go
		if again, err := auth.TryLoopback(t.Context(), []int{port}); err != nil || again != port {
			t.Errorf("port %d, %v", again, err)
		}
	}
	for _, place := range []string{"127.0.0.1:0", "[::1]:0"} {
		listener, err := net.Listen("tcp", place)
		if err != nil {
			t.Logf("%s: %v", place, err) // a computer without IPv6
			continue
		}
		defer func() { _ = listener.Close() }()
		taken := listener.Addr().(*net.TCPAddr).Port
		other := net.JoinHostPort(map[string]string{"127.0.0.1:0": "::1", "[::1]:0": "127.0.0.1"}[place], strconv.Itoa(taken))
		if second, err := net.Listen("tcp", other); err == nil {
			defer func() { _ = second.Close() }()
			var refused *auth.ListenError
			if _, err := auth.TryLoopback(t.Context(), []int{taken}); !errors.As(err, &refused) || refused.Port != taken || refused.Forbidden {
				t.Errorf("a port that is held: %v", err)
			}
		}
	}
}
