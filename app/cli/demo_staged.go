package cli

import (
	"context"
	"io"
	"slices"
	"strings"

	"latchkey/assets"
	"latchkey/auth/demoidp"
)

// begin opens the demo's home, furnishes it, and stages the causes.
func (s *demoScene) begin(ctx context.Context, c *call, causes []rehearsal) error {
	options := s.home.options(c, s.stage.open)
	options.Now = s.clock.now
	opened, err := c.Open(options)
	if err != nil {
		return err
	}
	s.jobs = opened
	names := []string{}
	for _, cause := range causes {
		names = append(names, cause.name)
	}
	if err := s.home.furnish(ctx, opened, s.server, names); err != nil {
		return err
	}
	if len(causes) == 0 {
		return nil
	}
	c.say("cli.demo.staging")
	return s.rehearse(ctx, causes)
}

// staged tells what was staged, and how it is found.
func (s *demoScene) staged(causes []rehearsal, w assets.Words) []demoStaged {
	all := []demoStaged{}
	for _, cause := range causes {
		command := "HOME=" + quoted(s.home.person()) + " LATCHKEY_HOME=" + quoted(s.home.folder) + " latchkey why"
		if cause.subject != "" {
			command += " " + quoted(cause.subject)
		}
		all = append(all, demoStaged{Name: cause.name, About: cause.about(w), Finds: cause.finds, Fix: cause.fix, Command: command})
	}
	return all
}

// about says in a sentence what is wrong.
func (r rehearsal) about(w assets.Words) string {
	if key := "fault." + r.name; w.Has(key) {
		return w.Text(key)
	}
	i := slices.IndexFunc(demoidp.Faults(), func(f demoidp.FaultInfo) bool { return f.Name == r.name })
	if i < 0 {
		return r.name
	}
	return demoidp.Faults()[i].Doc
}

// quoted is a word as a shell takes it.
func quoted(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("/._-@:+", r)
	}
	if word != "" && !strings.ContainsFunc(word, func(r rune) bool { return !plain(r) }) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

func writeStaged(out io.Writer, w assets.Words, staged []demoStaged) {
	line(out, "\n%s", w.Text("cli.demo.staged"))
	var commands []string
	rows := [][]string{}
	for _, one := range staged {
		rows = append(rows, []string{"  " + one.Name, one.About})
		if !slices.Contains(commands, one.Command) {
			commands = append(commands, one.Command)
		}
	}
	table(out, rows)
	line(out, "\n%s", w.Text("cli.demo.why"))
	for _, command := range commands {
		line(out, "  %s", command)
	}
	line(out, "\n%s", w.Text("cli.demo.mend"))
}
