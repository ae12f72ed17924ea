package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"latchkey/app/cli"
	"latchkey/app/core"
	"latchkey/assets"
)

// run is one command line without a world: what it says and its exit code.
func run(t *testing.T, args ...string) (out, talk string, code int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = cli.Run(t.Context(), cli.Program{
		Args: args, In: strings.NewReader(""), Out: &stdout, Err: &stderr, Env: func(string) string { return "" }, Version: "test",
		Open: func(cli.Options) (*core.Core, error) {
			t.Errorf("%v opened the world", args)
			return nil, context.Canceled
		},
	})
	return stdout.String(), stderr.String(), code
}

var commandLine = regexp.MustCompile(`(?m)^  ([a-z-]+)  `)

// commands are all commands that help names, walking down from the root.
func commands(t *testing.T, parents ...string) [][]string {
	t.Helper()
	out, _, code := run(t, append(slices.Clone(parents), "--help")...)
	if code != 0 {
		t.Fatalf("help of %v ends with %d", parents, code)
	}
	found := [][]string{parents}
	_, list, has := strings.Cut(out, "\nCommands:\n")
	if !has {
		return found
	}
	list, _, _ = strings.Cut(list, "\n\n")
	for _, match := range commandLine.FindAllStringSubmatch(list, -1) {
		found = append(found, commands(t, append(slices.Clone(parents), match[1])...)...)
	}
	return found
}

func TestEveryCommandHasHelpInEveryLanguage(t *testing.T) {
	all := commands(t)
	if len(all) < 30 {
		t.Fatalf("only %d commands were found", len(all))
	}
	english := map[string]string{}
	for _, language := range assets.Languages() {
		for _, command := range all {
			out, talk, code := run(t, append(slices.Clone(command), "--help", "--lang", language)...)
			name := strings.Join(command, " ")
			switch {
			case code != 0 || talk != "":
				t.Errorf("%s --help: exit %d, %s", name, code, talk)
			case strings.Contains(out, "cli."):
				t.Errorf("%s --help in %s has a text that nobody wrote:\n%s", name, language, out)
			case language == "en":
				english[name] = out
			case out == english[name]:
				t.Errorf("%s --help in %s is the English one", name, language)
			}
		}
	}
}

func TestAFlagErrorIsJSONWhereverItHappens(t *testing.T) {
	for _, command := range commands(t) {
		out, talk, code := run(t, append(slices.Clone(command), "--no-such-flag", "--json")...)
		var answer struct{ Schema string }
		if err := json.Unmarshal([]byte(out), &answer); err != nil || answer.Schema != "latchkey.error/1" || code != 2 || talk != "" {
			t.Errorf("%v: exit %d, %v in %s", command, code, err, out)
		}
	}
}

func TestHelpVersionAndCompletionNeverTouchTheWorld(t *testing.T) {
	for _, args := range [][]string{
		{"version"},
		{"version", "--json"},
		{"help"},
		{"help", "rights", "check"},
		{"rights", "check", "-h"},
		{"completion", "bash"},
		{"completion", "zsh"},
		{"completion", "fish"},
		{"completion", "powershell"},
		{"__complete", "rig"},
		{"__complete", "rights", "recheck", "--max-step", ""},
	} {
		if _, talk, code := run(t, args...); code != 0 {
			t.Errorf("%v: exit %d, %s", args, code, talk)
		}
	}
}

func TestCompletionDescribesCommandsInTheLanguageOfTheSystem(t *testing.T) {
	var out bytes.Buffer
	cli.Run(t.Context(), cli.Program{
		Args: []string{"__complete", "sta"}, Out: &out, Err: &out, Env: func(string) string { return "nl_NL" },
	})
	if !strings.Contains(out.String(), "status\tWie er aangemeld is") {
		t.Errorf("got %s", out.String())
	}
}

var usedKey = regexp.MustCompile(`"(cli\.[a-z_.-]+[a-z_])"`)

func TestEveryTextExistsInEveryLanguage(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range assets.Languages() {
		content, err := os.ReadFile(filepath.Join("..", "..", "assets", "translations", "cli."+language+".json"))
		if err != nil {
			t.Fatal(err)
		}
		texts := map[string]string{}
		if err := json.Unmarshal(content, &texts); err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, match := range usedKey.FindAllStringSubmatch(string(source), -1) {
				key := match[1]
				if texts[key] == "" && texts[key+".one"] == "" && texts[key+".done"] == "" && !strings.HasSuffix(file, "_test.go") {
					t.Errorf("%s: %q has no text in %s", file, key, language)
				}
			}
		}
	}
}
