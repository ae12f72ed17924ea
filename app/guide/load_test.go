package guide_test

import (
	"maps"
	"strings"
	"testing"

	"latchkey/app/guide"
	"latchkey/assets"
)

// shipped is the guide inside Latchkey.
func shipped(t testing.TB) *guide.Guide {
	t.Helper()
	g, err := guide.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestTheOrderIsCommonOnesFirst(t *testing.T) {
	g := shipped(t)
	for i, want := range []string{
		"rights_gone", "app_asks_again", "password_forgotten", "no_mail", "code_every_time",
		"address_unknown", "wrong_organization", "app_entitlement", "browser_no_return",
	} {
		if g.Symptoms[i].ID != want {
			t.Errorf("place %d has %s, want %s", i+1, g.Symptoms[i].ID, want)
		}
	}
	if last := g.Symptoms[len(g.Symptoms)-1]; last.Group != "other" {
		t.Errorf("the last one is %s of %s", last.ID, last.Group)
	}
}

func TestSendersComeNewestFirst(t *testing.T) {
	g := shipped(t)
	before := "9999"
	for _, list := range g.Senders {
		if list.Date > before {
			t.Errorf("the list of %q comes after that of %q", list.Date, before)
		}
		before = list.Date
	}
	if len(g.Senders) != 5 || before != "" {
		t.Errorf("%d lists, the last of %q", len(g.Senders), before)
	}
}

// changed is the shipped guide with one file written anew.
func changed(file, from, to string) map[string][]byte {
	files := maps.Clone(assets.GuideFiles())
	files[file] = []byte(strings.Replace(string(files[file]), from, to, 1))
	return files
}

func TestAFaultyGuideIsRefused(t *testing.T) {
	lookup := `by   = "latchkey"`
	for name, c := range map[string]struct {
		files map[string][]byte
		want  string
	}{
		"unknown key":          {changed("app.toml", "group =", "hue = 1\ngroup ="), "unknown key"},
		"unknown group":        {changed("app.toml", `group = "app"`, `group = "shop"`), "is unknown"},
		"unknown step":         {changed("account.toml", `"edit_profile"`, `"fly"`), `step "fly" is unknown`},
		"step twice":           {changed("account.toml", `["edit_profile", "works_now"`, `["edit_profile", "edit_profile"`), "stands twice"},
		"no support":           {changed("account.toml", `"edit_profile", "works_now", "support"`, `"edit_profile", "works_now"`), "support"},
		"unknown source":       {changed("account.toml", `sources  = ["tekla_problems"`, `sources  = ["rumor"`), "rumor"},
		"nobody does it":       {changed("steps.toml", lookup, `by = "nobody"`), "nobody"},
		"condition":            {changed("steps.toml", `"fact:looked"`, `"looked"`), "cannot be read"},
		"back in the order":    {changed("steps.toml", `yes      = "contacts"`, `yes = "look_in_spam"`), "does not come after"},
		"cookies before mail":  {changed("steps.toml", `"answer:mail_now=yes", "fact:cookies_known"`, `"fact:cookies_known"`), "clears cookies"},
		"a stage not marked":   {changed("senders.toml", `"noreply@account.stage.identity.trimblecloud.com"]`, `"noreply@trimble.com"]`), "must be marked"},
		"no sender":            {changed("senders.toml", `["*@account.trimble.com"]`, `[]`), "lacks its source"},
		"date":                 {changed("sources.toml", "2025-05-05", "5 May 2025"), "wrong date"},
		"rule against nothing": {changed("passwords.toml", `against = ["managed"]`, `against = ["luck"]`), "luck"},
		"broken":               {changed("none.toml", "[[reason]]", "[[reason"), "none.toml"},
		"missing":              {map[string][]byte{}, "is missing"},
	} {
		_, err := guide.Parse(c.files)
		if c.want == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPatternsStandForCodes(t *testing.T) {
	for _, c := range []struct {
		pattern, code string
		want          bool
	}{
		{"nonce*", "nonce_missing", true},
		{"nonce*", "nonce", true},
		{"*_busy", "keys_busy", true},
		{"*_busy", "busy_held", false},
		{"a*b*c", "axxbyyc", true},
		{"a*b*c", "axxc", false},
		{"nonce", "nonce_missing", false},
	} {
		if got := guide.Stands(c.pattern, c.code); got != c.want {
			t.Errorf("%s stands for %s: %t", c.pattern, c.code, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("app.toml", "group = \"app\"")
	f.Add("steps.toml", "[[step]]\nid = \"x\"\nwhen = [\"answer:x=\", \"|\"]")
	f.Fuzz(func(_ *testing.T, file, content string) {
		files := maps.Clone(assets.GuideFiles())
		files[file] = []byte(content)
		if g, err := guide.Parse(files); err == nil {
			for _, symptom := range g.Symptoms {
				_, _ = g.Walk(symptom.ID, guide.Known{}, nil)
			}
		}
	})
}
