package app

import (
	"fyne.io/fyne/v2"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/app/widgets"
)

// guideScreen shows what a person does for an app that Latchkey cannot reset.
func (w *Window) guideScreen(app core.AppAnswer) screen {
	view := present.Guide(app, w.words)
	view.Banner = w.topBanner(nil)
	return named(w, "apps/guide", view, w.guideView)
}

func (w *Window) guideView(v present.GuideView, s *sketch) drawn {
	d := s.page(v.Header, v.Banner, s.stepsCard(v.StepsHead, v.Steps, v.Note))
	w.backTo(d)
	return d
}

// knownAppsView lists the catalogue.
func (w *Window) knownAppsView(v present.KnownAppsView, s *sketch) drawn {
	rows := make([]fyne.CanvasObject, 0, len(v.Apps))
	for _, app := range v.Apps {
		words := widgets.Column(0,
			widgets.NewText(app.Name, widgets.StyleStrong).Wrapped(),
			widgets.NewText(app.How, widgets.StyleBody).Wrapped(),
			widgets.NewText(app.Caption, widgets.StyleCaption).Wrapped())
		objects := []fyne.CanvasObject{widgets.Grow(widgets.Inset(8, 0, 8, 0, words))}
		if app.Here != "" {
			objects = append(objects, widgets.NewPill(widgets.Sign{Icon: "state-good", Tone: widgets.ToneGood}, app.Here))
		}
		if app.Button != nil {
			objects = append(objects, s.button(*app.Button, widgets.Small))
		}
		rows = append(rows, widgets.CellRow(56, objects...))
	}
	d := s.page(v.Header, v.Banner, widgets.NewCard(widgets.Rows(rows...)))
	w.backTo(d)
	return d
}

// backTo gives a deeper page of Apps its way back.
func (w *Window) backTo(d drawn) {
	d.page.Header().WithBack(w.words.Text("window.back"), w.leaveDeeper)
}

// leaveDeeper goes back to the page before.
func (w *Window) leaveDeeper() {
	w.problem, w.notice = nil, nil
	if w.apps.back() {
		w.render()
	}
}
