package core_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"latchkey/app/core"
	"latchkey/session/tomlfile"
)

func TestWhatIsWrongInTheNetworkSettingsIsNamed(t *testing.T) {
	t.Parallel()
	open, folder := place(t)
	file := filepath.Join(folder, "config", "settings.toml")
	broken := filepath.Join(folder, "broken.pem")
	if err := os.WriteFile(broken, []byte("hello"), 0o600); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]tomlfile.Error{
		"proxy = 'http://mila:hidden@proxy'":    {File: file, Line: 2, Key: "network.proxy", Reason: "holds a password"},
		"proxy = 'proxy:3128'":                  {File: file, Line: 2, Key: "network.proxy", Reason: "is not the address of a proxy"},
		"proxi = ''":                            {File: file, Line: 2, Key: "network.proxi", Reason: "unknown key"},
		"no_proxy = ['a b']":                    {File: file, Line: 2, Key: "network.no_proxy", Reason: "must be a list of hosts"},
		"ca_files = ['ca.pem']":                 {File: file, Line: 2, Key: "network.ca_files", Reason: "must be an absolute path"},
		"ca_files = ['" + broken + "']":         {File: broken, Key: "network.ca_files", Reason: "is not a PEM file"},
		"ca_files = ['" + folder + "/none']":    {File: folder + "/none", Key: "network.ca_files", Reason: "is not there"},
		"ca_files = ['" + folder + "']":         {File: folder, Key: "network.ca_files", Reason: "not a regular file of at most 1 MB"},
		"client_key = '/key.pem'":               {File: file, Line: 2, Key: "network.client_key", Reason: "is of no use without client_certificate"},
		"client_certificate = 'certificate.p12": {File: file, Line: 2, Key: "network.client_certificate"},
	} {
		if err := os.WriteFile(file, []byte("[network]\n"+text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := open().Network(t.Context())
		var found *tomlfile.Error
		if !errors.As(err, &found) || want.Reason != "" && *found != want {
			t.Errorf("%s: got %v", text, err)
		}
	}
}

func TestWhereAProxyComesFrom(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		env  []string
		want core.NetworkProxy
		code string
	}{
		"nowhere":     {nil, core.NetworkProxy{Source: "none"}, ""},
		"environment": {[]string{"HTTPS_PROXY", "http://mila:hidden@proxy:3128"}, core.NetworkProxy{URL: "http://proxy:3128", Source: "environment", User: "mila"}, ""},
		"nonsense":    {[]string{"HTTPS_PROXY", "ftp://mila:hidden@proxy"}, core.NetworkProxy{}, "input_invalid"},
	} {
		open, _ := place(t, c.env...)
		answer, err := open().Network(t.Context())
		if answer.Proxy != c.want || core.Code(err) != c.code || err != nil && strings.Contains(err.Error(), "hidden") {
			t.Errorf("%s: %+v, %v", name, answer.Proxy, err)
		}
	}
}

func fileText(t *testing.T, file string) string {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
