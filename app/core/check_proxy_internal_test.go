package core

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"latchkey/auth/transport/transporttest"
)

// The table of proxies, each a real one that stands in the environment.
func TestEachTroubleWithAProxyHasItsCode(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		proxy func(l *lab, server *httptest.Server) string
		want  wanted
	}{
		"it works": {func(l *lab, server *httptest.Server) string {
			return transporttest.StartProxy(l.t, server).URL()
		}, wanted{}},
		"nothing listens": {
			func(*lab, *httptest.Server) string { return "http://127.0.0.1:1" },
			wanted{"proxy", "fail", "proxy_failed", "proxy_silent", "proxy"},
		},
		"it is none": {
			func(*lab, *httptest.Server) string { return "gopher://127.0.0.1" },
			wanted{"proxy", "fail", "proxy_failed", "proxy_unusable", "proxy"},
		},
		"it refuses": {func(l *lab, server *httptest.Server) string {
			proxy := transporttest.StartProxy(l.t, server)
			proxy.Refuse = http.StatusForbidden
			return proxy.URL()
		}, wanted{"proxy", "fail", "proxy_failed", "proxy_refused", "proxy"}},
		"it wants a name": {func(l *lab, server *httptest.Server) string {
			proxy := transporttest.StartProxy(l.t, server)
			proxy.User, proxy.Password = "mila", "secret"
			return proxy.URL()
		}, wanted{"proxy", "fail", "proxy_sign_in", "proxy_unknown_person", "proxy"}},
		"it swallows everything": {
			func(l *lab, _ *httptest.Server) string { return "http://" + l.hole() },
			wanted{"proxy", "fail", "proxy_failed", "proxy_refused", "proxy"},
		},
		"a SOCKS proxy that swallows everything": {
			func(l *lab, _ *httptest.Server) string { return "socks5://" + l.hole() },
			wanted{"proxy", "fail", "proxy_failed", "proxy_refused", "proxy"},
		},
		"it inspects": {func(l *lab, _ *httptest.Server) string {
			inspector := transporttest.NewAuthority(l.t, "Inspector CA").Server(l.t, labName, webPage)
			return transporttest.StartProxy(l.t, inspector).URL()
		}, wanted{"connection", "fail", "certificate_untrusted", "certificate_untrusted", "trust_ca"}},
		"the guest network is behind it": {func(l *lab, _ *httptest.Server) string {
			stranger := transporttest.NewAuthority(l.t, "Hotel CA").Server(l.t, "login.hotel.test", webPage)
			lead := transporttest.StartProxy(l.t, stranger)
			return l.plain(func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodConnect {
					lead.ServeHTTP(w, r)
					return
				}
				leadTo("http://login.hotel.test/")(w, r)
			}).URL
		}, wanted{"connection", "fail", "captive_portal", "guest_network_at", "portal"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := map[string]string{}
			l := newLab(t, env)
			env["HTTPS_PROXY"] = row.proxy(l, l.serve(nil))
			env["HTTP_PROXY"] = env["HTTPS_PROXY"]
			answer := l.diagnose("keys", "token-endpoint")
			l.holds(answer, row.want)
			if answer.ElapsedSeconds > 12 {
				t.Errorf("it took %.1f seconds", answer.ElapsedSeconds)
			}
			if row.want.check != "proxy" {
				if name := answer.Find("name"); name.EvidenceCode != "name_by_proxy" || name.Result != "skip" {
					t.Errorf("name: %s %s", name.Result, name.EvidenceCode)
				}
			}
			if row.want.code == "" {
				if proxy := answer.Find("proxy"); proxy.EvidenceCode != "proxy_used" || proxy.Values["source"] != "proxy_from_environment" {
					t.Errorf("proxy: %s %v", proxy.EvidenceCode, proxy.Values)
				}
			}
		})
	}
}

// A password that lies in storage which cannot be read is no fault of the proxy.
func TestAPasswordThatCannotBeReadIsSaid(t *testing.T) {
	t.Parallel()
	l := newLab(t, map[string]string{})
	server := l.serve(nil)
	proxy := transporttest.StartProxy(t, server)
	proxy.User, proxy.Password = "mila", "secret"
	if _, err := l.changeNetwork(t.Context(), func(n *NetworkSettings) error {
		n.Proxy = "http://mila@" + proxy.Host()
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	l.OpenNetworkVault = func(Settings) (Vault, error) { return nil, ErrPassphraseTimeout }
	answer := l.diagnose("connection")
	worst := answer.Find(answer.Worst)
	if worst == nil || worst.ID != "proxy" || worst.ProblemCode != "storage_passphrase_timeout" || worst.EvidenceCode != "proxy_password_unread" {
		t.Errorf("got %+v", worst)
	}
}

func TestAClientCertificateIsNotShownForTheClock(t *testing.T) {
	t.Parallel()
	l := newLab(t, map[string]string{})
	own, key := transporttest.PEMFiles(t, l.authority.Issue(t, "mila", time.Now().Add(time.Hour)))
	if _, err := l.changeNetwork(t.Context(), func(n *NetworkSettings) error {
		n.ClientCertificate, n.ClientKey = own, key
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	carrier, ok := l.carrierAt(time.Now().Add(time.Hour))
	if !ok || carrier.TLSClientConfig.GetClientCertificate != nil || len(carrier.TLSClientConfig.Certificates) > 0 {
		t.Error("the carrier that judges another time shows a certificate")
	}
}
