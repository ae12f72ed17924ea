//go:build linux

package endtoend

import (
	"archive/zip"
	"database/sql"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"latchkey/auth/demoidp"
)

// bundleLimit is what help desks can be sent.
const bundleLimit = 1 << 20

// canaries are what may be in no bundle, by what each is.
type canaries map[string]string

// planted are the canaries that stand in files and variables; those of the
// session come from the people of the demo.
func planted() canaries {
	return canaries{
		"the home folder":            "canary-homefolder",
		"the user's name":            "canaryuser",
		"the expected address":       "canary.expected@canarymail.test",
		"the expected organization":  "Canary Expected Bureau",
		"the proxy's host":           "proxy.canarycorp.test",
		"the proxy's user":           "canaryproxyuser",
		"the proxy's password":       "canary-proxy-password-8812",
		"a password in a variable":   "canary-variable-password-7731",
		"a value of a cookie":        "canary-cookie-value-4417",
		"an address in the provider": "canary-login-hint@canarymail.test",
		"a query of a link":          "canary-link-query-3301",
		"a file of settings":         "canary-ca-file",
		"an app's file":              "canary-app-state",
	}
}

// ofMila are what the provider says of the person who signs in.
func ofMila() canaries {
	all := canaries{}
	for _, person := range demoidp.People() {
		if person.ID == "mila" || person.ID == "eva" {
			all["the e-mail of "+person.ID] = person.Email
			all["the name of "+person.ID] = person.Name
			all["the identifier of "+person.ID] = person.Subject
			all["the organization of "+person.ID] = person.Organization.Name
			all["the organization's id of "+person.ID] = person.Organization.ID
		}
	}
	all["a right"], all["a right's name"], all["a project"] = "girder.detailing", "Girder Detailing", "Quay Wall 4"
	return all
}

// canaryScene is a home in which canaries lie everywhere.
func canaryScene(t *testing.T, issued *secrets) *scene {
	t.Helper()
	s := newScene(t, parts{agent: buildAgent(t)})
	folder := filepath.Join(t.TempDir(), "canary-homefolder")
	s.home = filepath.Join(folder, "latchkey")
	if err := os.MkdirAll(s.home, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{
		"HOME": folder, "LATCHKEY_HOME": s.home, "USER": "canaryuser", "LOGNAME": "canaryuser", "HOSTNAME": "canaryuser-pc",
		"HTTPS_PROXY":   "http://canaryproxyuser:canary-proxy-password-8812@proxy.canarycorp.test:3128",
		"LAB_PASSWORD":  "canary-variable-password-7731",
		"AWS_SECRET":    "canary-variable-password-7731",
		"LATCHKEY_ELSE": "canary-variable-password-7731",
	} {
		s.setenv(name, value)
	}
	s.signedOutWith(demoidp.Options{Issued: issued.note})
	s.plantFiles(folder)
	return s
}

// plantFiles puts canaries into settings, provider file, an app and a browser.
func (s *scene) plantFiles(folder string) {
	s.t.Helper()
	provider := s.path("config", "providers", "lab.toml")
	s.write(provider, append(s.read(provider), []byte(`
[auth_params]
login_hint = "canary-login-hint@canarymail.test"

[links]
profile = "https://id.lab.test/profile?user=canary-link-query-3301"
`)...))
	s.must(0, "settings", "set", "expected.account", "canary.expected@canarymail.test")
	s.must(0, "settings", "set", "expected.organization", "Canary Expected Bureau")
	s.labcad()
	app := filepath.Join(folder, ".labcad", "Lab CAD 2025", "login_session.dat")
	cookies := filepath.Join(folder, ".config", "chromium", "Default", "Network", "Cookies")
	for _, path := range []string{app, cookies} {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			s.t.Fatal(err)
		}
	}
	s.write(app, []byte("canary-app-state"))
	base, err := sql.Open("sqlite", "file:"+cookies)
	if err != nil {
		s.t.Fatal(err)
	}
	_, err = base.Exec(`CREATE TABLE cookies (host_key TEXT, name TEXT, value TEXT);
		INSERT INTO cookies VALUES ('127.0.0.1', 'session', 'canary-cookie-value-4417')`)
	if err := errors.Join(err, base.Close()); err != nil {
		s.t.Fatal(err)
	}
}

