package core_test

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"latchkey/app/core"
)

// signInBefore signs in, and then puts something on the way between Latchkey and
// the provider, which changes answers as it likes.
func (h *home) signInBefore(change func(*http.Request, *http.Response)) {
	h.t.Helper()
	var changes atomic.Bool
	parts := h.Deps
	parts.HTTP = roundTrip(func(r *http.Request) (*http.Response, error) {
		answer, err := http.DefaultTransport.RoundTrip(r)
		if err == nil && changes.Load() {
			change(r, answer)
		}
		return answer, err
	})
	h.Core = core.New(parts)
	h.signIn()
	changes.Store(true)
}

func isRights(r *http.Request) bool { return strings.Contains(r.URL.Path, "/rights") }

// undated takes the moment out of a body of rights, so that only headers date it.
func undated(answer *http.Response) {
	for _, name := range []string{"checked_at", "valid_until", "offline_until"} {
		replaced(answer, `"`+name+`"`, `"was_`+name+`"`)
	}
}

// replaced changes a text in a body.
func replaced(answer *http.Response, old, text string) {
	body, _ := io.ReadAll(answer.Body)
	body = bytes.ReplaceAll(body, []byte(old), []byte(text))
	answer.Body, answer.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	answer.Header.Set("Content-Length", strconv.Itoa(len(body)))
}

// A Date can be a cache's own, so it proves nothing alone; the question around
// the caches does, and a server that refuses that one has proven nothing.
func TestADateAloneProvesNothingWhereTheWayAroundIsRefused(t *testing.T) {
	h := newHome(t)
	h.signInBefore(func(r *http.Request, answer *http.Response) {
		if isRights(r) && r.URL.RawQuery != "" {
			answer.StatusCode = http.StatusBadRequest
		} else if isRights(r) {
			undated(answer)
		}
	})
	answer, err := h.Recheck(t.Context(), core.RecheckOptions{MaxStep: core.StepRefetch}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if answer.Fresh || len(answer.Steps[0].Evidence) != 2 || answer.Sources[0].Problem != "" || len(answer.Lost) > 0 {
		t.Errorf("fresh %v, lost %v, sources %+v, evidence %+v", answer.Fresh, answer.Lost, answer.Sources, answer.Steps[0].Evidence)
	}
}

// A copy is as old as the cache says, and no answer is younger than the moment at
// which it came: else the right of a stale copy would live longer.
func TestACopyKeepsTheAgeThatItsCacheTells(t *testing.T) {
	for name, change := range map[string]func(http.Header){
		"an hour in a cache": func(header http.Header) {
			header.Set("Age", "3600")
			header.Set("Date", time.Now().Add(-time.Hour).UTC().Format(http.TimeFormat))
		},
		"a cache that dates copies itself": func(header http.Header) { header.Set("Age", "3600") },
	} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			h.signInBefore(func(r *http.Request, answer *http.Response) {
				if isRights(r) {
					undated(answer)
					change(answer.Header)
				}
			})
			h.recheck()
			told, err := h.Rights(t.Context(), "")
			if err != nil {
				t.Fatal(err)
			}
			if age := time.Since(told.CheckedAt.Time); age < 59*time.Minute || age > 62*time.Minute {
				t.Errorf("it counts as %v old", age)
			}
		})
	}
}

// A Date that is years off moves neither the clock nor the life of the rights.
func TestADateOfAnotherCenturyChangesNothing(t *testing.T) {
	for name, dated := range map[string]bool{"beside a dated body": true, "alone": false} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			h.signInBefore(func(r *http.Request, answer *http.Response) {
				if !isRights(r) {
					return
				}
				if !dated {
					undated(answer)
				}
				answer.Header.Set("Date", time.Now().AddDate(30, 0, 0).UTC().Format(http.TimeFormat))
			})
			before, err := h.Rights(t.Context(), "")
			if err != nil {
				t.Fatal(err)
			}
			h.recheck()
			after, err := h.Rights(t.Context(), "")
			if err != nil {
				t.Fatal(err)
			}
			if states(before) != states(after) || after.ClockSetBack || after.State == "expired" {
				t.Errorf("%s, set back %v:\n%s\n%s", after.State, after.ClockSetBack, states(before), states(after))
			}
			h.clock.advance(48 * time.Hour)
			if later, err := h.Rights(t.Context(), ""); err != nil || !dated && later.State != "expired" {
				t.Errorf("two days later: %s, %v", later.State, err)
			}
		})
	}
}

