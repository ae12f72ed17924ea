package core_test

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"latchkey/app/core"
	"latchkey/auth/transport/transporttest"
	"latchkey/session/vault"
)

// place is a home whose secrets lie in a sealed file, so that another process
// finds them, and what the environment says beside.
func place(t *testing.T, pairs ...string) (open func() *core.Core, folder string) {
	t.Helper()
	folder = t.TempDir()
	key := filepath.Join(folder, "key")
	if err := os.WriteFile(key, []byte("0123456789abcdef0123456789abcdef"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"LATCHKEY_HOME": folder}
	for i := 0; i+1 < len(pairs); i += 2 {
		env[pairs[i]] = pairs[i+1]
	}
	open = func() *core.Core {
		opened, err := core.Open(core.World{Env: func(name string) string { return env[name] }, Home: folder, GOOS: "linux"})
		if err != nil {
			t.Fatal(err)
		}
		return opened
	}
	settings := core.Settings{Storage: core.StorageSettings{Kind: string(vault.SealedFile), KeyFile: key}}
	if err := open().SaveSettings(settings); err != nil {
		t.Fatal(err)
	}
	return open, folder
}

// provider is one elsewhere, at id.example.test, with its authority in a file.
func provider(t *testing.T, c *core.Core, config func(*tls.Config)) (server *httptest.Server, authority *transporttest.Authority, ca string) {
	t.Helper()
	authority = transporttest.NewAuthority(t, "Example CA")
	secure := &tls.Config{Certificates: []tls.Certificate{authority.Issue(t, "id.example.test", time.Now().Add(time.Hour))}}
	if config != nil {
		config(secure)
	}
	server = transporttest.Server(t, secure, func(w http.ResponseWriter, _ *http.Request) {
		const issuer = "https://id.example.test"
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{
			"issuer": issuer, "authorization_endpoint": issuer + "/authorize", "token_endpoint": issuer + "/token",
			"jwks_uri": issuer + "/keys", "response_types_supported": []string{"code"}, "code_challenge_methods_supported": []string{"S256"},
			"subject_types_supported": []string{"public"}, "id_token_signing_alg_values_supported": []string{"ES256"},
		})
	})
	_, err := c.AddProvider(t.Context(), core.ProviderInput{ID: "acme", Issuer: "https://id.example.test", ClientID: "latchkey", RightsSources: []string{"none"}})
	if err != nil {
		t.Fatal(err)
	}
	ca = filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(ca, authority.PEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	return server, authority, ca
}

func TestAProviderBehindAProxyWithAPassword(t *testing.T) {
	t.Parallel()
	open, folder := place(t)
	server, _, ca := provider(t, open(), nil)
	proxy := transporttest.StartProxy(t, server)
	proxy.User, proxy.Password = "mila", "two words"
	address := "http://mila@" + proxy.Host()
	if _, err := open().AddCA(t.Context(), ca); err != nil {
		t.Fatal(err)
	}
	if _, err := open().SetProxy(t.Context(), address, core.NewPassword("two words")); err != nil {
		t.Fatal(err)
	}
	if _, err := open().TestProvider(t.Context(), "acme"); err != nil {
		t.Fatalf("with the password: %v", err)
	}
	answer, err := open().Network(t.Context())
	want := core.NetworkProxy{URL: "http://" + proxy.Host(), Source: "settings", User: "mila"}
	if err != nil || answer.Proxy != want || len(answer.CAFiles) != 1 || answer.CAFiles[0].Subjects[0] != "Example CA" {
		t.Errorf("%+v, %v", answer, err)
	}
	settings := fileText(t, filepath.Join(folder, "config", "settings.toml"))
	if strings.Contains(settings, "two words") || !strings.Contains(settings, address) {
		t.Errorf("settings:\n%s", settings)
	}
	// Settings that name another proxy by now do not get the password.
	other := strings.Replace(settings, "mila@", "ines@", 1)
	if err := os.WriteFile(filepath.Join(folder, "config", "settings.toml"), []byte(other), 0o600); err != nil {
		t.Fatal(err)
	}
	proxy.User, proxy.Password = "ines", "two words"
	if _, err := open().TestProvider(t.Context(), "acme"); err == nil || !strings.Contains(err.Error(), "proxy_auth") {
		t.Errorf("another proxy: %v", err)
	}
	if err := os.WriteFile(filepath.Join(folder, "config", "settings.toml"), []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	proxy.User = "mila"
	if _, err := open().RemoveNetwork(t.Context(), core.NetworkPartProxy, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := open().SetProxy(t.Context(), address, core.Password{}); err != nil {
		t.Fatal(err)
	}
	if _, err := open().TestProvider(t.Context(), "acme"); err == nil || !strings.Contains(err.Error(), "proxy_auth") {
		t.Errorf("the removed password still works: %v", err)
	}
}

func TestAChangeHoldsAtOnce(t *testing.T) {
	t.Parallel()
	open, _ := place(t)
	c := open()
	server, _, ca := provider(t, c, nil)
	proxy := transporttest.StartProxy(t, server)
	if _, err := c.SetProxy(t.Context(), proxy.URL(), core.Password{}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.TestProvider(t.Context(), "acme"); err == nil || !strings.Contains(err.Error(), "tls_untrusted") {
		t.Errorf("without the authority: %v", err)
	}
	if _, err := c.AddCA(t.Context(), ca); err != nil {
		t.Fatal(err)
	}
	if _, err := c.TestProvider(t.Context(), "acme"); err != nil {
		t.Errorf("with the authority: %v", err)
	}
}

func TestStorageThatCannotBeReadIsNotTheServersFault(t *testing.T) {
	t.Parallel()
	open, folder := place(t)
	server, _, ca := provider(t, open(), nil)
	proxy := transporttest.StartProxy(t, server)
	proxy.User, proxy.Password = "mila", "secret"
	if _, err := open().AddCA(t.Context(), ca); err != nil {
		t.Fatal(err)
	}
	if _, err := open().SetProxy(t.Context(), "http://mila@"+proxy.Host(), core.NewPassword("secret")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "key"), []byte("another key of more than 32 bytes"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := open().TestProvider(t.Context(), "acme"); core.Code(err) != "storage_locked" {
		t.Errorf("got %v", err)
	}
}

func TestAProviderThatAsksForACertificate(t *testing.T) {
	t.Parallel()
	open, _ := place(t)
	var authority *transporttest.Authority
	accepted := x509.NewCertPool()
	server, authority, ca := provider(t, open(), func(c *tls.Config) { c.ClientAuth, c.ClientCAs = tls.RequireAndVerifyClientCert, accepted })
	accepted.AddCert(authority.Certificate)
	proxy := transporttest.StartProxy(t, server)
	if _, err := open().AddCA(t.Context(), ca); err != nil {
		t.Fatal(err)
	}
	if _, err := open().SetProxy(t.Context(), proxy.URL(), core.Password{}); err != nil {
		t.Fatal(err)
	}
	if _, err := open().TestProvider(t.Context(), "acme"); err == nil {
		t.Error("without a certificate it works")
	}
	own := authority.Issue(t, "mila", time.Now().Add(time.Hour))
	data, err := pkcs12.Modern.Encode(own.PrivateKey, own.Leaf, nil, "secret")
	if err != nil {
		t.Fatal(err)
	}
	packed := filepath.Join(t.TempDir(), "own.p12")
	if err := os.WriteFile(packed, data, 0o600); err != nil {
		t.Fatal(err)
	}
	certificate, key := transporttest.PEMFiles(t, own)
	var input *core.InputError
	if _, err := open().SetCertificate(t.Context(), packed, "", core.NewPassword("wrong")); !errors.As(err, &input) || input.Reason != "the password is wrong" {
		t.Errorf("a wrong password: %v", err)
	}
	for name, set := range map[string]func() (core.NetworkAnswer, error){
		"PKCS#12": func() (core.NetworkAnswer, error) {
			return open().SetCertificate(t.Context(), packed, "", core.NewPassword("secret"))
		},
		"PEM": func() (core.NetworkAnswer, error) {
			return open().SetCertificate(t.Context(), certificate, key, core.Password{})
		},
	} {
		answer, err := set()
		if err != nil || answer.ClientCertificate == nil || answer.ClientCertificate.Subject != "mila" || answer.ClientCertificate.ExpiresAt.IsZero() {
			t.Errorf("%s: %+v, %v", name, answer.ClientCertificate, err)
		}
		if _, err := open().TestProvider(t.Context(), "acme"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	answer, err := open().RemoveNetwork(t.Context(), core.NetworkPartCertificate, "")
	if err != nil || answer.ClientCertificate != nil {
		t.Errorf("removed: %+v, %v", answer, err)
	}
	if _, err := open().RemoveNetwork(t.Context(), core.NetworkPartCertificate, ""); !errors.As(err, &input) || input.Reason != "is not set up" {
		t.Errorf("removed again: %v", err)
	}
}