// lives does what leaves traces: sign-ins that work and fail, renewals, rights,
// a reset, two accounts, and a provider that repeats everything it was sent.
func (s *scene) lives() {
	s.t.Helper()
	for _, fault := range []string{"token_echo", "authorize_hostile_words", "bad_nonce"} {
		off := s.fault(fault)
		if got := s.run("sign-in", "--json"); got.code == 0 {
			s.t.Fatalf("%s: the sign-in ended well", fault)
		}
		off()
	}
	s.must(0, "sign-in")
	s.is("eva")
	s.must(0, "sign-in")
	s.makeDefault("mila.vos@example.com")
	s.must(0, "token", "--min-validity", "10h")
	off := s.fault("rights_foreign_subject")
	s.run("rights", "recheck", "--max-step", "refetch")
	off()
	s.must(0, "rights", "recheck", "--max-step", "refetch")
	s.must(0, "reset", "--yes")
	s.must(0, "undo", "--yes")
	s.run("why", "girder.detailing")
}

// everyCanary are those that were planted, and every secret of the provider.
func everyCanary(t *testing.T, issued *secrets) canaries {
	t.Helper()
	all := planted()
	for what, canary := range ofMila() {
		all[what] = canary
	}
	issued.mu.Lock()
	defer issued.mu.Unlock()
	for _, secret := range issued.seen {
		all["a secret of the provider "+secret[:min(6, len(secret))]] = secret
	}
	if len(all) < 30 {
		t.Fatalf("only %d canaries", len(all))
	}
	return all
}

// Proof: of all that is secret or personal, nothing is in a support bundle: not in
// any file of the zip, however it is written, nor in what is shown of it.
func TestNoSecretIsInASupportBundle(t *testing.T) {
	var issued secrets
	s := canaryScene(t, &issued)
	s.keepProxyPassword()
	s.lives()
	all := everyCanary(t, &issued)
	found := 0
	look := func(where string, content []byte) { found += all.lookIn(t, where, content) }
	for _, broken := range []string{"", "discovery_500", "rights_foreign_subject"} {
		off := func() {}
		if broken != "" {
			off = s.fault(broken)
		}
		file := filepath.Join(t.TempDir(), "bundle.zip")
		written := s.must(0, "support-bundle", "-o", file, "--yes")
		look("what is said when it is written", []byte(strings.ReplaceAll(written.out+written.errOut, file, "")))
		for name, content := range unzipped(t, file) {
			look("the file "+name, content)
		}
		preview := s.must(0, "support-bundle", "--dry-run")
		look("the preview", []byte(preview.out+preview.errOut))
		for _, args := range [][]string{{"--json"}, {"--ticket"}, {"--ticket", "--json"}, {"--lang", "nl", "--ticket"}, {"--subject", "girder.detailing", "--json"}} {
			got := s.must(0, append([]string{"support-bundle"}, args...)...)
			if len(got.out) < 100 {
				t.Errorf("%v shows next to nothing: %s", args, got.out)
			}
			look(strings.Join(args, " "), []byte(got.out+got.errOut))
		}
		off()
	}
	t.Logf("%d canaries, %d found", len(all), found)
}

// keepProxyPassword has a proxy with a password in the settings and the storage.
func (s *scene) keepProxyPassword() {
	s.t.Helper()
	command := s.command(s.t.Context(), "network", "proxy", "http://canaryproxyuser@proxy.canarycorp.test:3128")
	command.Stdin = strings.NewReader("canary-proxy-password-8812\n")
	if got := s.finish(command); got.code != 0 {
		s.t.Fatalf("network proxy: exit %d\n%s%s", got.code, got.out, got.errOut)
	}
}

// unzipped are the files of a bundle, which must be small, whole and named plainly.
func unzipped(t testing.TB, file string) map[string][]byte {
	t.Helper()
	info, err := os.Stat(file)
	if err != nil || info.Size() > bundleLimit || info.Size() == 0 {
		t.Fatalf("the bundle: %v, %v", info, err)
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	archive, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = archive.Close() }()
	files := map[string][]byte{"as it lies on the disk": raw}
	for _, entry := range archive.File {
		content, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		files[entry.Name], err = io.ReadAll(content)
		if err := errors.Join(err, content.Close()); err != nil {
			t.Fatal(err)
		}
		files["the heads of "+entry.Name] = []byte(entry.Name + entry.Comment + string(entry.Extra))
	}
	for _, name := range []string{"report.html", "report.json", "activity.jsonl"} {
		if len(files[name]) == 0 {
			t.Errorf("the bundle has no %s: %d files", name, len(archive.File))
		}
	}
	return files
}