// An ID token that grew old says nothing new, whatever UserInfo says beside it.
func TestClaimsThatStandInTheTokenAloneAreAsOldAsTheToken(t *testing.T) {
	h := newSourcesHome(t, core.SourceClaims)
	h.signInBefore(func(r *http.Request, answer *http.Response) {
		if !strings.Contains(r.URL.Path, "userinfo") {
			return
		}
		replaced(answer, `"entitlements"`, `"others"`)
	})
	h.clock.advance(time.Minute)
	answer, err := h.Recheck(t.Context(), core.RecheckOptions{MaxStep: core.StepRefetch}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if answer.Fresh || len(answer.Lost) > 0 {
		t.Errorf("fresh %v, lost %+v, evidence %+v", answer.Fresh, answer.Lost, answer.Steps[0].Evidence)
	}
}

// A right that was taken away after the sign-in still stands in its token.
func TestATokenOfJustBeforeTheQuestionProvesNothing(t *testing.T) {
	h := newSourcesHome(t, core.SourceClaims)
	h.signInBefore(func(r *http.Request, answer *http.Response) {
		if strings.Contains(r.URL.Path, "userinfo") {
			for _, name := range []string{"roles", "groups", "entitlements"} {
				replaced(answer, `"`+name+`"`, `"was_`+name+`"`)
			}
		}
	})
	h.clock.advance(10 * time.Second)
	answer, err := h.Recheck(t.Context(), core.RecheckOptions{MaxStep: core.StepRefetch}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if answer.Fresh {
		t.Errorf("fresh by %+v", answer.Steps[0].Evidence)
	}
	if answer, err = h.Recheck(t.Context(), core.RecheckOptions{}, nil); err != nil || !answer.Fresh {
		t.Errorf("a new token: %v, fresh %v, %+v", err, answer.Fresh, answer.Steps[1].Evidence)
	}
}

// A tag that cannot be sent back is no tag, and no reason to fail.
func TestATagThatCannotBeSentBackIsLeftOut(t *testing.T) {
	h := newHome(t)
	h.signInBefore(func(r *http.Request, answer *http.Response) {
		if isRights(r) {
			answer.Header["Etag"] = []string{"\"caf\xe9\x1b[31m\""}
		}
	})
	h.recheck()
	if status, err := h.Status(t.Context(), true); err != nil || status.State != core.StateSignedIn {
		t.Fatalf("status --check: %v, %s", err, status.State)
	}
	answer, err := h.Recheck(t.Context(), core.RecheckOptions{MaxStep: core.StepRefetch}, nil)
	if err != nil || answer.Steps[0].Evidence[0].ETag != "" {
		t.Errorf("%v, tag %q", err, answer.Steps[0].Evidence[0].ETag)
	}
}

// Nor does a body that dates itself in another century, and names no end.
func TestABodyOfAnotherCenturyLivesNoLongerThanOthers(t *testing.T) {
	h := newHome(t)
	h.signInBefore(func(r *http.Request, answer *http.Response) {
		if isRights(r) {
			replaced(answer, `"valid_until"`, `"was_valid_until"`)
			replaced(answer, `"offline_until"`, `"was_offline_until"`)
			replaced(answer, `"checked_at":"2`, `"checked_at":"3`)
		}
	})
	h.recheck()
	first, err := h.Rights(t.Context(), "")
	if err != nil || first.State != "stale" || len(granted(first, "")) == 0 {
		t.Fatalf("now: %v, %s, %v", err, first.State, granted(first, ""))
	}
	h.clock.advance(25 * time.Hour)
	if later, err := h.Rights(t.Context(), ""); err != nil || later.State != "expired" || len(granted(later, "")) > 0 {
		t.Errorf("a day later: %v, %s, %v", err, later.State, granted(later, ""))
	}
}
