package present

import (
	"strings"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

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
		showFolder(backup.Path, w),
		Button{Text: w.Text("present.remove"), Kind: KindText, Action: DoRemoveBackup, Argument: backup.ID})
	return row
}

// DamagedBackup makes the row of a backup whose list cannot be read. Latchkey
// leaves it as it is: its files are there, and a person can look at them.
func DamagedBackup(path string, w assets.Words) BackupRow {
	return BackupRow{
		ID: path, Path: path, Damaged: true, When: w.Text("present.backups.damaged"),
		What: w.Text("present.backups.damaged.text"), Buttons: []Button{showFolder(path, w)},
	}
}

func showFolder(path string, w assets.Words) Button {
	return Button{Text: w.Text("present.show_in_folder"), Kind: KindText, Action: DoShowFolder, Argument: path}
}

// BackupContents says what a backup holds: "SketchUp 2024 · 1 file".
func BackupContents(backup core.BackupAnswer, w assets.Words) string {
	names, seen := []string{}, map[string]bool{}
	for _, item := range backup.Items {
		name := OneLine(item.Label)
		if name == "" {
			name = ItemName(item.What, w)
		}
		if !seen[name] {
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
