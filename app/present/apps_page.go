package present

import (
	"strings"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// AppsInput is what the page Apps knows.
type AppsInput struct {
	Status  core.StatusAnswer
	Backups []core.BackupAnswer
}

// Apps makes the page Apps: Latchkey's own session, and the backups.
func Apps(in AppsInput, now time.Time, w assets.Words) AppsView {
	own := ownApp(in.Status, now, w)
	view := AppsView{
		Header:      Header{Title: w.Text("present.apps.title"), Sentence: w.Text("present.apps.sentence")},
		Rows:        []AppRow{own},
		BackupsHead: w.Text("present.backups.title"),
		BackupsNote: w.Text("present.backups.kept"),
		NoBackups:   w.Text("present.backups.none"),
	}
	view.Header.Buttons = []Button{{
		Text: w.Text("present.reset_session"), Kind: KindAccent, Action: DoResetSession, Disabled: !own.CanReset,
	}}
	if !own.CanReset {
		view.Header.Buttons[0].Kind = KindSecondary
	}
	for _, backup := range in.Backups {
		view.Backups = append(view.Backups, Backup(backup, now, w))
	}
	return view
}

func ownApp(status core.StatusAnswer, now time.Time, w assets.Words) AppRow {
	row := AppRow{
		ID: "latchkey", Name: "Latchkey", Path: status.SessionFile.Path,
		Status: SessionPill(status.State, false, w), CanReset: status.SessionFile.State != "missing" || status.State != core.StateSignedOut,
	}
	row.State = w.Text("present.apps.own." + string(status.State))
	if account := MainAccount(status.Accounts); account != nil && status.State == core.StateSignedIn {
		row.State = w.Text("present.apps.signed_in_at", "time", Moment(account.SignedInAt.Time, now, w))
		row.Status.Text = w.Text("present.pill.signed_in")
	}
	return row
}

// Backup makes the row of one backup; one that was put back already says so and
// offers only its folder and its removal.
func Backup(backup core.BackupAnswer, now time.Time, w assets.Words) BackupRow {
	row := BackupRow{
		ID: backup.ID, When: MomentShort(backup.CreatedAt.Time, now, w), What: BackupContents(backup, w), Path: backup.Path,
	}
	if !backup.Restored {
		row.Buttons = append(row.Buttons, Button{
			Text: w.Text("present.put_back"), Icon: "undo", Kind: KindSecondary, Action: DoUndo, Argument: backup.ID,
		})
	}
	row.Buttons = append(row.Buttons,
		Button{Text: w.Text("present.show_in_folder"), Kind: KindText, Action: DoShowFolder, Argument: backup.Path},
		Button{Text: w.Text("present.remove"), Kind: KindText, Action: DoRemoveBackup, Argument: backup.ID})
	return row
}

// BackupContents says what a backup holds: "Latchkey session · 2 files".
func BackupContents(backup core.BackupAnswer, w assets.Words) string {
	names, seen := []string{}, map[string]bool{}
	for _, item := range backup.Items {
		if name := ItemName(item.What, w); !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	parts := []string{w.Plural("present.backups.files", len(backup.Items))}
	if len(names) > 0 {
		parts = append([]string{strings.Join(names, ", ")}, parts...)
	}
	if backup.Restored {
		parts = append(parts, w.Text("present.backups.restored"))
	}
	return strings.Join(parts, " · ")
}
