package browsers

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

func writePolicy(t *testing.T, root, place, text string) string {
	t.Helper()
	path := filepath.Join(root, filepath.FromSlash(place))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestPoliciesOfLinuxAreReadWhereTheBrowsersLook(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	writePolicy(t, root, "etc/chromium/policies/managed/a.json", `{"DefaultCookiesSetting":1}`)
	late := writePolicy(t, root, "etc/chromium/policies/managed/b.json", `{"DefaultCookiesSetting":2,}`)
	writePolicy(t, root, "etc/chromium/policies/managed/note.txt", `{"DefaultCookiesSetting":1}`)
	broken := writePolicy(t, root, "etc/opt/chrome/policies/managed/x.json", `{"DefaultCookiesSetting":`)
	writePolicy(t, root, "etc/opt/edge/policies/recommended/x.json", `{"ClearBrowsingDataOnExit":true}`)
	writePolicy(t, root, "etc/brave/policies/managed/x.json", `{"HomepageLocation":"https://example.com"}`)
	writePolicy(t, root, "etc/firefox/policies/policies.json", `{"policies":{"Cookies":{"Block":["https://id.example.com"]}}}`)
	writePolicy(t, root, "usr/lib/firefox/distribution/policies.json", `{"policies":{"SanitizeOnShutdown":true}}`)
	report, err := Policies(t.Context(), System{OS: "linux", Home: "/home/mila", Root: root}, []string{"https://id.example.com"})
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, one := range report.Policies {
		found = append(found, one.ID+" "+one.Effect+" "+one.Key)
	}
	want := []string{"chromium blocks DefaultCookiesSetting", "firefox blocks Cookies.Block", "edge expires ClearBrowsingDataOnExit"}
	if !slices.Equal(found, want) {
		t.Errorf("found %q, want %q", found, want)
	}
	if one := report.Policies[0]; one.Source != late || one.Site != "https://id.example.com" || one.Browser != "Chromium" || one.Rule != "2" {
		t.Errorf("evidence is %+v", one)
	}
	if len(report.Problems) != 1 || report.Problems[0] != (PolicyProblem{broken, policyDamaged}) {
		t.Errorf("problems are %+v", report.Problems)
	}
	if !slices.Equal(report.Browsers, []string{"Chromium", "Edge", "Brave", "Firefox"}) {
		t.Errorf("browsers with policies are %q", report.Browsers)
	}
}

func TestAFolderThatIsNotThereHasNoPolicies(t *testing.T) {
	t.Parallel()
	for _, system := range []string{"linux", "darwin", "windows"} {
		report, err := Policies(t.Context(), System{OS: system, Home: "/home/mila", Root: t.TempDir(), readRegistry: noRegistry}, []string{"https://id.example.com"})
		if err != nil || len(report.Policies)+len(report.Problems)+len(report.Browsers) > 0 {
			t.Errorf("%s: %+v, %v", system, report, err)
		}
	}
}

func noRegistry(string, string) (registryKey, error) { return registryKey{}, fs.ErrNotExist }

func TestWhatIsNoOrdinaryFileIsPassedOver(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	huge := writePolicy(t, root, "etc/chromium/policies/managed/huge.json", `{"DefaultCookiesSetting":2,"x":"`+strings.Repeat("x", maxPolicyFile)+`"}`)
	good := writePolicy(t, root, "elsewhere/good.json", `{"DefaultCookiesSetting":4}`)
	folder := filepath.Join(root, "etc/chromium/policies/managed")
	if err := os.Symlink(good, filepath.Join(folder, "linked.json")); err != nil {
		t.Skip("no links here: " + err.Error())
	}
	device := filepath.Join(folder, "device.json")
	wantProblems := 1
	if runtime.GOOS != "windows" {
		wantProblems = 2
		if err := os.Symlink(os.DevNull, device); err != nil {
			t.Fatal(err)
		}
	}
	report, err := Policies(t.Context(), System{OS: "linux", Home: "/home/mila", Root: root}, []string{"https://id.example.com"})
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Policies) != 1 || report.Policies[0].Source != filepath.Join(folder, "linked.json") {
		t.Errorf("policies are %+v", report.Policies)
	}
	if len(report.Problems) != wantProblems || !slices.Contains(report.Problems, PolicyProblem{huge, policyTooLarge}) {
		t.Errorf("problems are %+v", report.Problems)
	}
}

func TestPoliciesOfWindowsComeFromTheRegistry(t *testing.T) {
	t.Parallel()
	list := func(texts ...string) registryKey {
		key := registryKey{values: map[string]any{}}
		for i, text := range texts {
			key.values[string(rune('1'+i))] = text
		}
		return key
	}
	keys := map[string]registryKey{
		`HKEY_LOCAL_MACHINE\Software\Policies\Google\Chrome`: {below: map[string]registryKey{"CookiesBlockedForUrls": list("other.example", "[*.]example.com")}},
		`HKEY_CURRENT_USER\Software\Policies\Microsoft\Edge`: {values: map[string]any{"DefaultCookiesSetting": 4.0}},
		`HKEY_LOCAL_MACHINE\Software\Policies\Microsoft\Edge`: {values: map[string]any{"DefaultCookiesSetting": 1.0}, below: map[string]registryKey{
			"Recommended": {values: map[string]any{"ClearBrowsingDataOnExit": 1.0}},
		}},
		`HKEY_LOCAL_MACHINE\Software\Policies\Mozilla\Firefox`: {below: map[string]registryKey{
			"Cookies": {values: map[string]any{"Locked": 1.0}, below: map[string]registryKey{"AllowSession": list("https://id.example.com")}},
		}},
	}
	read := func(hive, path string) (registryKey, error) {
		key, ok := keys[hive+`\`+path]
		if !ok {
			return registryKey{}, fs.ErrNotExist
		}
		return key, nil
	}
	report, err := Policies(t.Context(), System{OS: "windows", Home: `C:\Users\mila`, Root: t.TempDir(), readRegistry: read}, []string{"https://id.example.com"})
	if err != nil {
		t.Fatal(err)
	}
	want := []Policy{
		{ID: "chrome", Browser: "Chrome", Effect: PolicyBlocks, Key: "CookiesBlockedForUrls", Rule: "[*.]example.com", Source: `HKEY_LOCAL_MACHINE\Software\Policies\Google\Chrome`, Site: "https://id.example.com"},
		{ID: "edge", Browser: "Edge", Effect: PolicyExpires, Key: "ClearBrowsingDataOnExit", Rule: "true", Source: `HKEY_LOCAL_MACHINE\Software\Policies\Microsoft\Edge\Recommended`, Site: "https://id.example.com"},
		{ID: "firefox", Browser: "Firefox", Effect: PolicyExpires, Key: "Cookies.AllowSession", Rule: "https://id.example.com", Source: `HKEY_LOCAL_MACHINE\Software\Policies\Mozilla\Firefox`, Site: "https://id.example.com"},
	}
	if !slices.Equal(report.Policies, want) {
		t.Errorf("found %+v", report.Policies)
	}
}
