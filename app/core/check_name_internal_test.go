package core

import (
	"context"
	"errors"
	"net"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

// nameServer is a server for names that the test controls: it answers every question
// with an address, says that there is no such name, or says nothing.
func nameServer(t *testing.T, address string, silent bool) *net.Resolver {
	t.Helper()
	socket, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = socket.Close() })
	go func() {
		buffer := make([]byte, 1500)
		for {
			n, from, err := socket.ReadFrom(buffer)
			if err != nil {
				return
			}
			if answer := nameAnswer(buffer[:n], address); !silent && answer != nil {
				_, _ = socket.WriteTo(answer, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", socket.LocalAddr().String())
	}}
}

func nameAnswer(question []byte, address string) []byte {
	var message dnsmessage.Message
	if err := message.Unpack(question); err != nil || len(message.Questions) != 1 {
		return nil
	}
	message.Response, message.Additionals = true, nil
	asked := message.Questions[0]
	switch ip := net.ParseIP(address).To4(); {
	case ip == nil:
		message.RCode = dnsmessage.RCodeNameError
	case asked.Type == dnsmessage.TypeA:
		head := dnsmessage.ResourceHeader{Name: asked.Name, Type: asked.Type, Class: asked.Class, TTL: 1}
		message.Answers = []dnsmessage.Resource{{Header: head, Body: &dnsmessage.AResource{A: [4]byte(ip)}}}
	}
	packed, err := message.Pack()
	if err != nil {
		return nil
	}
	return packed
}

func TestTheNameIsLookedUp(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		address string
		silent  bool
		issuer  string
		want    wanted
		passes  string
	}{
		"known":        {"192.0.2.7", false, labIssuer, wanted{}, "name_known"},
		"unknown":      {"", false, labIssuer, wanted{"name", "fail", "name_unresolved", "name_unknown", "provider"}, ""},
		"nobody says":  {"", true, labIssuer, wanted{"name", "fail", "name_unresolved", "name_silent", "connect"}, ""},
		"it is none":   {"", false, "https://192.0.2.7", wanted{}, "name_is_address"},
		"it is here":   {"", false, "http://127.0.0.1:1", wanted{}, "provider_is_here"},
		"it is here 6": {"", false, "https://[::1]:1", wanted{}, "provider_is_here"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t, map[string]string{})
			l.wire.resolver = nameServer(t, row.address, row.silent)
			l.wire.addresses = func() ([]net.IPNet, error) { return make([]net.IPNet, 1), nil }
			l.provider(row.issuer)
			answer := l.diagnose("name")
			l.holds(answer, row.want)
			if check := answer.Find("name"); row.passes != "" && check.EvidenceCode != row.passes {
				t.Errorf("name: %s %s %v", check.Result, check.EvidenceCode, check.Values)
			}
			if answer.ElapsedSeconds > 12 {
				t.Errorf("it took %.1f seconds", answer.ElapsedSeconds)
			}
		})
	}
}

func TestAComputerWithoutANetworkIsSaidSo(t *testing.T) {
	t.Parallel()
	l := newLab(t, map[string]string{})
	l.wire.addresses = func() ([]net.IPNet, error) { return nil, nil }
	answer := l.diagnose("keys", "token-endpoint")
	l.holds(answer, wanted{"network", "fail", "network_down", "network_down", "connect"})
	for _, id := range []string{"proxy", "name", "clock", "connection", "discovery", "keys", "token-endpoint"} {
		if check := answer.Find(id); check.HiddenBy != "network" {
			t.Errorf("%s is hidden by %q", id, check.HiddenBy)
		}
	}
	l.wire.addresses = func() ([]net.IPNet, error) { return nil, errors.New("forbidden") }
	l.wire.resolver = nameServer(t, "", false)
	answer = l.diagnose("network")
	if check := answer.Find("network"); check.Result != "skip" || check.EvidenceCode != "network_unknown" {
		t.Errorf("network: %s %s", check.Result, check.EvidenceCode)
	}
}

// Nobody to reach is nothing wrong.
func TestWithoutAProviderThereIsNothingToReach(t *testing.T) {
	t.Parallel()
	l := newLab(t, map[string]string{})
	if _, err := l.RemoveProvider(t.Context(), "lab"); err != nil {
		t.Fatal(err)
	}
	answer := l.diagnose("keys", "token-endpoint")
	l.holds(answer, wanted{})
	for _, id := range []string{"network", "proxy", "name", "connection", "discovery", "keys", "token-endpoint"} {
		if check := answer.Find(id); check.Result != "skip" || check.EvidenceCode != "no_provider_to_reach" {
			t.Errorf("%s: %s %s", id, check.Result, check.EvidenceCode)
		}
	}
}
