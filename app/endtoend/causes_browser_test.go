//go:build linux

package endtoend

import (
	"os/exec"
	"path/filepath"
	"testing"
)

// browserCauses are the browser that a sign-in needs, and what it may keep.
func browserCauses() []cause {
	return []cause{
		{
			name: "browser: none", code: "browser_unavailable", link: linkSession, fix: "browser",
			seed: func(s *scene) func() {
				s.signedOut()
				usual := s.get("PATH")
				s.setenv("PATH", s.t.TempDir())
				return func() { s.setenv("PATH", usual) }
			},
		},
		{
			name: "browser: one for the terminal only", code: "browser_text_only", link: linkSession, fix: "browser",
			seed: func(s *scene) func() {
				s.signedOut()
				usual := s.get("PATH")
				s.plant("w3m", "exit 0\n")
				return func() { s.setenv("PATH", usual) }
			},
		},
	}
}

// policyCauses are what the machine's policies let the browsers do with cookies.
func policyCauses() []cause {
	rows := []cause{forgottenCookies()}
	for _, p := range []struct{ name, code, program, file, content string }{
		{
			"Chromium may not keep the provider's cookies", "browser_cookies_blocked", "chromium",
			"chromium/policies/managed/lab.json", `{"CookiesBlockedForUrls": ["[*.]lab.test"]}`,
		},
		{
			"Chromium may keep no cookies at all", "browser_cookies_blocked", "chromium",
			"chromium/policies/managed/lab.json", `{"DefaultCookiesSetting": 2}`,
		},
		{
			"Firefox may not keep the provider's cookies", "browser_cookies_blocked", "firefox-esr",
			"firefox/policies/policies.json", `{"policies": {"Cookies": {"Block": ["https://id.lab.test"]}}}`,
		},
	} {
		rows = append(rows, cause{
			name: "browser policy: " + p.name, code: p.code, link: linkSession, fix: "browser_policy",
			seed: besideLab(func(s *scene, _ *lab) func() {
				needsProgram(s.t, p.program)
				s.place.puts(p.file, p.content)
				return func() { s.place.puts(p.file, "{}") }
			}),
		})
	}
	return rows
}

// forgottenCookies keep nobody from working: the provider asks again, that is all.
func forgottenCookies() cause {
	return cause{
		name: "browser policy: Chromium forgets the cookies when it is closed", code: "browser_cookies_expire", link: linkSession,
		fix: "browser_policy", warn: true,
		seed: func(s *scene) func() {
			needsProgram(s.t, "chromium")
			s.signedIn()
			s.apart()
			const file = "chromium/policies/managed/lab.json"
			s.place.puts(file, `{"CookiesSessionOnlyForUrls": ["http://127.0.0.1"]}`)
			return func() { s.place.puts(file, "{}") }
		},
	}
}

func needsProgram(t testing.TB, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		missing(t, "%s is not installed", filepath.Base(name))
	}
}
