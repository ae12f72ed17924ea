//go:build linux

package endtoend

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"latchkey/session/vault/vaulttest"
)

// healthy are homes in which nothing keeps anybody from working.
func healthy() map[string]func(*scene) {
	return map[string]func(*scene){
		"signed in":    (*scene).signedIn,
		"two accounts": func(s *scene) { s.signedIn(); s.is("eva"); s.must(0, "sign-in") },
		"in a keyring": func(s *scene) {
			s.withKeyring(vaulttest.StartKeyring(s.t))
			s.must(0, "sign-in")
		},
		"after an undo": func(s *scene) { s.signedIn(); s.must(0, "reset", "--yes"); s.must(0, "undo", "--yes") },
		"after a sign-in that failed": func(s *scene) {
			s.signedOut()
			off := s.fault("bad_nonce")
			s.run("sign-in")
			off()
			s.must(0, "sign-in")
		},
		"with an app of today, which runs":    freshApp,
		"with the clock half a minute behind": func(s *scene) { s.signedIn(); s.clock(-30 * time.Second) },
		"whom it expects": func(s *scene) {
			s.signedIn()
			s.expects("expected.account", "MILA.VOS@example.com")
			s.expects("expected.organization", "northquay engineering")
		},
		"with a proxy for others": func(s *scene) { s.signedIn(); s.setenv("HTTPS_PROXY", "http://127.0.0.1:9") },
		"with policies for other hosts": func(s *scene) {
			s.signedIn()
			s.apart()
			s.place.puts("chromium/policies/managed/lab.json", `{"CookiesBlockedForUrls": ["[*.]lab.test"]}`)
			s.place.puts("firefox/policies/policies.json", `{"policies": {"Cookies": {"Block": ["https://id.lab.test"]}}}`)
		},
	}
}

// Where nothing is wrong, nothing is found: a doctor who always finds something
// is of no use to anybody.
func TestNothingIsFoundWhereNothingIsWrong(t *testing.T) {
	p := buildParts(t)
	for name, seed := range healthy() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t, p)
			seed(s)
			doctor, why := s.doctor(), s.why()
			if doctor.exit != 0 || why.exit != 0 || why.Broken != "" || doctor.Worst != "" {
				t.Errorf("doctor %d, why %d, broken %q, worst %q:\n%s", doctor.exit, why.exit, why.Broken, doctor.Worst, strings.Join(doctor.problems(), "\n"))
			}
		})
	}
}

// freshApp is signed in with an app that has signed in after that, and runs.
func freshApp(s *scene) {
	s.signedIn()
	s.anotherSignIn()
	state, process := s.labcad()
	s.written(state, time.Now())
	s.opened(process)
}

// fixing is what `doctor --fix` is to do about a home.
type fixing struct {
	seed  func(*scene)
	check string // empty: nothing may be done
	fix   string
	undo  bool
}

func fixings() map[string]fixing {
	return map[string]fixing{
		"a damaged session": {seed: func(s *scene) {
			s.signedIn()
			s.write(s.sessionFile(), s.read(s.sessionFile())[:100])
		}, check: "session-file", fix: "reset_session", undo: true},
		"an app's old sign-in": {seed: func(s *scene) {
			s.signedIn()
			s.labcad()
			s.anotherSignIn()
		}, check: "app-state", fix: "reset_app", undo: true},
		"a folder that others may read": {seed: func(s *scene) {
			s.signedIn()
			if err := os.Chmod(s.path("state"), 0o777); err != nil {
				s.t.Fatal(err)
			}
		}, check: "home", fix: "tighten"},
		"rights out of date": {seed: func(s *scene) { s.brief(1, 86_400, "stale") }, check: "rights", fix: "recheck"},
		"nobody signed in":   {seed: (*scene).signedOut},
		"a provider that is down": {seed: func(s *scene) {
			s.signedIn()
			s.fault("discovery_500")
		}},
	}
}

// What `doctor --fix` does is told, makes the check pass, and can be taken back;
// what only a person can do is left.
func TestDoctorFixDoesOnlyWhatCanBeTakenBack(t *testing.T) {
	p := buildParts(t)
	for name, c := range fixings() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t, p)
			c.seed(s)
			before := contents(t, s.home)
			fixed := s.doctorFix()
			if c.check == "" {
				if changes := s.differences(before, contents(t, s.home)); len(fixed) > 0 || len(changes) > 0 {
					t.Errorf("it did %+v, and changed %v", fixed, changes)
				}
				return
			}
			if len(fixed) != 1 || fixed[0].Check != c.check || fixed[0].Fix != c.fix || fixed[0].Result != "done" {
				t.Fatalf("it did %+v, want %s for %s", fixed, c.fix, c.check)
			}
			if after := s.doctor().check(c.check); after.Result != "pass" && after.Result != "skip" {
				t.Errorf("after it, %s gives %s %s", c.check, after.Result, after.ProblemCode)
			}
			if !c.undo {
				return
			}
			s.does(fixed[0].Undo + " --yes")
			if changes := s.lost(before); len(changes) > 0 {
				t.Errorf("after %q these are not as they were: %v", fixed[0].Undo, changes)
			}
		})
	}
}

type fixedSaid struct{ Check, Fix, Result, Detail, Undo, After string }

func (s *scene) doctorFix() []fixedSaid {
	s.t.Helper()
	var said struct{ Fixed []fixedSaid }
	got := s.latchkey("doctor", "--fix", "--json")
	if err := json.Unmarshal([]byte(got.out), &said); err != nil {
		s.t.Fatalf("doctor --fix: %v\n%s%s", err, got.out, got.errOut)
	}
	return said.Fixed
}

// lost are the files of before that are not there as they were.
func (s *scene) lost(before map[string]string) (names []string) {
	s.t.Helper()
	now := contents(s.t, s.home)
	for path, was := range before {
		if strings.Contains(path, "login_session") && now[path] != was {
			names = append(names, path)
		}
	}
	return names
}
