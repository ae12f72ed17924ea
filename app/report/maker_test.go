package report_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"latchkey/app/report"
)

func maker() *report.Maker {
	return report.NewMaker(report.Known{
		Key: bytes.Repeat([]byte{7}, report.KeySize), Codes: []string{"signed_in", "home", "state", "authority", "reset", "network.proxy"},
		Hosts: []string{"id.example.com"}, Apps: map[string]string{"sketchup": "SketchUp", "rhino": "Rhino"}, Providers: []string{"demo"},
		People: map[string]string{"mila@example.com": "0123456789abcdef"},
		Places: []report.Place{{Folder: "/home/mila/.local/state", Code: "state"}, {Folder: "/home/mila", Code: "home"}, {Folder: "", Code: "reset"}},
	})
}

func TestAPersonHasOnePseudonymByAnyName(t *testing.T) {
	m := maker()
	one := m.Person("0123456789abcdef").String()
	if two := m.Person(" Mila@Example.com").String(); two != one || !strings.HasPrefix(one, "person-") || len(one) != len("person-")+6 {
		t.Errorf("%s and %s", one, two)
	}
	if other := m.Person("noor@example.com").String(); other == one {
		t.Error("two people have one pseudonym")
	}
	if again := maker().Person("mila@example.com").String(); again != one {
		t.Error("the next report calls the same person something else")
	}
	elsewhere := report.NewMaker(report.Known{Key: bytes.Repeat([]byte{8}, report.KeySize)})
	if there := elsewhere.Person("0123456789abcdef").String(); there == one {
		t.Error("another computer calls the person the same: whoever guesses an address could prove it")
	}
	if m.Person("").String() != "" {
		t.Error("nobody has a pseudonym")
	}
}

func TestWhatIsKeptAndWhatIsNot(t *testing.T) {
	m := maker()
	kept := map[string]string{
		"signed_in": m.Code("signed_in").String(), "other": m.Code("mila").String(), "": m.Code("").String(),
		"id.example.com": m.Host("ID.example.com:8443").String(), "127.0.0.1": m.Address("http://127.0.0.1:5000/cb?code=x").String(),
		"::1": m.Host("[::1]:80").String(), "SketchUp 2021, 2024": m.App("SketchUp 2021, 2024").String(), "rhino": m.AppOf("rhino").String(),
		"sketchup@2024": m.AppVersion("sketchup", "2024").String(), "state": m.Path("/home/mila/.local/state/x.json").String(),
		"home": m.Path("/home/mila").String(), "demo": m.Provider("demo").String(), "1.4.0-dev": report.VersionOf("1.4.0-dev").String(),
		"TLS 1.2": report.VersionOf("TLS 1.2").String(), "-7": m.Value("seconds", "-7").String(), "reset,other": m.Value("code", "reset,mila").String(),
		"2026-11-23T08:00:00Z":              m.Value("moment", "2026-11-23T09:00:00+01:00").String(),
		"network.proxy,app:rhino@8":         m.Subject("network.proxy,app:rhino@8").String(),
		"other,app:sketchup@other":          m.Subject("acme,app:sketchup@acme").String(),
		"reset,app:sketchup@2021,signed_in": m.Subject("reset,app:sketchup@2021,signed_in").String(),
	}
	for want, got := range kept {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for kind, got := range map[string]string{
		"host-": m.Host("proxy.acme.example").String(), "app-": m.App("AcmeCAD 2024").String(), "provider-": m.Provider("acme").String(),
		"organization-": m.Organization("1", "Acme").String(), "authority-": m.Name("authority", "Acme CA").String(),
		"name-": m.Value("name", "Acme").String(), "person-": m.Value("person", "Mila").String(),
	} {
		if !strings.HasPrefix(got, kind) || strings.Contains(strings.ToLower(got), "acme") {
			t.Errorf("%q, want %s…", got, kind)
		}
	}
	if m.Path("/home/milan/x").String() != report.Other || m.Path("/srv/mila").String() != report.Other {
		t.Error("a place that is not known has a name")
	}
	if m.Name("mila", "x").String()[:5] != "name-" {
		t.Error("a kind that is none of the codes stands in a pseudonym")
	}
}

// No field of a report takes a text: it has types that only a Maker fills.
func TestNoFieldOfAReportTakesAText(t *testing.T) {
	seen, leaves := map[reflect.Type]bool{}, 0
	var look func(at reflect.Type, path string)
	look = func(at reflect.Type, path string) {
		if at == reflect.TypeFor[report.Code]() || at == reflect.TypeFor[report.Moment]() || at == reflect.TypeFor[report.Schema]() {
			leaves++
			return
		}
		if seen[at] {
			return
		}
		seen[at] = true
		switch at.Kind() {
		case reflect.Bool, reflect.Int, reflect.Float64:
			leaves++
		case reflect.Pointer, reflect.Slice:
			look(at.Elem(), path)
		case reflect.Struct:
			for i := range at.NumField() {
				look(at.Field(i).Type, path+"."+at.Field(i).Name)
			}
		default: // string, interface, map, func …: each of them could carry a text
			t.Errorf("%s is %s", path, at)
		}
	}
	look(reflect.TypeFor[report.Report](), "Report")
	if leaves < 60 {
		t.Errorf("only %d fields were looked at", leaves)
	}
	code := reflect.TypeFor[report.Code]()
	for i := range code.NumField() {
		if code.Field(i).IsExported() {
			t.Errorf("Code.%s can be set from outside", code.Field(i).Name)
		}
	}
}
