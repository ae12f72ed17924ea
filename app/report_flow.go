package app

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"latchkey/app/core"
	"latchkey/app/present"
)

// reportState is a support report that was made, and perhaps written.
type reportState struct {
	answer  core.ReportAnswer
	path    string // where it would be written
	file    string // the one that is being read
	written *core.BundleAnswer
}

// makeReport makes the report about where the person is, and writes nothing.
func (w *Window) makeReport() {
	t := &w.trouble
	options := core.ReportOptions{Account: w.accountID(), Known: t.answer, Language: w.words.Language()}
	if t.guided != nil {
		options.Symptom = t.guided.symptom
		if options.Known == nil {
			options.Known = t.guided.answer.Known
		}
	}
	if t.why != nil && t.why.answer != nil {
		options.Subject, options.Symptom = t.why.subject, t.why.answer.Symptom
	}
	path := filepath.Join(w.deps.SaveFolder(), "latchkey-support-"+w.deps.Now().Format("20060102-1504")+".zip")
	w.lookAt(glance{what: lookReport, look: func(ctx context.Context, _ func(core.CheckAnswer)) (func(), error) {
		answer, err := w.deps.Jobs.SupportReport(ctx, options)
		return func() { t.report = &reportState{answer: answer, path: path} }, err
	}})
}

func (w *Window) showReportFile(name string) {
	if w.trouble.report != nil {
		w.trouble.report.file = name
		w.render()
	}
}

// saveReport writes the very report that is shown.
func (w *Window) saveReport() {
	report := w.trouble.report
	if report == nil || strings.TrimSpace(report.path) == "" {
		return
	}
	path := inHome(strings.TrimSpace(report.path))
	w.problem = nil
	w.deps.Background(func() {
		written, err := w.deps.Jobs.WriteSupportBundle(w.ctx, report.answer, path)
		w.deps.OnUI(func() {
			switch {
			case w.closed:
				return
			case err != nil:
				w.retry = w.saveReport
				w.fail(err)
			default:
				report.written = &written
			}
			w.render()
		})
	})
}

// inHome reads a path as people type it: "~" and a bare name are in their own folder.
func inHome(path string) string {
	home, err := os.UserHomeDir()
	if err != nil || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(home, strings.TrimPrefix(path, "~"))
}

// saveFolder is where a person finds a file again: documents or downloads, where
// there are such folders, else their own folder.
func saveFolder() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return os.TempDir()
	}
	for _, name := range []string{"Documents", "Documenten", "Downloads"} {
		folder := filepath.Join(home, name)
		if info, err := os.Stat(folder); err == nil && info.IsDir() {
			return folder
		}
	}
	return home
}

// reportScreen is the report to read, or one of its files.
func (w *Window) reportScreen() screen {
	report := w.trouble.report
	for _, file := range report.answer.Files {
		if file.Name == report.file {
			return w.textScreen("report/file/"+file.Name, present.ReportFile(file, w.words))
		}
	}
	page := reportPage{ReportView: present.Report(present.ReportInput{Answer: report.answer, Written: report.written}, w.words), Path: report.path}
	page.Banner = w.topBanner(page.Banner)
	return named(w, "report", page, w.reportView)
}

// reportPage is the report with the path that was typed.
type reportPage struct {
	present.ReportView
	Path string
}

// reportingScreen is shown while the report is being made.
func (w *Window) reportingScreen() screen {
	view := workingPage{
		Header: present.Header{
			Title: w.words.Text("window.reporting"), Sentence: w.words.Text("window.reporting.sentence"),
			Buttons: []present.Button{{Text: w.words.Text("present.cancel"), Kind: present.KindSecondary, Action: present.DoCancel}},
		},
		Text: w.words.Text("window.working"),
	}
	return named(w, "reporting", view, workingView)
}
