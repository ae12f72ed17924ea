package present

import (
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// KnownApps lists every app of the catalogue, found or not, each once.
func KnownApps(answer core.AppsAnswer, w assets.Words) KnownAppsView {
	view := KnownAppsView{Header: Header{Title: w.Text("present.known.title"), Sentence: w.Text("present.known.sentence")}}
	seen := map[string]int{}
	for _, app := range answer.Apps {
		if i, known := seen[app.ID]; known {
			if app.Found {
				view.Apps[i].Here = w.Text("present.known.here")
			}
			continue
		}
		seen[app.ID] = len(view.Apps)
		view.Apps = append(view.Apps, knownApp(app, w))
	}
	return view
}

func knownApp(app core.AppAnswer, w assets.Words) KnownApp {
	row := KnownApp{Name: OneLine(app.Name), How: w.Text("present.known." + knownHow(app.Reset))}
	row.Caption = OneLine(app.Vendor)
	if checked, err := time.Parse(time.DateOnly, app.Checked); err == nil {
		row.Caption = w.Text("present.known.checked", "vendor", row.Caption, "date", TableDate(checked, checked, w))
	}
	if app.Community {
		row.How = w.Text("present.known.community")
	}
	if app.Found {
		row.Here = w.Text("present.known.here")
	}
	if app.Reset != resetByFile && len(app.Steps) > 0 {
		row.Button = stepsButton(app, w)
	}
	return row
}

func knownHow(reset string) string {
	switch reset {
	case resetInApp, resetByWeb:
		return reset
	}
	return resetByFile
}
