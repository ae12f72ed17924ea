package guide_test

import (
	"testing"
)

func TestTheSpellingOfAnAddressIsChecked(t *testing.T) {
	for _, c := range []struct{ text, code, meant string }{
		{"mila@example.com", "", ""},
		{"mila.vos+work@northquay.example", "", ""},
		{"mila@mail.com", "", ""},
		{"Mila@Example.com", "capitals", "mila@example.com"},
		{" mila@example.com", "spaces", "mila@example.com"},
		{"mila @example.com", "spaces", "mila@example.com"},
		{"mila\u200b@example.com", "spaces", "mila@example.com"},
		{"milа@example.com", "alike", "mila@example.com"}, // а is Cyrillic
		{"ＭＩＬＡ@example.com", "alike", "MILA@example.com"},
		{"mila@example,com", "comma", "mila@example.com"},
		{"mila@gmailcom", "dot", "mila@gmail.com"},
		{"mila@examplecom", "dot", ""},
		{"mila@example..com", "dots", "mila@example.com"},
		{"mila.@example.com", "dots", "mila@example.com"},
		{"mila@gmial.com", "slip", "mila@gmail.com"},
		{"mila@gmai.com", "slip", "mila@gmail.com"},
		{"mila@hotmial.com", "slip", "mila@hotmail.com"},
		{"mila@outlok.com", "slip", "mila@outlook.com"},
		{"mila@northquay.con", "slip", "mila@northquay.com"},
		{"mila@tekla.cmo", "slip", "mila@tekla.com"},
		{"mila", "at", ""},
		{"mila@@example.com", "at", ""},
		{"@example.com", "at", ""},
		{"", "empty", ""},
		{"   ", "empty", ""},
	} {
		found := shipped(t).CheckAddress(c.text)
		if c.code == "" {
			if len(found) != 0 {
				t.Errorf("%q: %+v", c.text, found)
			}
			continue
		}
		if len(found) == 0 || found[0].Code != c.code || found[0].Suggestion != c.meant {
			t.Errorf("%q: %+v, want %s and %q", c.text, found, c.code, c.meant)
		}
	}
}

func TestSeveralSlipsAreMendedTogether(t *testing.T) {
	found := shipped(t).CheckAddress(" Mila,vos@GMIAL..com ")
	last := found[len(found)-1]
	if len(found) != 5 || last.Suggestion != "mila.vos@gmail.com" || !found[1].Harmless {
		t.Errorf("%+v", found)
	}
}

func FuzzCheckAddress(f *testing.F) {
	f.Add("mila@example.com")
	f.Add(".@.")
	f.Add("а@gmial。con")
	f.Fuzz(func(t *testing.T, text string) {
		for _, finding := range shipped(t).CheckAddress(text) {
			if finding.Code == "" {
				t.Errorf("%q: a finding without a code", text)
			}
		}
	})
}
