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
	Backup   *core.BackupReference // the reset's backup, or what an undo put aside
	Undone   bool
	SignedIn bool // the state afterwards
	At       time.Time
}

// Result makes the page after a reset or an undo.
func Result(in ResultInput, now time.Time, w assets.Words) ResultView {
	key := "present.result.reset"
	if in.Undone {
		key = "present.result.undo"
	}
	view := ResultView{Header: Header{
		Sign: &Sign{Icon: "state-good", Tone: ToneGood}, Title: w.Text(key), Sentence: w.Text(key + ".sentence"),
	}}
	lines := []string{}
	for _, result := range in.Results {
		row := ResultLine(result, w)
		view.Rows = append(view.Rows, row)
		lines = append(lines, strings.TrimSpace(row.Text+"  "+row.Path+"  "+row.Caption))
		if result.Result == "failed" {
			view.Header.Sign = &Sign{Icon: "state-warn", Tone: ToneWarn}
			view.Header.Title, view.Header.Sentence = w.Text(key+".partly"), w.Text(key+".partly.sentence")
		}
	}
	view.CopyText = strings.Join(lines, "\n")
	if !in.SignedIn {
		view.Header.Buttons = []Button{{Text: w.Text("present.sign_in"), Icon: "sign-in", Kind: KindAccent, Action: DoSignIn}}
	}
	copyReport := Button{Text: w.Text("present.copy_report"), Icon: "copy", Kind: KindSecondary, Action: DoCopy, Argument: view.CopyText}
	if in.Backup == nil {
		view.Foot = []Button{copyReport}
		return view
	}
	view.FootHead, view.FootText = w.Text(key+".foot"), w.Text(key+".foot.text")
	view.FootNote = w.Text("present.result.kept_until", "date", Date(in.At.Add(backupAge), now, w))
	view.Foot = []Button{
		{Text: w.Text("present.show_backup_folder"), Icon: "folder", Kind: KindSecondary, Action: DoShowFolder, Argument: in.Backup.Path},
		copyReport,
	}
	undo := Button{Text: w.Text("present.undo"), Icon: "undo", Kind: KindSecondary, Action: DoUndo, Argument: in.Backup.ID}
	view.Header.Buttons = append([]Button{undo}, view.Header.Buttons...)
	return view
}

// backupAge is how long core keeps a backup.
const backupAge = 30 * 24 * time.Hour

// ResultLine makes the row of one item: what became of it.
func ResultLine(result core.ItemResult, w assets.Words) ResultRow {
	row := ResultRow{Path: result.Path, Caption: ResultDetail(result.Detail, w)}
	name := ItemName(result.What, w)
	switch result.Result {
	case "done":
		row.Sign = Sign{Icon: "state-good", Tone: ToneGood}
	case "skipped":
		row.Sign, row.Right = Sign{Icon: "state-skipped"}, w.Text("present.result.skipped")
	default:
		row.Sign, row.Right = Sign{Icon: "state-bad", Tone: ToneBad}, w.Text("present.result.failed")
	}
	row.Text = w.Text("present.result.item."+result.Result, "name", name)
	return row
}

// ResultDetail turns the code of an item's detail into words; text that is no
// code (a path, a system's reason) is shown as it is.
func ResultDetail(detail string, w assets.Words) string {
	for _, prefix := range []string{"present.detail.", "present.note."} {
		if w.Has(prefix + detail) {
			return w.Text(prefix + detail)
		}
	}
	if w.Has("problem." + detail + ".title") {
		return core.ProblemText(detail, w).Title
	}
	return OneLine(detail)
}
