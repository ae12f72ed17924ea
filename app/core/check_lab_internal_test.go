package core

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"latchkey/app/doctor"
	"latchkey/auth/transport/transporttest"
)

const (
	labName   = "id.lab.test"
	labIssuer = "https://" + labName
)

// lab is a computer with one provider at labIssuer, and the network around it.
type lab struct {
	*Core
	t         *testing.T
	folder    string
	authority *transporttest.Authority
	door      map[string]string // where connections to a place such as "id.lab.test:443" really lead
}

// newLab is a computer whose requests are carried by the test, or the real way
// when the environment is given.
func newLab(t *testing.T, env map[string]string) *lab {
	t.Helper()
	l := &lab{t: t, folder: t.TempDir(), authority: transporttest.NewAuthority(t, "Lab CA"), door: map[string]string{}}
	world := World{Home: l.folder, GOOS: "linux", Env: func(name string) string {
		if name == "LATCHKEY_HOME" {
			return l.folder
		}
		return env[name]
	}}
	if env == nil {
		trusted := x509.NewCertPool()
		trusted.AddCert(l.authority.Certificate)
		world.HTTP = &http.Transport{
			DialContext: l.dial, ForceAttemptHTTP2: true,
			TLSClientConfig: &tls.Config{RootCAs: trusted, MinVersion: tls.VersionTLS12},
		}
	}
	opened, err := Open(world)
	if err != nil {
		t.Fatal(err)
	}
	l.Core = opened
	if env != nil {
		ca := filepath.Join(t.TempDir(), "ca.pem")
		if err := os.WriteFile(ca, l.authority.PEM(), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := l.AddCA(t.Context(), ca); err != nil {
			t.Fatal(err)
		}
	}
	l.provider(labIssuer)
	return l
}

// trust replaces the lab's authority.
func (l *lab) trust(authority *transporttest.Authority) {
	l.authority = authority
	trusted := x509.NewCertPool()
	trusted.AddCert(authority.Certificate)
	carrier, _ := l.HTTP.(*http.Transport)
	carrier.TLSClientConfig.RootCAs = trusted
}

// dial leads to the doors of the lab; where there is none, nobody listens.
func (l *lab) dial(ctx context.Context, network, address string) (net.Conn, error) {
	to, there := l.door[address]
	if !there {
		to = "127.0.0.1:1"
	}
	return (&net.Dialer{}).DialContext(ctx, network, to)
}

func (l *lab) provider(issuer string) {
	l.t.Helper()
	_, err := l.AddProvider(l.t.Context(), ProviderInput{
		ID: "lab", Issuer: issuer, ClientID: "latchkey", RightsSources: []string{"none"}, Replace: true,
	})
	if err != nil {
		l.t.Fatal(err)
	}
}

// identity is a provider without a fault; faults answer in place of one address.
func identity(issuer string, faults map[string]http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for _, place := range []string{r.Method + " " + r.URL.Path, r.URL.Path, "*"} {
			if fault := faults[place]; fault != nil {
				fault(w, r)
				return
			}
		}
		w.Header().Set("Content-Type", "application/json")
		switch r.URL.Path {
		case "/.well-known/openid-configuration":
			_ = json.NewEncoder(w).Encode(map[string]any{
				"issuer": issuer, "authorization_endpoint": issuer + "/authorize", "token_endpoint": issuer + "/token",
				"jwks_uri": issuer + "/keys", "code_challenge_methods_supported": []string{"S256"},
				"id_token_signing_alg_values_supported": []string{"ES256"},
			})
		case "/keys":
			_, _ = w.Write([]byte(`{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"1","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}`))
		case "/token":
			w.WriteHeader(http.StatusBadRequest)
			_, _ = w.Write([]byte(`{"error":"invalid_request"}`))
		default:
			http.NotFound(w, r)
		}
	}
}

// serve puts a provider with the usual certificate behind the lab's door.
func (l *lab) serve(faults map[string]http.HandlerFunc) *httptest.Server {
	l.t.Helper()
	return l.serveWith(l.authority.Issue(l.t, labName, time.Now().Add(time.Hour)), identity(labIssuer, faults))
}

func (l *lab) serveWith(certificate tls.Certificate, handler http.HandlerFunc) *httptest.Server {
	l.t.Helper()
	server := transporttest.Server(l.t, &tls.Config{Certificates: []tls.Certificate{certificate}}, handler)
	l.door[labName+":443"] = server.Listener.Addr().String()
	return server
}

// plain is a server without encryption.
func (l *lab) plain(handler http.HandlerFunc) *httptest.Server {
	l.t.Helper()
	server := httptest.NewServer(handler)
	l.t.Cleanup(server.Close)
	return server
}

// hole is an address that takes connections and says nothing.
func (l *lab) hole() string {
	l.t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(func() { _ = listener.Close() })
	return listener.Addr().String()
}

// diagnose runs checks, and holds every finding to having a code where it has a problem.
func (l *lab) diagnose(only ...string) DoctorAnswer {
	l.t.Helper()
	answer, err := l.Diagnose(l.t.Context(), DoctorOptions{Only: only}, nil)
	if err != nil {
		l.t.Fatal(err)
	}
	for _, check := range answer.Checks {
		bad := check.Result == string(doctor.Fail) || check.Result == string(doctor.Warn)
		if bad != (check.ProblemCode != "") || bad && check.Fix == nil {
			l.t.Errorf("%s: %s with problem %q and fix %v", check.ID, check.Result, check.ProblemCode, check.Fix)
		}
		if check.Err != nil && !errors.Is(check.Err, context.DeadlineExceeded) && Code(check.Err) != check.ProblemCode {
			l.t.Errorf("%s: the error's code is %s, the check's %s", check.ID, Code(check.Err), check.ProblemCode)
		}
	}
	return answer
}

// wanted is what a row of a table expects of the worst check.
type wanted struct{ check, result, code, evidence, fix string }

// holds compares the worst finding.
func (l *lab) holds(answer DoctorAnswer, want wanted) *CheckAnswer {
	l.t.Helper()
	worst := answer.Find(answer.Worst)
	if want.code == "" {
		if worst != nil {
			l.t.Errorf("found %s %s in %s, want nothing", worst.Result, worst.ProblemCode, worst.ID)
		}
		return nil
	}
	if worst == nil {
		l.t.Fatalf("found nothing, want %+v", want)
	}
	got := wanted{worst.ID, worst.Result, worst.ProblemCode, worst.EvidenceCode, worst.Fix.ID}
	if got != want {
		l.t.Errorf("got %+v\nwant %+v", got, want)
	}
	return worst
}
