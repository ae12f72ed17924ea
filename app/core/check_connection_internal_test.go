package core

import (
	"crypto/tls"
	"net/http"
	"strings"
	"testing"
	"time"

	"latchkey/auth/transport/transporttest"
)

func onlyStatus(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

func leadTo(address string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, address, http.StatusFound) }
}

func keepPath(host string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, host+r.URL.Path, http.StatusFound) }
}

func webPage(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write([]byte("<!doctype html><title>Guests</title>"))
}

// drop breaks the connection off.
func drop(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

const document = "/.well-known/openid-configuration"

// The table of seeded troubles between the network and the provider, and what
// each one gives.
func TestEachTroubleOnTheWayToTheProviderHasItsCode(t *testing.T) {
	t.Parallel()
	one := func(place string, fault http.HandlerFunc) func(*lab) {
		return func(l *lab) { l.serve(map[string]http.HandlerFunc{place: fault}) }
	}
	guest := func(door http.HandlerFunc) func(*lab) {
		return func(l *lab) {
			l.serveWith(transporttest.NewAuthority(l.t, "Hotel CA").Issue(l.t, "login.hotel.test", time.Now().Add(time.Hour)), webPage)
			l.door[labName+":80"] = l.plain(door).Listener.Addr().String()
		}
	}
	for name, row := range map[string]struct {
		seed func(*lab)
		want wanted
	}{
		"no trouble":     {one("", nil), wanted{}},
		"nobody listens": {func(*lab) {}, wanted{"connection", "fail", "server_unreachable", "connection_refused", "wait"}},
		"an authority that is not trusted": {func(l *lab) {
			l.serveWith(transporttest.NewAuthority(l.t, "Inspector CA").Issue(l.t, labName, time.Now().Add(time.Hour)), webPage)
		}, wanted{"connection", "fail", "certificate_untrusted", "certificate_untrusted", "trust_ca"}},
		"a certificate for another name": {func(l *lab) {
			l.serveWith(l.authority.Issue(l.t, "www.lab.test", time.Now().Add(time.Hour)), webPage)
		}, wanted{"connection", "fail", "certificate_foreign", "certificate_foreign", "portal"}},
		"an expired certificate": {func(l *lab) {
			l.serveWith(l.authority.Issue(l.t, labName, time.Now().Add(-time.Hour)), identity(labIssuer, nil))
		}, wanted{"connection", "fail", "certificate_expired", "certificate_expired", "wait"}},
		"outdated protection": {func(l *lab) {
			server := transporttest.Server(l.t, &tls.Config{
				MaxVersion: tls.VersionTLS11, Certificates: []tls.Certificate{l.authority.Issue(l.t, labName, time.Now().Add(time.Hour))},
			}, webPage)
			l.door[labName+":443"] = server.Listener.Addr().String()
		}, wanted{"connection", "fail", "tls_too_old", "connection_outdated", "wait"}},
		"no encryption at all": {func(l *lab) {
			l.door[labName+":443"] = l.plain(webPage).Listener.Addr().String()
		}, wanted{"connection", "fail", "server_unreachable", "connection_not_secure", "wait"}},
		"it breaks off": {one("*", drop), wanted{"connection", "fail", "server_unreachable", "connection_broken_off", "wait"}},

		"511":                        {one("*", onlyStatus(511)), wanted{"connection", "fail", "captive_portal", "guest_network", "portal"}},
		"everything leads elsewhere": {one("*", leadTo("https://login.hotel.test/guests")), wanted{"connection", "fail", "captive_portal", "guest_network_at", "portal"}},
		"a foreign certificate, and the plain door leads elsewhere": {
			guest(leadTo("http://login.hotel.test/?to=x")), wanted{"connection", "fail", "captive_portal", "guest_network_at", "portal"},
		},
		"a foreign certificate, and the plain door is a page": {
			guest(webPage), wanted{"connection", "fail", "captive_portal", "guest_network", "portal"},
		},
		"a foreign certificate, and the plain door says 511": {
			guest(onlyStatus(511)), wanted{"connection", "fail", "captive_portal", "guest_network", "portal"},
		},
		"a foreign certificate, and the plain door is the provider's": {
			guest(keepPath(labIssuer)), wanted{"connection", "fail", "certificate_foreign", "certificate_foreign", "portal"},
		},
		"a foreign certificate, and nothing at the plain door": {
			guest(http.NotFound), wanted{"connection", "fail", "certificate_foreign", "certificate_foreign", "portal"},
		},

		"only the description leads elsewhere": {
			one(document, leadTo("https://login.hotel.test/guests")),
			wanted{"discovery", "fail", "discovery_redirect", "description_unsafe", "support"},
		},
		"the provider has moved": {
			one("*", keepPath("https://id.elsewhere.test")), wanted{"discovery", "fail", "discovery_redirect", "description_unsafe", "support"},
		},
		"the provider's applications answer everywhere": {
			one("*", webPage), wanted{"discovery", "fail", "discovery_not_json", "description_bad", "wait"},
		},
		"another issuer": {one(document, func(w http.ResponseWriter, r *http.Request) {
			identity("https://id.elsewhere.test", nil)(w, r)
		}), wanted{"discovery", "fail", "issuer_mismatch", "description_unsafe", "provider"}},
		"no description":       {one(document, http.NotFound), wanted{"discovery", "fail", "provider_not_found", "description_bad", "provider"}},
		"the provider is down": {one("*", onlyStatus(503)), wanted{"discovery", "fail", "discovery_server_error", "description_silent", "wait"}},
		"the provider is busy": {one(document, onlyStatus(429)), wanted{"discovery", "fail", "discovery_busy", "description_silent", "wait"}},

		"keys are down":       {one("/keys", onlyStatus(500)), wanted{"keys", "fail", "keys_server_error", "keys_silent", "wait"}},
		"keys are a page":     {one("/keys", webPage), wanted{"keys", "fail", "keys_not_json", "keys_bad", "wait"}},
		"keys lead elsewhere": {one("/keys", leadTo("https://login.hotel.test/")), wanted{"keys", "fail", "keys_redirect", "keys_unsafe", "support"}},
		"no key": {one("/keys", func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(`{"keys":[]}`))
		}), wanted{"keys", "fail", "keys_empty", "keys_unsafe", "support"}},

		"tokens are down":       {one("/token", onlyStatus(503)), wanted{"token-endpoint", "fail", "token_server_error", "token_endpoint_broken", "wait"}},
		"tokens are busy":       {one("/token", onlyStatus(429)), wanted{"token-endpoint", "warn", "token_busy", "token_endpoint_busy", "wait"}},
		"tokens break off":      {one("/token", drop), wanted{"token-endpoint", "fail", "server_unreachable", "token_endpoint_silent", "wait"}},
		"tokens lead elsewhere": {one("/token", leadTo("https://login.hotel.test/")), wanted{"token-endpoint", "fail", "token_redirect", "token_endpoint_elsewhere", "support"}},
		"tokens want a client":  {one("/token", onlyStatus(401)), wanted{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t, nil)
			row.seed(l)
			worst := l.holds(l.diagnose("keys", "token-endpoint"), row.want)
			if worst != nil && strings.HasPrefix(worst.EvidenceCode, "certificate_untrusted") && !strings.HasSuffix(worst.Values["issuer"], " CA") {
				t.Errorf("the issuer is not named: %v", worst.Values)
			}
		})
	}
}

