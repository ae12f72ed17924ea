package conformance_test

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/auth"
)

func nativeApps() chapter {
	return chapter{"native", "Native apps: RFC 8252", []row{
		{
			id: "N1", section: "RFC 8252 4, 8.12", says: "Sign-in happens in the person's own browser; no web view is built in",
			elsewhere: []string{"app TestThereIsNoEmbeddedBrowser", "app/endtoend TestChromiumSignsInAtTheDemoProvider"},
		},
		{id: "N2", section: "RFC 8252 6, 8.1", says: "The authorization code flow with PKCE, by a public client", test: codeFlowWithPKCE},
		{id: "N3", section: "RFC 8252 7.3, 8.3", says: "The redirect address is a loopback IP literal, never `localhost`", test: loopbackLiteral},
		{id: "N4", section: "RFC 8252 7.3", says: "The redirect port is any free one, another for each sign-in under way", test: portsDiffer},
		{
			id: "N5", section: "RFC 8252 7.3", says: "IPv4 and IPv6 loopback are tried, and what is there is used",
			test: otherLoopback, elsewhere: []string{"auth TestTheOtherLoopbackAddressIsTried"},
		},
		{
			id: "N6", section: "RFC 8252 8.3", says: "The listener is reachable on loopback only, and is gone after the answer, a cancel and a time-out",
			test: listenerComesAndGoes, elsewhere: []string{"auth TestListenerIsLoopbackOnlyAndClosedAfterwards", "app/endtoend TestNeighboursCannotDisturbASignIn"},
		},
		{
			id: "N7", section: "RFC 8252 7.1", says: "A private-use scheme is a reversed domain name, and only for where loopback cannot work",
			without: "loopback is the only redirect; a provider description has no place for a scheme",
		},
		{
			id: "N8", section: "RFC 8252 8.5", says: "A secret that is shipped proves nothing: none is needed, and one that is set appears in no log",
			test: secretIsOptional, elsewhere: []string{"auth TestNoErrorAndNoLogRepeatsASecret", "app/endtoend TestNoSecretAppearsAnywhere"},
		},
		{
			id: "N9", section: "RFC 8252 8.9", says: "An answer with a wrong or missing `state`, or an answer that comes again, leads to no token request",
			test: strangeStates, elsewhere: []string{"auth TestASecondUseOfTheRedirectIsRefused"},
		},
		{
			id: "N10", section: "RFC 8252 8.10", says: "With several providers, the answer of one is not taken for another's",
			test: twoProviders, elsewhere: []string{"auth TestAnAnswerOfAnotherProviderReachesNobody", "app/endtoend TestNeighboursAnswersAreNotMixedUp"},
		},
		{
			id: "N11", section: "RFC 8252 8.4", says: "The client is registered as a native, public one", test: publicClient,
			partly: "who registers it is the provider's administrator; tested is that it behaves as one",
		},
	}}
}

func codeFlowWithPKCE(t *testing.T) {
	p := newParty(t)
	p.signedIn()
	q := p.request()
	if q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" || len(q.Get("code_challenge")) != 43 {
		t.Errorf("asked for %v", q)
	}
	if sent := p.wire.tokens("authorization_code"); len(sent) != 1 || sent[0].form.Get("code_verifier") == "" {
		t.Errorf("token requests: %v", sent)
	}
}

func loopbackLiteral(t *testing.T) {
	p := newParty(t)
	p.signedIn()
	redirect, err := url.Parse(p.request().Get("redirect_uri"))
	if err != nil || redirect.Scheme != "http" || redirect.Port() == "" {
		t.Fatalf("redirect address %v, %v", redirect, err)
	}
	if ip, err := netip.ParseAddr(redirect.Hostname()); err != nil || !ip.IsLoopback() {
		t.Errorf("the host is %q", redirect.Hostname())
	}
}

func portsDiffer(t *testing.T) {
	p, second := newParty(t), newParty(t)
	p.signedIn(func(r *auth.BrowserRequest) {
		open := r.Open
		r.Open = func(ctx context.Context, address string) error {
			second.signedIn()
			return open(ctx, address)
		}
	})
	if one, two := p.request().Get("redirect_uri"), second.request().Get("redirect_uri"); one == two {
		t.Errorf("both sign-ins listened at %s", one)
	}
}

func otherLoopback(t *testing.T) {
	probe, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "[::1]:0")
	if err != nil {
		t.Skip("this computer has no IPv6 loopback")
	}
	_ = probe.Close()
	taken, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	port := taken.Addr().(*net.TCPAddr).Port
	p := newParty(t, described(func(d *auth.Provider) { d.RedirectPorts = []int{port} }))
	p.signedIn()
	if got := p.request().Get("redirect_uri"); !strings.HasPrefix(got, "http://[::1]:") {
		t.Errorf("listened at %s", got)
	}
}

// reachable tries to connect; the address is that of a redirect, at another host.
func reachable(t *testing.T, redirect, host string) bool {
	t.Helper()
	u, err := url.Parse(redirect)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := (&net.Dialer{Timeout: time.Second}).DialContext(context.WithoutCancel(t.Context()), "tcp", net.JoinHostPort(host, u.Port()))
	if err != nil {
		return false
	}
	_ = conn.Close()
	return true
}

// expiring is a context whose time is over when a test says so.
type expiring struct {
	context.Context
	over chan struct{}
}

func (e expiring) Done() <-chan struct{} { return e.over }

func (e expiring) Err() error {
	select {
	case <-e.over:
		return context.DeadlineExceeded
	default:
		return nil
	}
}

func listenerComesAndGoes(t *testing.T) {
	for end, want := range map[string]error{"answer": nil, "cancel": context.Canceled, "time-out": context.DeadlineExceeded} {
		p := newParty(t)
		limited := expiring{t.Context(), make(chan struct{})}
		ctx, cancel := context.WithCancel(limited)
		defer cancel()
		_, err := p.signInUntil(ctx, func(r *auth.BrowserRequest) {
			r.Open = func(ctx context.Context, address string) error {
				redirect := p.request().Get("redirect_uri")
				// 127.0.0.2 is loopback as well: a listener on every address would answer.
				if !reachable(t, redirect, "127.0.0.1") || reachable(t, redirect, "127.0.0.2") {
					t.Errorf("%s: the listener is not on 127.0.0.1 alone", end)
				}
				switch end {
				case "answer":
					return p.open(ctx, address)
				case "cancel":
					cancel()
				default:
					close(limited.over)
				}
				return nil
			}
		})
		if !errors.Is(err, want) {
			t.Errorf("%s: %v", end, err)
		}
		if reachable(t, p.request().Get("redirect_uri"), "127.0.0.1") {
			t.Errorf("%s: the listener is still there", end)
		}
	}
}
