package auth_test

import (
	"errors"
	"net/url"
	"sync/atomic"
	"testing"

	"latchkey/auth"
)

// RFC 9700 section 2.1.1: two sign-ins at once, each handed the other's code.
func TestCodesDeliveredCrosswiseFailOnBothSides(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	codes := [2]chan string{make(chan string, 1), make(chan string, 1)}
	var calls atomic.Int32
	p.Redirect = func(q url.Values) {
		me := calls.Add(1) - 1
		codes[me] <- q.Get("code")
		q.Set("code", <-codes[1-me])
	}
	client := p.client(t, nil)
	results := make(chan error, 2)
	for range 2 {
		go func() {
			_, err := client.SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open})
			results <- err
		}()
	}
	for range 2 {
		if err := <-results; !errors.Is(err, auth.ErrProviderRefused) {
			t.Errorf("got %v", err)
		}
	}
}

// RFC 9700 section 4.4.2: a second provider answers in the first one's place.
func TestAnAnswerOfAnotherProviderReachesNobody(t *testing.T) {
	t.Parallel()
	honest, attacker := newFaultProvider(t), newFaultProvider(t)
	honest.Redirect = func(q url.Values) { q.Set("iss", attacker.URL) }
	_, err := honest.signIn(t, nil)
	if checkOf(err) != "iss_parameter" || len(honest.seen("/token"))+len(attacker.seen("/token")) != 0 {
		t.Fatalf("got %v", err)
	}
	honest.Redirect = nil
	attacker.Discovery = func(doc map[string]any) {
		doc["authorization_endpoint"] = honest.URL + "/authorize"
	}
	_, err = attacker.signIn(t, nil)
	if checkOf(err) != "iss_parameter" || len(attacker.seen("/token")) != 0 {
		t.Fatalf("got %v", err)
	}
}
