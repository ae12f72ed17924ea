package core

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func edits(t *testing.T, pairs ...string) []settingEdit {
	t.Helper()
	var all []settingEdit
	for i := 0; i+1 < len(pairs); i += 2 {
		row, err := settingRow(pairs[i])
		if err != nil {
			t.Fatal(err)
		}
		edit := settingEdit{row: row}
		if pairs[i+1] != "" {
			if edit.value, err = row.parse([]string{pairs[i+1]}); err != nil {
				t.Fatal(err)
			}
		}
		all = append(all, edit)
	}
	return all
}

// What a person wrote around a value stays when the value changes.
func TestAChangedSettingLeavesTheRestOfTheFile(t *testing.T) {
	for _, c := range []struct {
		name, before string
		edits        []string
		want         string
	}{
		{"an empty file", "", []string{"backups.days", "7"}, "[backups]\ndays = 7\n"},
		{"a key of no table, into a file of tables", "# mine\n[backups]\ndays = 7\n", []string{"language", "nl"}, "language = \"nl\"\n# mine\n[backups]\ndays = 7\n"},
		{
			"behind the other keys of no table", "# mine\nlanguage = \"nl\" # taal\n\n[backups]\ndays = 7\n",
			[]string{"appearance", "dark"},
			"# mine\nlanguage = \"nl\" # taal\nappearance = \"dark\"\n\n[backups]\ndays = 7\n",
		},
		{"a comment behind a value", "[backups]\n  days = 7   # a week\nsets = 3\n", []string{"backups.days", "9"}, "[backups]\n  days = 9   # a week\nsets = 3\n"},
		{"a sharp in a text", "provider = \"a#b\" # x\n", []string{"provider", "acme"}, "provider = \"acme\" # x\n"},
		{
			"a key into a table", "[backups] # how long\nsets = 3\n\n[network]\nproxy = \"http://p.example\"\n",
			[]string{"backups.days", "9"},
			"[backups] # how long\nsets = 3\ndays = 9\n\n[network]\nproxy = \"http://p.example\"\n",
		},
		{"a value is taken away", "# mine\n[backups]\n# a week\ndays = 7\nsets = 3\n", []string{"backups.days", ""}, "# mine\n[backups]\n# a week\nsets = 3\n"},
		{"what is not there is not taken away", "# mine\n", []string{"backups.days", ""}, "# mine\n"},
		{"lines that end as on Windows", "[backups]\r\ndays = 7\r\n", []string{"backups.days", "9"}, "[backups]\r\ndays = 9\r\n"},
		{
			"an inline table is written anew", "backups = { days = 7, sets = 3 } # mine\nlanguage = \"nl\"\n",
			[]string{"backups.days", "9"},
			"language = \"nl\"\n\n[backups]\nsets = 3\ndays = 9\n",
		},
		{"a path of Windows", "", []string{"provider", `c:\new\table`}, "provider = \"c:\\\\new\\\\table\"\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "settings.toml")
			if err := os.WriteFile(file, []byte(c.before), 0o600); err != nil {
				t.Fatal(err)
			}
			now, content, err := readSettings(file)
			if err != nil {
				t.Fatal(err)
			}
			all := edits(t, c.edits...)
			for _, edit := range all {
				edit.apply(&now)
			}
			text, err := editSettings(content, all, now)
			if err != nil || string(text) != c.want {
				t.Errorf("%v, got\n%s\nwant\n%s", err, text, c.want)
			}
		})
	}
}

// Lists of a person over several lines survive a change of something else.
func TestAListOverSeveralLinesSurvives(t *testing.T) {
	before := "[network]\nca_files = [\n  \"/a.pem\", # ours\n  \"/b.pem\",\n]\n"
	now := Settings{}.withDefaults()
	now.Network.CAFiles = []string{"/a.pem", "/b.pem"}
	for _, c := range []struct{ key, value, want string }{
		{"backups.days", "9", "# ours"},
		{"network.ca_files", "/c.pem", `ca_files = ["/c.pem"]`},
	} {
		all, want := edits(t, c.key, c.value), now
		all[0].apply(&want)
		text, err := editSettings([]byte(before), all, want)
		if err != nil || !strings.Contains(string(text), c.want) || !saysSettings(string(text), want) {
			t.Errorf("%s: %v, got\n%s", c.key, err, text)
		}
	}
}

// Whatever stands in a file that can be read, a change of one key changes that
// key and no other.
func FuzzAChangedSetting(f *testing.F) {
	for _, seed := range []string{
		"", "language = \"nl\"", "[backups]\ndays=7", "backups.days = 7", "[network]\nno_proxy = [\"[::1]\",\n'b']", "[ backups ]\nsets = 3 # x",
		"apps = {community = true}\n", "provider = '''\n[backups]\ndays = 3\n'''", "\"language\" = 'nl'", "[backups]\n\"days\" = 7",
	} {
		f.Add(seed, 9)
	}
	f.Fuzz(func(t *testing.T, before string, days int) {
		file := filepath.Join(t.TempDir(), "settings.toml")
		if err := os.WriteFile(file, []byte(before), 0o600); err != nil {
			t.Fatal(err)
		}
		want, content, err := readSettings(file)
		row, _ := settingRow("backups.days")
		if err != nil || row.wrong(days) != "" {
			return
		}
		for _, edit := range []settingEdit{{row: row, value: days}, {row: row}} {
			edit.apply(&want)
			text, err := editSettings(content, []settingEdit{edit}, want)
			if err != nil || !saysSettings(string(text), want) {
				t.Fatalf("%v: %q became %q", err, before, text)
			}
			chosen, err := chosenKeys(text)
			if err != nil || chosen("backups.days") != (edit.value != nil) {
				t.Fatalf("%v: %q became %q", err, before, text)
			}
			content = text
		}
	})
}
