package present

import (
	"strings"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// ResultInput is what the page after a reset or an undo knows.
type ResultInput struct {
	Results  []core.ItemResult
	Plan     core.ResetPlan        // of a reset: what the results belong to
	Backup   *core.BackupReference // the reset's backup, or what an undo put aside
	Apps     *core.AppsAnswer      // how the apps are now, for the steps that are left; nil: not known
	Undone   bool
	SignedIn bool // the state afterwards
	At       time.Time
	KeepDays int // how long backups are kept; 0: 30
}

// Result makes the page after a reset or an undo.
func Result(in ResultInput, now time.Time, w assets.Words) ResultView {
	view := ResultView{Header: resultHeader(in, w)}
	var lines []string
	for _, result := range in.Results {
		row := in.row(result, w)
		view.Rows = append(view.Rows, row)
		lines = append(lines, strings.TrimSpace(row.Text+"  "+row.Path+"  "+row.Caption))
	}
	view.CopyText = strings.Join(lines, "\n")
	if view.Next = in.next(w); len(view.Next) > 0 {
		view.NextHead = w.Text("present.result.next")
	}
	view.Retry = in.leftScopes()
	switch {
	case len(view.Retry) > 0:
		view.Header.Buttons = []Button{{Text: w.Text("present.try_again"), Icon: "refresh", Kind: KindAccent, Action: DoResetAgain}}
	case in.SignedIn && in.ofBrowsers():
		view.Header.Buttons = []Button{{
			Text: w.Text("present.browsers.again"), Icon: "sign-in", Kind: KindAccent, Action: DoRecheckFurther, Argument: core.StepBrowserCookies,
		}}
	case !in.SignedIn && in.touchesSession():
		view.Header.Buttons = []Button{{Text: w.Text("present.sign_in"), Icon: "sign-in", Kind: KindAccent, Action: DoSignIn}}
	}
	in.foot(&view, now, w)
	return view
}

// foot offers the way back, and the report.
func (in ResultInput) foot(view *ResultView, now time.Time, w assets.Words) {
	copyReport := Button{Text: w.Text("present.copy_report"), Icon: "copy", Kind: KindSecondary, Action: DoCopy, Argument: view.CopyText}
	if in.Backup == nil {
		view.Foot = []Button{copyReport}
		return
	}
	key := in.key()
	view.FootHead, view.FootText = w.Text(key+".foot"), w.Text(key+".foot.text")
	if !in.Undone && !in.touchesSession() {
		view.FootText = w.Text(key + ".foot.apps")
	}
	kept := time.Duration(keepDays(in.KeepDays)) * 24 * time.Hour
	view.FootNote = w.Text("present.result.kept_until", "date", Date(in.At.Add(kept), now, w))
	view.Foot = []Button{
		{Text: w.Text("present.show_backup_folder"), Icon: "folder", Kind: KindSecondary, Action: DoShowFolder, Argument: in.Backup.Path},
		copyReport,
	}
	undo := Button{Text: w.Text("present.undo"), Icon: "undo", Kind: KindSecondary, Action: DoUndo, Argument: in.Backup.ID}
	view.Header.Buttons = append([]Button{undo}, view.Header.Buttons...)
}

// ofBrowsers says whether the reset was about browsers alone.
func (in ResultInput) ofBrowsers() bool {
	return !in.Undone && planKind(in.Plan.Scopes) == core.ScopeBrowser
}

func (in ResultInput) key() string {
	switch {
	case in.Undone:
		return "present.result.undo"
	case in.ofBrowsers():
		return "present.result.browser"
	}
	return "present.result.reset"
}

// resultHeader says in one line what came of it.
func resultHeader(in ResultInput, w assets.Words) Header {
	key, names := in.key(), in.doneNames()
	header := Header{Sign: &Sign{Icon: "state-good", Tone: ToneGood}, Title: w.Text(key), Sentence: w.Text(key + ".sentence")}
	switch {
	case in.failed() || len(in.leftScopes()) > 0:
		header.Sign = &Sign{Icon: "state-warn", Tone: ToneWarn}
		header.Title, header.Sentence = w.Text(key+".partly"), w.Text(key+".partly.sentence")
	case !in.Undone && planKind(in.Plan.Scopes) == planOfApps && len(names) > 0:
		header.Title = w.Plural("present.result.apps", len(names))
		header.Sentence = in.whatNow(names, w)
	}
	return header
}

// whatNow says what the person does after a reset of apps.
func (in ResultInput) whatNow(names []string, w assets.Words) string {
	apps := names
	if in.touchesSession() {
		apps = names[:len(names)-1] // Latchkey is the last
	}
	switch {
	case len(apps) == 0:
		return w.Text("present.result.reset.sentence")
	case in.touchesSession() && !in.SignedIn:
		return w.Text("present.result.apps.both", "apps", Names(apps, w))
	}
	return w.Text("present.result.apps.start", "apps", Names(apps, w))
}

func (in ResultInput) failed() bool {
	for _, result := range in.Results {
		if result.Result == "failed" {
			return true
		}
	}
	return false
}
