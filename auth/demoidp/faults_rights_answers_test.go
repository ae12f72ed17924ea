package demoidp_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/auth/demoidp"
)

func rightsAnswerFaults() map[string]faultCheck {
	return map[string]faultCheck{
		demoidp.FaultRightsUnreachable: func(_ *testing.T, p *party) bool { return errors.Is(p.rightsError(), io.EOF) },
		demoidp.FaultRights401:         rightsStatus(http.StatusUnauthorized),
		demoidp.FaultRights503: func(_ *testing.T, p *party) bool {
			got := p.someRights()
			return got.status == http.StatusServiceUnavailable && got.header.Get("Retry-After") == "30"
		},
		demoidp.FaultRightsSlow: func(_ *testing.T, p *party) bool {
			return errors.Is(p.rightsError(), context.DeadlineExceeded)
		},
		demoidp.FaultRightsTruncated: func(_ *testing.T, p *party) bool { return errors.Is(p.rightsError(), io.ErrUnexpectedEOF) },
		demoidp.FaultRightsContentType: func(_ *testing.T, p *party) bool {
			got := p.someRights()
			return got.fields["version"] == 1.0 && strings.HasPrefix(got.header.Get("Content-Type"), "text/html")
		},
		demoidp.FaultRightsPlainText: func(_ *testing.T, p *party) bool {
			got := p.someRights()
			return got.fields["version"] == 1.0 && strings.HasPrefix(got.header.Get("Content-Type"), "text/plain")
		},
		demoidp.FaultRightsNotJSON: func(_ *testing.T, p *party) bool {
			got := p.someRights()
			return got.status == http.StatusOK && got.fields == nil && got.header.Get("Content-Type") == "application/json"
		},
		demoidp.FaultRightsPortal: leadsToAPortal,
		demoidp.FaultRightsForeignIssuer: func(_ *testing.T, p *party) bool {
			return p.someRights().text("issuer") != p.server.Issuer()
		},
	}
}

// rightsError is how reading the rights ends within a second.
func (p *party) rightsError() error {
	p.t.Helper()
	access := p.signIn("mila").text("access_token")
	ctx, cancel := context.WithTimeout(p.t.Context(), time.Second)
	defer cancel()
	_, err := p.try(ctx, http.MethodGet, "/rights", nil, "Authorization", "Bearer "+access)
	return err
}

func leadsToAPortal(t *testing.T, p *party) bool {
	got := p.someRights()
	if got.status != http.StatusFound {
		return false
	}
	there, err := url.Parse(got.header.Get("Location"))
	if err != nil || there.Hostname() != "127.0.0.1" || "http://"+there.Host == p.server.Issuer() {
		t.Errorf("it leads to %v", there)
		return false
	}
	return isWebPage(p.do(http.MethodGet, there.String(), nil))
}

func rightsTimeFaults() map[string]faultCheck {
	return map[string]faultCheck{
		demoidp.FaultRightsClockAhead:  datedFrom(time.Hour, time.Hour),
		demoidp.FaultRightsClockBehind: datedFrom(-time.Hour, -time.Hour),
		demoidp.FaultRightsOld:         datedFrom(-time.Hour, 0),
		demoidp.FaultRightsCached: func(t *testing.T, p *party) bool {
			cached := datedFrom(-time.Hour, -time.Hour)(t, p)
			access := p.signIn("mila").text("access_token")
			plain, first, again := p.get("/rights", access), p.get("/rights?x=1", access), p.get("/rights?x=1", access)
			if first.header.Get("Age") != "" || first.text("checked_at") != p.clock.Now().Format(time.RFC3339) {
				t.Errorf("an address that was never seen: %v", first.header)
			}
			if aged := again.header.Get("Age") != ""; aged != cached {
				t.Errorf("the same address again: %v", again.header)
			}
			return cached && plain.header.Get("Age") == "3600" && plain.header.Get("X-Cache") == "HIT"
		},
	}
}

// datedFrom tells whether the answer and its header are dated so far from now.
func datedFrom(body, header time.Duration) faultCheck {
	return func(_ *testing.T, p *party) bool {
		got, now := p.someRights(), p.clock.Now()
		return got.status == http.StatusOK && got.text("checked_at") == now.Add(body).Format(time.RFC3339) &&
			got.header.Get("Date") == now.Add(header).Format(http.TimeFormat)
	}
}

func otherSourcesFaults() map[string]faultCheck {
	return map[string]faultCheck{
		demoidp.FaultSCIM500: func(_ *testing.T, p *party) bool {
			return p.get("/scim/v2/Me", p.signIn("mila").text("access_token")).status == http.StatusInternalServerError
		},
		demoidp.FaultSCIMForeign: func(_ *testing.T, p *party) bool {
			got := p.get("/scim/v2/Me", p.signIn("mila").text("access_token"))
			return got.status == http.StatusOK && got.text("id") != demoidp.People()[0].Subject
		},
		demoidp.FaultAuthZEN500: func(_ *testing.T, p *party) bool {
			return p.do(http.MethodGet, "/.well-known/authzen-configuration", nil).status == http.StatusInternalServerError
		},
		demoidp.FaultUMA500: func(_ *testing.T, p *party) bool {
			return p.uma(p.signIn("mila").text("access_token")).status == http.StatusInternalServerError
		},
	}
}

// A cache gives what was true when it asked, not what is true now.
func TestOldRightsAreThoseOfTheSignIn(t *testing.T) {
	for _, fault := range []string{demoidp.FaultRightsCached, demoidp.FaultRightsOld} {
		p := newParty(t)
		access := p.signIn("mila").text("access_token")
		if err := errors.Join(p.control.Fault(fault, true), p.control.Revoke("mila", "render.cloud")); err != nil {
			t.Fatal(err)
		}
		if state := rightsOf(t, p.get("/rights", access))["render.cloud"]; state != "granted" {
			t.Errorf("%s: %q", fault, state)
		}
	}
}
