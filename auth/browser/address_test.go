package browser_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"latchkey/auth/browser"
)

func TestCheckAcceptsOnlyWebAddresses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, address string
		ok            bool
	}{
		{"https", "https://id.example.com/authorize?client_id=a&state=b%20c", true},
		{"https with port", "https://id.example.com:8443/", true},
		{"https without path", "https://id.example.com", true},
		{"fragment", "https://id.example.com/#part", true},
		{"loopback v4", "http://127.0.0.1:4000/x", true},
		{"loopback v6", "http://[::1]:4000/x", true},
		{"scheme in capitals", "HTTPS://id.example.com/", true},
		{"http elsewhere", "http://id.example.com/", false},
		{"localhost by name", "http://localhost:4000/", false},
		{"loopback look-alike", "http://127.0.0.1.example.com/", false},
		{"file", "file:///etc/passwd", false},
		{"javascript", "javascript:alert(1)", false},
		{"data", "data:text/html,x", false},
		{"own scheme", "ms-settings:privacy", false},
		{"UNC path", `\\host\share\x.exe`, false},
		{"Windows path", `C:\Windows\System32\calc.exe`, false},
		{"plain path", "/usr/bin/true", false},
		{"option", "-new-window", false},
		{"option after scheme", "--https://id.example.com", false},
		{"host like an option", "https://-oProxy/", false},
		{"no host", "https:///path", false},
		{"a command as the host", "https://$(id)/", false},
		{"an escape in the host", "https://id%24.example.com/", false},
		{"port without host", "https://:443/", false},
		{"opaque", "https:id.example.com", false},
		{"relative", "//id.example.com/", false},
		{"user name", "https://user@id.example.com/", false},
		{"password", "https://a:b@id.example.com/", false},
		{"empty user name", "https://@id.example.com/", false},
		{"space", "https://id.example.com/a b", false},
		{"leading space", " https://id.example.com/", false},
		{"tab", "https://id.example.com/\t", false},
		{"line feed", "https://id.example.com/\nx", false},
		{"zero byte", "https://id.example.com/\x00", false},
		{"delete", "https://id.example.com/\x7f", false},
		{"double quote", `https://id.example.com/"`, false},
		{"single quote", "https://id.example.com/'", false},
		{"back tick", "https://id.example.com/`id`", false},
		{"backslash", `https://id.example.com\@evil/`, false},
		{"pipe", "https://id.example.com/|calc", false},
		{"bidirectional override", "https://id.example.com/\u202e", false},
		{"letters outside of ASCII", "https://b\u00fccher.example/", false},
		{"bad escape", "https://id.example.com/%zz", false},
		{"empty", "", false},
		{"too long", "https://id.example.com/" + strings.Repeat("a", 9000), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := browser.Check(c.address)
			if (err == nil) != c.ok {
				t.Fatalf("Check = %v, want accepted %v", err, c.ok)
			}
			if err != nil && !errors.Is(err, browser.ErrAddress) {
				t.Fatalf("error %v is not ErrAddress", err)
			}
		})
	}
}

func FuzzCheck(f *testing.F) {
	for _, seed := range []string{"https://a/b?c=d#e", "http://127.0.0.1:1/", "http://[::1]/", "file:///x", "https://a@b", "-x", "https://a/%2527"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		safe, err := browser.Check(address)
		if err != nil {
			if !errors.Is(err, browser.ErrAddress) {
				t.Fatalf("foreign error %v", err)
			}
			return
		}
		u, err := url.Parse(safe)
		if err != nil || u.User != nil || u.Hostname() == "" || (u.Scheme != "https" && u.Scheme != "http") {
			t.Fatalf("accepted %q as %q", address, safe)
		}
		if strings.ContainsAny(safe, " \t\r\n\x00\"'`\\<>|") || strings.HasPrefix(safe, "-") {
			t.Fatalf("unsafe characters in %q", safe)
		}
		if again, err := browser.Check(safe); err != nil || again != safe {
			t.Fatalf("not stable: %q -> %q, %v", safe, again, err)
		}
	})
}
