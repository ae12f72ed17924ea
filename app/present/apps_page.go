package present

import (
	"strconv"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// AppsInput is what the page Apps knows.
type AppsInput struct {
	Status    core.StatusAnswer
	Apps      *core.AppsAnswer // nil: not looked for yet
	Failed    bool             // the look failed: nothing is known of the apps
	Community bool             // the settings count entries that no vendor stands behind among the others
	Chosen    map[string]bool  // scopes that the person ticked or unticked
	Backups   []core.BackupAnswer
	Damaged   []string // folders or manifests of backups that cannot be read
	KeepDays  int      // how long backups are kept; 0: 30
}

// Apps makes the page Apps: the modeling apps found on this computer, Latchkey's
// own session, and the backups.
func Apps(in AppsInput, now time.Time, w assets.Words) AppsView {
	view := AppsView{
		Header:      Header{Title: w.Text("present.apps.title"), Sentence: w.Text("present.apps.sentence")},
		Loading:     in.Apps == nil && !in.Failed,
		BackupsHead: w.Text("present.backups.title"),
		BackupsNote: w.Plural("present.backups.kept", keepDays(in.KeepDays)),
		NoBackups:   w.Text("present.backups.none"),
	}
	ticks := TicksOf(in)
	view.Header.Buttons = []Button{resetButton(len(ticks.Scopes(in)), w)}
	if view.Loading {
		view.Header.Buttons = []Button{resetButton(0, w)}
	}
	for _, damaged := range in.Damaged {
		view.Backups = append(view.Backups, DamagedBackup(damaged, w))
	}
	for _, backup := range in.Backups {
		view.Backups = append(view.Backups, Backup(backup, now, w))
	}
	if view.Loading {
		return view
	}
	if in.Apps == nil {
		view.Rows = []AppRow{ownRow(in.Status, ticks, now, w)}
		return view
	}
	if len(ticks) == 0 {
		view.Header.Sentence = w.Text("present.apps.sentence.nothing")
	}
	view.Banner = catalogueBanner(in.Apps.Problems, w)
	view.Rows = append(appRows(in.Apps.Apps, ticks, now, w), ownRow(in.Status, ticks, now, w))
	known := Button{Text: w.Text("present.apps.known"), Kind: KindSecondary, Action: DoKnownApps}
	if len(in.Apps.Apps) == 0 {
		view.Empty = &Empty{
			Sign: Sign{Icon: "apps"}, Title: w.Text("present.apps.none"), Text: w.Text("present.apps.none.text"), Button: &known,
		}
		return view
	}
	view.More = &Link{Icon: "search", Text: w.Text("present.apps.missing"), Caption: w.Text("present.apps.missing.caption"), Action: DoKnownApps}
	return view
}

// resetButton is the page's one button. With nothing ticked it is gray, and the
// page's sentence says that something must be ticked.
func resetButton(n int, w assets.Words) Button {
	button := Button{Text: w.Plural("present.apps.reset", n), Kind: KindAccent, Action: DoResetTicked}
	if n == 0 {
		button.Text, button.Kind, button.Disabled = w.Text("present.apps.reset.none"), KindSecondary, true
	}
	return button
}

// catalogueBanner tells that descriptions of apps cannot be used.
func catalogueBanner(problems []core.AppProblem, w assets.Words) *Banner {
	if len(problems) == 0 {
		return nil
	}
	first := problems[0]
	where := OneLine(first.File)
	if first.Line > 0 {
		where += ":" + strconv.Itoa(first.Line)
	}
	if first.Key != "" {
		where += ", " + OneLine(first.Key)
	}
	reason := OneLine(core.ReasonText(first.Reason, w))
	if where != "" {
		reason = where + ": " + reason
	}
	banner := &Banner{
		Tone: ToneWarn, Icon: "state-warn", Strong: w.Plural("present.apps.problems", len(problems)), Text: Stop(reason),
	}
	if first.File != "" {
		banner.Button = &Button{
			Text: w.Text("present.show_in_folder"), Kind: KindSecondary, Action: DoShowFolder, Argument: first.File,
		}
	}
	return banner
}

func keepDays(days int) int {
	if days <= 0 {
		return 30
	}
	return days
}
