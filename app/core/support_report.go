package core

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"latchkey/app/doctor"
	"latchkey/app/report"
	"latchkey/assets"
	"latchkey/session"
)

// reportPatience bounds what a report looks up beside the doctor.
const reportPatience = 10 * time.Second

// SupportReport makes a support bundle, and writes nothing. It runs the doctor
// where o.Known has no answer of it; what cannot be found out is told by a
// problem's code. Errors: ctx's.
func (c *Core) SupportReport(ctx context.Context, o ReportOptions) (ReportAnswer, error) {
	d, found, err := c.knownOrExamined(ctx, &o)
	if err != nil {
		return ReportAnswer{}, err
	}
	looking, cancel := context.WithTimeout(ctx, reportPatience)
	defer cancel()
	key, err := c.reportKey()
	if err != nil {
		return ReportAnswer{}, fmt.Errorf("make a support report: %w", err)
	}
	b := &bundler{core: c, d: d, ctx: looking, options: o, around: c.lookAround(looking, d)}
	for _, check := range found.Checks {
		b.evidence = append(b.evidence, check.Saw)
	}
	b.make = report.NewMaker(b.known(key))
	made := b.report(found)
	if err := ctx.Err(); err != nil {
		return ReportAnswer{}, fmt.Errorf("make a support report: %w", err)
	}
	words := assets.In(o.Language)
	files, err := report.Files(made, words)
	if err != nil {
		return ReportAnswer{}, err
	}
	answer := ReportAnswer{Ticket: report.Ticket(made, words), key: key, made: made.Made}
	for _, file := range files {
		answer.Files = append(answer.Files, ReportFile(file))
		if file.Name == "report.json" {
			answer.JSON = json.RawMessage(file.Content)
		}
	}
	return answer, nil
}

// knownOrExamined gives the checks that have just run, or runs them.
func (c *Core) knownOrExamined(ctx context.Context, o *ReportOptions) (*diagnosis, DoctorAnswer, error) {
	options := DoctorOptions{Account: o.Account}
	if about, err := c.subjectOf(ctx, WhyOptions{Subject: o.Subject, Account: o.Account}); err == nil {
		options.subject = about
	}
	if o.Known != nil {
		return newDiagnosis(c, options), *o.Known, nil
	}
	begun := c.Now()
	result, d, err := c.examine(ctx, options, nil)
	if err != nil {
		return d, DoctorAnswer{}, err
	}
	answer := DoctorAnswer{Changed: c.changedSince(d)}
	answer.fill(result, d)
	answer.ElapsedSeconds = c.Now().Sub(begun).Seconds()
	return d, answer, nil
}

// reportKey is the key of this computer's pseudonyms: the one that is kept, or a
// new one, which WriteSupportBundle keeps. One that cannot be read is not used.
func (c *Core) reportKey() ([]byte, error) {
	if key, err := session.ReadOwn(c.reportKeyFile(), report.KeySize); err == nil && len(key) == report.KeySize {
		return key, nil
	}
	key := make([]byte, report.KeySize)
	if _, err := io.ReadFull(c.Random, key); err != nil {
		return nil, fmt.Errorf("make a key of pseudonyms: %w", err)
	}
	return key, nil
}

func (c *Core) reportKeyFile() string { return filepath.Join(c.Deps.Paths.State, "report.key") }

// bundler turns what core knows into a report.
type bundler struct {
	core    *Core
	d       *diagnosis
	ctx     context.Context //nolint:containedctx // of one report
	options ReportOptions
	around  surroundings
	// evidence is what the checks saw, and what is other than before.
	evidence []doctor.Evidence
	make     *report.Maker
}

func (b *bundler) report(found DoctorAnswer) report.Report {
	m := b.make
	r := report.Report{
		Made: report.At(b.core.Now()),
		Program: report.Program{
			Version: report.VersionOf(shortVersion(b.core.Version)), System: m.Code(runtime.GOOS), Machine: m.Code(runtime.GOARCH),
		},
		Asked:  report.Asked{Symptom: m.Code(b.options.Symptom), Language: m.Code(assets.In(b.options.Language).Language())},
		Doctor: b.doctor(found), Changed: b.changes(found.Changed), Activity: b.activity(),
		Apps: b.apps(), Browsers: b.browsers(), Backups: b.backups(), Network: b.network(), Rights: b.rights(), Provider: b.provider(),
	}
	about := b.d.options.subject.answer()
	r.Asked.Kind = m.Code(about.Kind)
	if about.Kind == "app" {
		r.Asked.App = m.App(about.ID)
	}
	r.Status, r.SessionFile, r.Storage = b.status()
	return r
}

// doctor converts the checks.
func (b *bundler) doctor(found DoctorAnswer) report.Doctor {
	m := b.make
	answer := report.Doctor{
		Worst: m.Code(found.Worst), Result: m.Code(found.Result), Took: report.Seconds(found.ElapsedSeconds),
		Chain: []report.Link{}, Checks: []report.Check{},
	}
	var ran doctor.Report
	for _, check := range found.Checks[:min(len(found.Checks), 200)] {
		answer.Checks = append(answer.Checks, b.check(check))
		ran.Results = append(ran.Results, doctor.Result{
			ID: check.ID, Link: doctor.Link(check.Link), HiddenBy: check.HiddenBy,
			Finding: doctor.Finding{Verdict: doctor.Verdict(check.Result), Code: check.ProblemCode},
		})
	}
	for _, link := range ran.Links() {
		one := report.Link{Link: m.Code(string(link.Link)), State: m.Code(string(link.State))}
		if link.By != nil {
			one.Check = m.Code(link.By.ID)
		}
		answer.Chain = append(answer.Chain, one)
	}
	if worst := found.Find(found.Worst); worst != nil {
		answer.Problem, answer.Broken = m.Code(worst.ProblemCode), m.Code(worst.Link)
		if worst.Fix != nil {
			answer.Fix = m.Code(worst.Fix.ID)
		}
	}
	return answer
}

func (b *bundler) check(check CheckAnswer) report.Check {
	m := b.make
	answer := report.Check{
		ID: m.Code(check.ID), Link: m.Code(check.Link), Result: m.Code(check.Result), Problem: m.Code(check.ProblemCode),
		Evidence: m.Code(check.EvidenceCode), HiddenBy: m.Code(check.HiddenBy), At: report.At(check.At.Time),
		Took: report.Seconds(check.TookSeconds), Values: []report.Named{},
	}
	if check.Fix != nil {
		answer.Fix = m.Code(check.Fix.ID)
	}
	for name, value := range check.Saw.Values {
		answer.Values = append(answer.Values, report.Named{
			Name: m.Code(name), Kind: m.Code(string(value.Kind)), Value: m.Value(string(value.Kind), value.Text),
		})
	}
	slices.SortFunc(answer.Values, func(a, b report.Named) int { return cmpText(a.Name, b.Name, a.Value.Code, b.Value.Code) })
	answer.Values = answer.Values[:min(len(answer.Values), 12)]
	return answer
}

func (b *bundler) changes(list []ChangedAnswer) []report.Change {
	m, changes := b.make, []report.Change{}
	for _, change := range list[:min(len(list), 50)] {
		changes = append(changes, report.Change{
			What: m.Code(change.What), Before: m.Value(string(change.BeforeValue.Kind), change.BeforeValue.Text),
			After: m.Value(string(change.AfterValue.Kind), change.AfterValue.Text), Since: report.At(change.Since.Time),
		})
	}
	return changes
}
