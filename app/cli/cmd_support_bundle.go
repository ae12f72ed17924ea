package cli

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"latchkey/app/core"
	"latchkey/app/present"
)

type bundleOptions struct {
	account, output, symptom, subject string
	ticket, dryRun                    bool
}

func newSupportBundleCommand(c *call) *cobra.Command {
	var o bundleOptions
	cmd := &cobra.Command{
		Use: "support-bundle [-o FILE] [--symptom SYMPTOM] [--subject APP|RIGHT] [--ticket]", Args: arguments(0, 0), Annotations: answersJSON(),
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context(), c) },
	}
	addAccountFlag(cmd, &o.account, c)
	flags := cmd.Flags()
	flags.StringVarP(&o.output, "output", "o", "", "")
	flags.StringVar(&o.symptom, "symptom", "", "")
	flags.StringVar(&o.subject, "subject", "", "")
	flags.BoolVar(&o.ticket, "ticket", false, "")
	flags.BoolVar(&o.dryRun, "dry-run", false, "")
	valueName(cmd, "output", "FILE")
	valueName(cmd, "symptom", "SYMPTOM")
	valueName(cmd, "subject", "APP|RIGHT")
	completeFlag(cmd, "symptom", c.completeSymptomFlag)
	completeFlag(cmd, "subject", c.completeSubjectFlag)
	return cmd
}

// writes says whether a file is to be written: --json alone, --ticket and
// --dry-run only show.
func (o bundleOptions) writes(c *call) bool {
	return !o.ticket && !o.dryRun && (!c.globals.json || o.output != "" || c.globals.yes)
}

func (o bundleOptions) run(ctx context.Context, c *call) error {
	switch {
	case o.output == "-":
		return &usageError{key: "zip_to_stdout", command: "latchkey support-bundle", list: "latchkey support-bundle --json"}
	case o.ticket && o.output != "":
		return &usageError{key: "not_together", pairs: []any{"one", "--ticket", "other", "--output"}, command: "latchkey support-bundle"}
	}
	if o.writes(c) {
		if err := c.mayAsk(); err != nil {
			return err
		}
	}
	opened, err := c.core()
	if err != nil {
		return err
	}
	if err := c.knowsAccount(ctx, opened, o.account); err != nil {
		return err
	}
	report, err := o.report(ctx, c, opened)
	if err != nil {
		return err
	}
	switch {
	case o.ticket:
		return c.answer(ticketAnswer{Schema: "latchkey.ticket/1", Text: report.Ticket}, func(out io.Writer) {
			line(out, "%s", strings.TrimRight(report.Ticket, "\n"))
		})
	case !o.writes(c) && c.globals.json:
		return c.answer(report.JSON, nil)
	case !o.writes(c):
		return c.answer(nil, func(out io.Writer) { writeReport(out, c, report) })
	}
	return o.save(ctx, c, opened, report)
}

// ticketAnswer is latchkey.ticket/1: one page of text for a help desk's form.
type ticketAnswer struct {
	Schema string `json:"schema"`
	Text   string `json:"text"`
}

// report makes the bundle; the names that it is about are checked first, or a
// mistyped one would be a bundle about everything.
func (o bundleOptions) report(ctx context.Context, c *call, opened *core.Core) (core.ReportAnswer, error) {
	ctx, cancel := c.within(ctx, usualTimeout)
	defer cancel()
	if o.symptom != "" {
		known := guideOptions{words: o.symptom}
		found, err := known.find(ctx, c, opened)
		if err != nil {
			return core.ReportAnswer{}, err
		}
		if len(found.Symptoms) != 1 {
			return core.ReportAnswer{}, &core.UnknownSymptomError{ID: present.OneLine(o.symptom)}
		}
		o.symptom = found.Symptoms[0].ID
	}
	if _, err := opened.Subject(ctx, core.WhyOptions{Subject: o.subject, Account: o.account}); err != nil {
		return core.ReportAnswer{}, whyOptions{subject: o.subject}.nearestSubject(ctx, opened, err)
	}
	if !c.globals.json {
		c.say("cli.bundle.looking")
	}
	return opened.SupportReport(ctx, core.ReportOptions{
		Account: o.account, Symptom: o.symptom, Subject: o.subject, Language: c.language(),
	})
}

// save shows all of it, asks, and writes.
func (o bundleOptions) save(ctx context.Context, c *call, opened *core.Core, report core.ReportAnswer) error {
	path, err := o.path(c)
	if err != nil {
		return err
	}
	if !c.globals.yes {
		if err := c.showPages(ctx, func(out io.Writer) { writeReport(out, c, report) }); err != nil {
			return err
		}
	}
	if err := c.confirm(ctx, c.words().Text("cli.bundle.write", "file", path)); err != nil {
		return err
	}
	writing, cancel := c.within(ctx, usualTimeout)
	defer cancel()
	answer, err := opened.WriteSupportBundle(writing, report, path)
	if err != nil {
		return err
	}
	return c.answer(answer, func(out io.Writer) {
		line(out, "%s", c.words().Text("cli.bundle.written", "file", answer.Path, "size", present.Size(answer.Size, c.words())))
		for _, name := range answer.Files {
			line(out, "  %s", name)
		}
		line(out, "%s", c.words().Text("cli.bundle.hand_on"))
	})
}

// path is where the zip goes: -o, with the usual name in a folder; without it
// the current folder.
func (o bundleOptions) path(c *call) (string, error) {
	name := "latchkey-support-" + c.Now().Format("20060102-1504") + ".zip"
	path := o.output
	if path == "" {
		path = name
	} else if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, name)
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return path, nil // it is only for showing where
	}
	return absolute, nil
}

func (c *call) completeSymptomFlag(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return c.completeSymptoms(cmd, nil, typed)
}

func (c *call) completeSubjectFlag(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return c.completeSubjects(cmd, nil, typed)
}