// A server that takes connections and says nothing, and one behind which even the
// plain door swallows everything.
func TestASilentServerEndsWithinItsLimits(t *testing.T) {
	t.Parallel()
	l := newLab(t, nil)
	l.door[labName+":443"], l.door[labName+":80"] = l.hole(), l.hole()
	answer := l.diagnose("keys", "token-endpoint")
	l.holds(answer, wanted{"connection", "fail", "server_unreachable", "connection_silent", "wait"})
	if answer.ElapsedSeconds > 12 {
		t.Errorf("it took %.1f seconds", answer.ElapsedSeconds)
	}
	for _, id := range []string{"discovery", "keys", "token-endpoint"} {
		if check := answer.Find(id); check == nil || check.HiddenBy != "connection" {
			t.Errorf("%s is not hidden by the connection: %+v", id, check)
		}
	}
}

func TestAHealthyConnectionNamesWhoVouchesForIt(t *testing.T) {
	t.Parallel()
	l := newLab(t, nil)
	var seen []string
	l.serve(map[string]http.HandlerFunc{"/token": func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		seen = append(seen, r.Method, r.Form.Encode(), r.Header.Get("Authorization"), r.Header.Get("Cookie"))
		w.WriteHeader(http.StatusBadRequest)
	}})
	answer := l.diagnose("keys", "token-endpoint")
	connection := answer.Find("connection")
	if connection.EvidenceCode != "connection_trusted" || connection.Values["issuer"] != "Lab CA" || connection.Values["version"] != "TLS 1.3" {
		t.Errorf("%s %v", connection.EvidenceCode, connection.Values)
	}
	if got := l.caIssuer(); got != "Lab CA" {
		t.Errorf("vouched for by %q", got)
	}
	if keys := answer.Find("keys"); keys.EvidenceCode != "keys_good" || keys.Values["n"] != "1" {
		t.Errorf("keys: %s %v", keys.EvidenceCode, keys.Values)
	}
	if strings.Join(seen, "|") != "POST|||" {
		t.Errorf("the token endpoint was asked %q", seen)
	}
}

func TestOneAddressOfAPlainProviderIsNoGuestNetwork(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		faults map[string]http.HandlerFunc
		want   wanted
	}{
		"its description is a page": {
			map[string]http.HandlerFunc{document: webPage}, wanted{"discovery", "fail", "discovery_not_json", "description_bad", "wait"},
		},
		"everything is a page": {
			map[string]http.HandlerFunc{"*": webPage}, wanted{"connection", "fail", "captive_portal", "guest_network", "portal"},
		},
		"nothing is": {nil, wanted{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t, map[string]string{})
			var issuer string
			server := l.plain(func(w http.ResponseWriter, r *http.Request) { identity(issuer, row.faults)(w, r) })
			issuer = server.URL
			l.provider(issuer)
			answer := l.diagnose("keys", "token-endpoint")
			l.holds(answer, row.want)
			for _, id := range []string{"network", "proxy", "name"} {
				if check := answer.Find(id); check.Result != "skip" || check.EvidenceCode != "provider_is_here" {
					t.Errorf("%s: %s %s", id, check.Result, check.EvidenceCode)
				}
			}
		})
	}
}
