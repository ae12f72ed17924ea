//go:build linux

package endtoend

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// said stands before the rights and changes what they say.
func said(t testing.TB, origin string, change func(rights map[string]any)) (address string) {
	t.Helper()
	at, err := url.Parse(origin)
	if err != nil {
		t.Fatal(err)
	}
	front := httptest.NewServer(&httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(&url.URL{Scheme: at.Scheme, Host: at.Host})
			r.Out.Header.Del("If-None-Match")
		},
		ModifyResponse: func(r *http.Response) error {
			body, err := io.ReadAll(r.Body)
			_ = r.Body.Close()
			var rights map[string]any
			if err != nil || json.Unmarshal(body, &rights) != nil {
				return err
			}
			change(rights)
			body, err = json.Marshal(rights)
			r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
			r.Header.Set("Content-Length", strconv.Itoa(len(body)))
			r.Header.Del("ETag") // it is another answer
			return err
		},
	})
	t.Cleanup(front.Close)
	return front.URL + at.Path
}

// datedRights says how long the rights hold, as it is told.
func datedRights(t testing.TB, origin string, valid, offline *atomic.Int64) (address string) {
	t.Helper()
	return said(t, origin, func(rights map[string]any) {
		for name, seconds := range map[string]*atomic.Int64{"valid_until": valid, "offline_until": offline} {
			rights[name] = time.Now().Add(time.Duration(seconds.Load()) * time.Second).UTC().Format(time.RFC3339)
		}
	})
}

// brief is signed in with rights that hold for some seconds only, and waits
// until they are in a state. What is asked for later holds for a day.
func (s *scene) brief(valid, offline int64, state string) {
	s.t.Helper()
	s.signedOut()
	var validFor, offlineFor atomic.Int64
	validFor.Store(valid)
	offlineFor.Store(offline)
	address := datedRights(s.t, s.server.RightsURL(), &validFor, &offlineFor)
	file := s.path("config", "providers", "lab.toml")
	s.write(file, []byte(strings.ReplaceAll(string(s.read(file)), s.server.RightsURL(), address)))
	s.must(0, "sign-in")
	validFor.Store(86_400)
	offlineFor.Store(2 * 86_400)
	eventually(s.t, 20*time.Second, "rights that are "+state, func() bool {
		return s.run("rights", "--json").object(s.t)["state"] == state
	})
}

// rightCauses are rights that nobody has any more, or not yet.
func rightCauses() []cause {
	return []cause{
		{
			name: "rights: out of date", code: "rights_stale", link: linkRight, fix: "recheck", warn: true,
			seed: func(s *scene) func() { s.brief(1, 86_400, "stale"); return nil },
		},
		{
			name: "rights: no longer counted", code: "rights_expired", link: linkRight, fix: "recheck",
			seed: func(s *scene) func() { s.brief(1, 1, "expired"); return nil },
		},
		{
			name: "rights: never asked for", code: "rights_none", link: linkRight, fix: "recheck",
			seed: func(s *scene) func() {
				s.signedIn()
				s.must(0, "rights", "clear")
				return nil
			},
		},
		{
			name: "right: nobody gave this person any", code: "right_missing", link: linkRight, fix: "administrator",
			seed: func(s *scene) func() {
				s.signedInAs("lena")
				return s.grants("lena", "girder.detailing")
			},
		},
	}
}

// grants is the administrator, who gives a right, and the person who asks again.
func (s *scene) grants(person, right string) (given func()) {
	return func() {
		if err := s.server.Control().Grant(person, right); err != nil {
			s.t.Fatal(err)
		}
		s.does("latchkey rights recheck")
	}
}

// waitingCauses are single rights that somebody has to do something about.
func waitingCauses() []cause {
	return []cause{
		{
			name: "right: an invitation waits", code: "invitation_pending", link: linkRight, fix: "open_link", subject: "site.harbor-tunnel",
			seed: func(s *scene) func() {
				s.signedInAs("ines")
				return func() {
					if err := s.server.Control().Accept("ines"); err != nil {
						s.t.Fatal(err)
					}
					s.does("latchkey sign-in")
				}
			},
		},
		{
			name: "right: no seat is free", code: "seat_limit", link: linkRight, fix: "administrator", subject: "girder.analysis",
			seed: func(s *scene) func() { s.signedIn(); return s.grants("mila", "girder.analysis") },
		},
		{
			name: "right: counts at the next sign-in", code: "next_sign_in", link: linkRight, fix: "sign_in_fresh", subject: "site.harbor-tunnel",
			seed: func(s *scene) func() {
				s.signedInAs("ines")
				if err := s.server.Control().Accept("ines"); err != nil {
					s.t.Fatal(err)
				}
				s.must(0, "rights", "recheck", "--max-step", "refetch")
				return nil
			},
		},
		{
			name: "right: not in the plan", code: "right_missing", link: linkRight, fix: "administrator", subject: "render.night",
			seed: func(s *scene) func() {
				s.signedIn()
				return s.grants("mila", "render.night")
			},
		},
	}
}

// expects writes whom this computer is meant for.
func (s *scene) expects(key, value string) (others func()) {
	s.t.Helper()
	s.must(0, "settings", "set", key, value)
	return func() { s.must(0, "settings", "unset", key) }
}

// accountCauses are the wrong person, or the right one in the wrong clothes.
func accountCauses() []cause {
	return []cause{
		{
			name: "account: not the one that is expected", code: "account_unexpected", link: linkAccount, fix: "sign_in_other",
			seed: func(s *scene) func() {
				s.signedIn()
				s.expects("expected.account", "Eva.Lindqvist@example.com")
				return func() { s.is("eva"); s.does("latchkey sign-in --choose"); s.makeDefault("eva.lindqvist@example.com") }
			},
		},
		{
			name: "account: not the organization that is expected", code: "organization_unexpected", link: linkAccount, fix: "sign_in_other",
			seed: func(s *scene) func() {
				s.signedIn()
				s.expects("expected.organization", "Brickline Architects")
				return func() { s.is("ines"); s.does("latchkey sign-in --choose"); s.makeDefault("ines.duarte@example.com") }
			},
		},
	}
}

// identityCauses are one person with several sign-ins.
func identityCauses() []cause {
	return []cause{
		{
			name: "account: the rights are at the other address", code: "other_identity", link: linkAccount, fix: "sign_in_other",
			seed: func(s *scene) func() {
				s.signedInAs("eva")
				s.is("eva-home")
				s.must(0, "sign-in")
				s.makeDefault("eva.lindqvist@example.net")
				return func() { s.is("eva"); s.does("latchkey sign-in --choose"); s.makeDefault("eva.lindqvist@example.com") }
			},
		},
		{
			name: "account: somebody else's sign-in brings nothing of an organization", code: "social_without_rights", link: linkAccount,
			fix: "open_link", warn: true,
			seed: func(s *scene) func() {
				s.signedInAs("sam")
				return func() { s.is("mila"); s.must(0, "sign-in"); s.makeDefault("mila.vos@example.com") }
			},
		},
		{
			name: "account: the address is not verified", code: "address_unverified", link: linkAccount, fix: "open_link",
			seed: func(s *scene) func() {
				s.signedInAs("piet")
				return func() { s.is("mila"); s.must(0, "sign-in"); s.makeDefault("mila.vos@example.com") }
			},
		},
	}
}

func (s *scene) makeDefault(email string) {
	s.t.Helper()
	s.must(0, "accounts", "default", email)
}
