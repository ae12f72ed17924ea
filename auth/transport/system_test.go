package transport_test

import (
	"testing"

	"latchkey/auth/transport"
)

func TestWindowsInternetSettings(t *testing.T) {
	t.Parallel()
	on := func(server, override string) transport.InternetSettings {
		return transport.InternetSettings{Enable: true, Server: server, Override: override}
	}
	both := transport.InternetSettings{Enable: true, Server: "proxy:80", AutoConfigURL: "http://wpad/wpad.dat"}
	cases := []struct {
		name     string
		settings transport.InternetSettings
		target   string
		want     string
	}{
		{"off", transport.InternetSettings{Server: "proxy:80"}, "https://id.example.test", ""},
		{"on without a server", on("", ""), "https://id.example.test", ""},
		{"one for all", on("proxy:8080", ""), "https://id.example.test", "http://proxy:8080 system"},
		{"with a scheme", on("http://proxy:8080", ""), "https://id.example.test", "http://proxy:8080 system"},
		{"one for each", on("http=a:1;https=b:2;ftp=c:3", ""), "https://id.example.test", "http://b:2 system"},
		{"with spaces and schemes", on("HTTP=http://a:1 HTTPS=https://b:2", ""), "https://id.example.test", "https://b:2 system"},
		{"none for this one", on("http=a:1;socks=c:3", ""), "https://id.example.test", ""},
		{"no address", on("https=:::", ""), "https://id.example.test", ""},
		{"a script alone", transport.InternetSettings{AutoConfigURL: "http://wpad/wpad.dat"}, "https://id.example.test", "pac"},
		{"a script and a proxy", both, "https://id.example.test", "http://proxy:80 system"},
		{"exception", on("proxy:80", "other;id.example.test"), "https://id.example.test", "system"},
		{"exception in other letters", on("proxy:80", "ID.Example.TEST"), "https://id.example.test", "system"},
		{"wildcard", on("proxy:80", "*.example.test"), "https://id.example.test", "system"},
		{"wildcards", on("proxy:80", "i*.ex*le.*"), "https://id.example.test", "system"},
		{"wildcard of another", on("proxy:80", "*.example.org;10.*"), "https://id.example.test", "http://proxy:80 system"},
		{"no wildcard is no suffix", on("proxy:80", "example.test"), "https://id.example.test", "http://proxy:80 system"},
		{"wildcard in an address", on("proxy:80", "10.*; 192.168.*"), "https://192.168.1.2", "system"},
		{"everything", on("proxy:80", "*"), "https://id.example.test", "system"},
		{"local name", on("proxy:80", "*.example.test;<local>"), "https://intranet", "system"},
		{"local is no domain", on("proxy:80", "<local>"), "https://id.example.test", "http://proxy:80 system"},
		{"local is no address", on("proxy:80", "<local>"), "https://[fe80::1]", "http://proxy:80 system"},
		{"scheme fits", on("proxy:80", "https://id.example.test"), "https://id.example.test", "system"},
		{"scheme does not fit", on("proxy:80", "http://id.example.test"), "https://id.example.test", "http://proxy:80 system"},
		{"port fits", on("proxy:80", "id.example.test:443"), "https://id.example.test", "system"},
		{"port does not fit", on("proxy:80", "id.example.test:443"), "https://id.example.test:8443", "http://proxy:80 system"},
		{"an address of version 6", on("proxy:80", "[fe80::1]"), "https://[fe80::1]", "system"},
	}
	for _, c := range cases {
		if got := shown(c.settings.Decide(address(t, c.target))); got != c.want {
			t.Errorf("%s: got %q", c.name, got)
		}
	}
}

const scutil = `<dictionary> {
  ExceptionsList : <array> {
    0 : *.local
    1 : 169.254/16
    2 : intranet.example.test
  }
  ExcludeSimpleHostnames : 1
  FTPPassive : 1
  HTTPEnable : 1
  HTTPPort : 8080
  HTTPProxy : web.example.test
  HTTPSEnable : 1
  HTTPSPort : 8443
  HTTPSProxy : secure.example.test
  __SCOPED__ : <dictionary> {
    en0 : <dictionary> {
      HTTPSEnable : 1
      HTTPSProxy : evil.example.test
      ExceptionsList : <array> {
        0 : *
      }
    }
  }
}
`

func TestTheProxiesOfMacOS(t *testing.T) {
	t.Parallel()
	socks := "<dictionary> {\n  HTTPSEnable : 0\n  HTTPSProxy : off\n  SOCKSEnable : 1\n  SOCKSPort : 1080\n  SOCKSProxy : fe80::1\n}\n"
	script := "<dictionary> {\n  ProxyAutoConfigEnable : 1\n  ProxyAutoConfigURLString : http://wpad/wpad.dat\n}\n"
	for _, c := range []struct{ name, output, target, want string }{
		{"https", scutil, "https://id.example.test", "http://secure.example.test:8443 system"},
		{"http", scutil, "http://id.example.test", "http://web.example.test:8080 system"},
		{"exception", scutil, "https://intranet.example.test", "system"},
		{"wildcard", scutil, "https://printer.local", "system"},
		{"network", scutil, "https://169.254.7.8", "system"},
		{"another network", scutil, "https://169.255.7.8", "http://secure.example.test:8443 system"},
		{"simple name", scutil, "https://intranet", "system"},
		{"socks", socks, "https://id.example.test", "socks5://[fe80::1]:1080 system"},
		{"script", script, "https://id.example.test", "pac"},
		{"nothing", "<dictionary> {\n}\n", "https://id.example.test", ""},
		{"empty", "", "https://id.example.test", ""},
		{"no dictionary", "}}}\n{\n : \n", "https://id.example.test", ""},
	} {
		if got := shown(transport.ParseScutil(c.output).Decide(address(t, c.target))); got != c.want {
			t.Errorf("%s: got %q", c.name, got)
		}
	}
}
