package cli

import (
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"latchkey/assets"
)

// walk visits every command of the tree.
func walk(cmd *cobra.Command, visit func(*cobra.Command)) {
	visit(cmd)
	for _, child := range cmd.Commands() {
		walk(child, visit)
	}
}

func newTestRoot() *cobra.Command {
	return newRoot(newCall(Program{Env: func(string) string { return "" }}))
}

// The contract promises --json for every command that answers; these print a
// script, a help text, or nothing.
var withoutJSON = []string{"latchkey completion", "latchkey help", "latchkey network remove", "latchkey session"}

func TestEveryCommandThatAnswersTakesJSON(t *testing.T) {
	walk(newTestRoot(), func(cmd *cobra.Command) {
		promised := !slices.Contains(withoutJSON, cmd.CommandPath())
		if has := cmd.Annotations[jsonMark] != ""; has != promised {
			t.Errorf("%s: --json is %t, promised is %t", cmd.CommandPath(), has, promised)
		}
	})
}

func TestEveryCommandAndFlagIsDescribedInEveryLanguage(t *testing.T) {
	for _, language := range assets.Languages() {
		words := assets.In(language)
		walk(newTestRoot(), func(cmd *cobra.Command) {
			if key := helpKey(cmd) + ".short"; !words.Has(key) {
				t.Errorf("%s has no text in %s", key, language)
			}
			cmd.Flags().VisitAll(func(flag *pflag.Flag) {
				if text := flagHelp(cmd, flag, words); strings.HasPrefix(text, "cli.") {
					t.Errorf("%s --%s has no text in %s", cmd.CommandPath(), flag.Name, language)
				}
			})
		})
	}
}

// The commands of this version, to the letter of the contract: adding is a
// decision, and so is a command that disappears.
func TestTheTreeIsTheContract(t *testing.T) {
	want := strings.Fields(`accounts accounts:default accounts:forget accounts:list activity apps apps:list apps:show backups backups:list backups:remove
		backups:show browsers browsers:list browsers:show completion demo doctor guide help network network:ca network:certificate network:proxy
		network:remove network:remove:ca network:remove:certificate network:remove:proxy network:show paths providers providers:add providers:list providers:remove providers:show
		providers:test reset rights rights:check rights:clear rights:history rights:list rights:prepare rights:recheck session session:show session:verify
		settings settings:get settings:list settings:set settings:unset sign-in sign-out status support-bundle token undo version why`)
	var got []string
	walk(newTestRoot(), func(cmd *cobra.Command) {
		if path := strings.TrimPrefix(cmd.CommandPath(), "latchkey"); path != "" {
			got = append(got, strings.ReplaceAll(strings.TrimSpace(path), " ", ":"))
		}
	})
	slices.Sort(got)
	if !slices.Contains(got, "help") { // cobra adds it only when a command runs
		got = append(got, "help")
		slices.Sort(got)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

// Every command is made at every start: that must stay far below what a process costs.
func BenchmarkTree(b *testing.B) {
	for b.Loop() {
		newTestRoot()
	}
}
