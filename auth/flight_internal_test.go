package auth

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// roundTrip is a network.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func keysAnswer() *http.Response {
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(`{"keys":[]}`))}
}

func clientOn(t *testing.T, network roundTrip) *Client {
	t.Helper()
	c, err := NewClient(Provider{Issuer: "https://id.example.com", ClientID: "client"}, Config{HTTP: network})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const keysAddress = "https://id.example.com/keys"

func TestWhoeverGivesUpTakesNobodyAlong(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		requests := 0
		c := clientOn(t, func(r *http.Request) (*http.Response, error) {
			if requests++; requests == 1 {
				<-r.Context().Done()
				return nil, r.Context().Err()
			}
			return keysAnswer(), nil
		})
		first, giveUp := context.WithCancel(t.Context())
		outcome := make(chan error, 2)
		go func() { _, err := c.keys.get(first, keysAddress); outcome <- err }()
		synctest.Wait()
		go func() { _, err := c.keys.get(t.Context(), keysAddress); outcome <- err }()
		synctest.Wait()
		if requests != 1 {
			t.Fatalf("%d requests at once", requests)
		}
		giveUp()
		errs := []error{<-outcome, <-outcome}
		if !errors.Is(errors.Join(errs...), context.Canceled) || errs[0] != nil && errs[1] != nil || requests != 2 {
			t.Errorf("got %v after %d requests", errs, requests)
		}
	})
}

func TestWhoeverWaitsForAnotherCanGiveUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		answer := make(chan struct{})
		c := clientOn(t, func(*http.Request) (*http.Response, error) {
			<-answer
			return keysAnswer(), nil
		})
		done := make(chan error)
		go func() { _, err := c.keys.get(t.Context(), keysAddress); done <- err }()
		synctest.Wait()
		limited, cancel := context.WithTimeoutCause(t.Context(), time.Second, errOwnLimit)
		defer cancel()
		var outage *UnreachableError
		if _, err := c.keys.get(limited, keysAddress); !errors.As(err, &outage) || outage.At != AtKeys || outage.Cause != "timeout" {
			t.Errorf("got %v", err)
		}
		close(answer)
		if err := <-done; err != nil {
			t.Errorf("the one who fetched: %v", err)
		}
	})
}

// A fetch that was under way may have left before the key in question was there.
func TestWhatAnotherFetchedIsNotFresh(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		answer := make(chan struct{})
		c := clientOn(t, func(*http.Request) (*http.Response, error) {
			<-answer
			return keysAnswer(), nil
		})
		fresh := make(chan bool, 2)
		for range 2 {
			go func() {
				keys, err := c.keys.get(t.Context(), keysAddress)
				if err != nil {
					t.Error(err)
				}
				fresh <- keys.fresh
			}()
		}
		synctest.Wait()
		close(answer)
		if first, second := <-fresh, <-fresh; first == second {
			t.Error("not exactly one of the two fetched")
		}
		if kept, err := c.keys.get(t.Context(), keysAddress); err != nil || kept.fresh {
			t.Errorf("from memory: fresh %v, %v", kept.fresh, err)
		}
	})
}
