package browsers

import (
	"encoding/hex"
	"maps"
	"path/filepath"
	"slices"
	"testing"
)

const plistHead = `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">`

// Made by plistlib of Python 3: {"DefaultCookiesSetting": 2, "CookiesAllowedForUrls": ["[*.]example.com"], "Grüße": True, "Real": 0.5}.
const binaryFixture = "62706c6973743030d401020304050708095f1015436f6f6b696573416c6c6f776564466f7255726c735f101544656661756c74436f6f6b6965735365" +
	"7474696e67650047007200fc00df0065545265616ca1065f100f5b2a2e5d6578616d706c652e636f6d100209233fe0000000000000081129414c5153" +
	"6567680000000000000101000000000000000a00000000000000000000000000000071"

func TestPropertyListsAreReadInBothForms(t *testing.T) {
	t.Parallel()
	binary, err := hex.DecodeString(binaryFixture)
	if err != nil {
		t.Fatal(err)
	}
	asXML := plistHead + `<dict><key>DefaultCookiesSetting</key><integer>2</integer><key>CookiesAllowedForUrls</key>
	<array><string>[*.]example.com</string></array><key>Grüße</key><true/><key>Real</key><real>0.5</real></dict></plist>`
	for name, text := range map[string][]byte{"binary": binary, "xml": []byte(asXML)} {
		values, ok := parsePlist(text)
		list := policySetting{value: values["CookiesAllowedForUrls"]}.list()
		if !ok || values["DefaultCookiesSetting"] != 2.0 || values["Grüße"] != true || values["Real"] != 0.5 || !slices.Equal(list, []string{"[*.]example.com"}) {
			t.Errorf("%s: %v, %v", name, values, ok)
		}
		if _, ok := parsePlist(text[:len(text)-9]); ok {
			t.Errorf("%s is understood without its end", name)
		}
	}
}

func TestPoliciesOfMacOSComeFromManagedPreferences(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	writePolicy(t, root, "Library/Managed Preferences/mila/com.google.Chrome.plist",
		plistHead+`<dict><key>DefaultCookiesSetting</key><integer>4</integer></dict></plist>`)
	writePolicy(t, root, "Library/Managed Preferences/org.mozilla.firefox.plist", plistHead+`<dict><key>EnterprisePoliciesEnabled</key><true/>
		<key>Cookies__Block</key><array><string>https://id.example.com</string></array></dict></plist>`)
	broken := writePolicy(t, root, "Library/Managed Preferences/com.brave.Browser.plist", "bplist00 and nothing more")
	report, err := Policies(t.Context(), System{OS: "darwin", Home: "/Users/mila", Root: root}, []string{"https://id.example.com"})
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, one := range report.Policies {
		found[one.ID] = one.Key
	}
	if want := map[string]string{"chrome": "DefaultCookiesSetting", "firefox": "Cookies.Block"}; !maps.Equal(found, want) {
		t.Errorf("found %v, want %v", found, want)
	}
	if len(report.Problems) != 1 || report.Problems[0] != (PolicyProblem{filepath.Clean(broken), policyDamaged}) {
		t.Errorf("problems are %+v", report.Problems)
	}
}

func FuzzPlist(f *testing.F) {
	binary, err := hex.DecodeString(binaryFixture)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(binary)
	f.Add([]byte(plistHead + `<dict><key>a</key><array><dict/></array></dict></plist>`))
	f.Add([]byte("bplist00"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if values, ok := parsePlist(text); ok && values == nil {
			t.Error("understood, and nothing came out")
		}
	})
}
