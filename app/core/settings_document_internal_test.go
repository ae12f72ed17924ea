package core

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"latchkey/assets"
)

const settingsIntroduction = `# Settings

What a person chooses lies in ` + "`settings.toml` (`latchkey paths` says where). `latchkey settings`" + ` shows all of it, and changes one key at a time; two
programs that change settings at once lose nothing. The file can be edited by hand: comments and order stay where they are when a program changes a
key. The exception is a key whose value was written in a form that cannot be changed line by line (a list over several lines, an inline table): then
the file is written anew, with the same values and without the comments. A key that nobody knows, or a value that is not allowed, is an error with
file and line. Passwords are never in it.

| key | takes | default | what it is |
|---|---|---|---|
`

const settingsStorage = `
` + "`storage` is short for `storage.kind`. `storage.folder`" + ` is Latchkey's own: which of two folders holds the sealed files.

## Moving what is stored
` + "`latchkey settings set storage KIND`" + ` carries the secrets: every sign-in, those that backups hold (so undo works afterwards), and the passwords of proxy and
certificate. First both places are proven, the new one with an entry of real size. Then everything is written to the new place and read back. Then the settings
name it: that is the moment from which it counts. Then the old copy is removed, and looked for afterwards. What fails before that moment leaves all as it was; a
move that is cut off is finished or taken back by the next job, which finds a journal without secrets in the state folder (` + "`storage_move.json`" + `). Programs that run
meanwhile follow, because each looks at the settings whenever it holds the lock.

- ` + "`sealed_file --key-file FILE`" + `: for services. The file is made when it is not there. Latchkey never removes a key file that has sealed something.
- ` + "`sealed_file`" + ` without a key file: a passphrase, asked for at the terminal or in the window, twice for a new one. It is no argument, no variable and no pipe; a
  script that would need it ends with 6. ` + "`--new-passphrase`" + ` chooses another one.
- ` + "`memory`" + `: nothing is carried; the tokens are ended at the server, best effort, and everybody signs in again.
- A keyring that is not there in this session (a server, SSH) can be left behind; what may lie in it is removed when it is there again.
`

// TestTheTableOfSettingsIsCurrent compares docs/settings.md with the table that
// the program uses; LATCHKEY_UPDATE=1 writes it.
func TestTheTableOfSettingsIsCurrent(t *testing.T) {
	const file = "../../docs/settings.md"
	words := assets.In("en")
	var want strings.Builder
	want.WriteString(settingsIntroduction)
	for _, row := range settingRows() {
		if row.effect == EffectOwn {
			continue
		}
		answer := row.answer(Settings{}.withDefaults(), false)
		takes := row.kind
		switch {
		case row.kind == SettingNumber:
			takes = fmt.Sprintf("%d to %d", row.least, row.most)
		case len(answer.Allowed) > 0:
			takes = "`" + strings.Join(answer.Allowed, "` `") + "`"
		}
		standard := SettingValueText(answer.Default)
		if standard != "" {
			standard = "`" + standard + "`"
		}
		key := "cli.setting." + row.key
		if !words.Has(key) || !assets.In("nl").Has(key) {
			t.Errorf("%s has no words", key)
		}
		fmt.Fprintf(&want, "| `%s` | %s | %s | %s |\n", row.key, takes, standard, words.Text(key))
	}
	want.WriteString(settingsStorage)
	if os.Getenv("LATCHKEY_UPDATE") != "" {
		if err := os.WriteFile(file, []byte(want.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want.String() {
		t.Error("docs/settings.md is not current: run LATCHKEY_UPDATE=1 go test -tags nogui ./app/core -run TableOfSettings")
	}
}
