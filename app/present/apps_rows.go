package present

import (
	"path"
	"strings"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// AppLabel is what a person calls one version of an app: "SketchUp 2021".
func AppLabel(app core.AppAnswer) string {
	return strings.TrimSpace(OneLine(app.Name) + " " + OneLine(app.Version))
}

// appRows makes the rows of the apps: an app of which several versions, or one
// version in several places, were found has a head of its own.
func appRows(apps []core.AppAnswer, ticks Ticks, now time.Time, w assets.Words) []AppRow {
	var rows []AppRow
	done := map[string]bool{}
	for _, app := range apps {
		if done[app.ID] {
			continue
		}
		done[app.ID] = true
		members := versionsOf(apps, app.ID)
		if len(members) == 1 {
			rows = append(rows, appRow(app, AppLabel(app), ticks, now, w))
			continue
		}
		rows = append(rows, groupHead(members, ticks, w))
		for _, member := range members {
			name := OneLine(member.Version)
			if name == "" {
				name = OneLine(member.Name)
			}
			row := appRow(member, name, ticks, now, w)
			row.Indent = true
			rows = append(rows, row)
		}
	}
	return rows
}

func versionsOf(apps []core.AppAnswer, id string) []core.AppAnswer {
	var members []core.AppAnswer
	for _, app := range apps {
		if app.ID == id {
			members = append(members, app)
		}
	}
	return members
}

func groupHead(members []core.AppAnswer, ticks Ticks, w assets.Words) AppRow {
	row := AppRow{
		ID: "group:" + members[0].ID, Head: true, Name: OneLine(members[0].Name),
		Fact: w.Plural("present.apps.versions", len(members)),
	}
	var boxes []string // also those that cannot be ticked now
	for _, member := range members {
		if member.Reset == resetByFile {
			boxes = append(boxes, member.Scope)
		}
		if _, can := ticks[member.Scope]; can {
			row.Scopes = append(row.Scopes, member.Scope)
		}
	}
	on := ticks.count(boxes)
	row.Full, row.Locked = on > 0 && on == len(row.Scopes), len(row.Scopes) == 0
	switch {
	case len(boxes) == 0:
	case on == 0:
		row.Tick = TickOff
	case on == len(boxes):
		row.Tick = TickOn
	default:
		row.Tick = TickSome
	}
	return row
}

// How a sign-in is reset, as core says it.
const (
	resetByFile = "file"
	resetInApp  = "in_app"
	resetByWeb  = "web"
)

// appRow makes the row of one version in one place.
func appRow(app core.AppAnswer, name string, ticks Ticks, now time.Time, w assets.Words) AppRow {
	row := AppRow{ID: app.Scope, Name: name, State: appState(app, now, w), Status: appStatus(app, w), Caption: appCaption(app, w)}
	if shown := leadingPath(app); shown != nil && shown.Exists {
		row.Path = shown.Path
	}
	if app.Reset != resetByFile {
		if len(app.Steps) > 0 {
			row.Status, row.Button = Pill{}, stepsButton(app, w)
		}
		return row
	}
	if isAfterReset(app) && !app.Running && len(stepsOf(app, "after")) > 0 {
		row.Status, row.Button = Pill{}, stepsButton(app, w)
	}
	_, can := ticks[app.Scope]
	row.Tick, row.Locked = ticks.of(app.Scope), !can
	row.Full, row.Scopes = ticks[app.Scope], []string{app.Scope}
	return row
}

func stepsButton(app core.AppAnswer, w assets.Words) *Button {
	return &Button{Text: w.Text("present.show_steps"), Kind: KindSecondary, Action: DoShowSteps, Argument: app.Scope}
}

// isAfterReset says whether an app was reset and nobody has signed in to it since.
func isAfterReset(app core.AppAnswer) bool {
	shown := leadingPath(app)
	return app.LastReset != nil && !app.LastReset.Undone && (shown == nil || !shown.Exists)
}

// stepsOf are an app's steps of one time: before, instead or after.
func stepsOf(app core.AppAnswer, when string) []core.StepAnswer {
	var steps []core.StepAnswer
	for _, step := range app.Steps {
		if step.When == when {
			steps = append(steps, step)
		}
	}
	return steps
}

// leadingPath is the file that a line about the app speaks of: a session that is
// there, else anything that is there, else the first.
func leadingPath(app core.AppAnswer) *core.AppPath {
	var best *core.AppPath
	for i := range app.Paths {
		candidate := &app.Paths[i]
		switch {
		case best == nil, candidate.Exists && !best.Exists:
			best = candidate
		case candidate.Exists && candidate.Kind == "session" && best.Kind != "session":
			best = candidate
		}
	}
	return best
}

// appStatus tells whether the app runs.
func appStatus(app core.AppAnswer, w assets.Words) Pill {
	switch {
	case app.Running:
		return Pill{Sign: Sign{Icon: "state-warn", Tone: ToneWarn}, Text: w.Text("present.app.running")}
	case isLocked(app):
		return Pill{Sign: Sign{Icon: "state-warn", Tone: ToneWarn}, Text: w.Text("present.app.locked")}
	}
	return Pill{Sign: Sign{Icon: "state-todo"}, Text: w.Text("present.app.not_running")}
}

// appCaption says where a copy in a Wine prefix is, and how far an entry that no
// vendor stands behind can be trusted.
func appCaption(app core.AppAnswer, w assets.Words) string {
	var parts []string
	if app.Prefix != "" {
		parts = append(parts, w.Text("present.app.prefix", "name", prefixName(app.Prefix)))
	}
	if app.Community {
		parts = append(parts, w.Text("present.app.community", "confidence", confidence(app, w)))
	}
	return strings.Join(parts, " ")
}

func confidence(app core.AppAnswer, w assets.Words) string {
	if key := "present.confidence." + app.Confidence; w.Has(key) {
		return w.Text(key)
	}
	return w.Text("present.confidence.low")
}

// prefixName is what a person calls a Wine prefix: the name of its folder.
func prefixName(folder string) string {
	return OneLine(path.Base(strings.ReplaceAll(folder, `\`, "/")))
}
