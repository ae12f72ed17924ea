package app

import (
	"slices"

	"latchkey/app/present"
	"latchkey/app/widgets"
)

// pages are the pages that this window has, in the order of the rail.
func pages() []string {
	return []string{
		present.PageHome, present.PageRights, present.PageApps, present.PageTroubleshoot, present.PageActivity, present.PageSettings,
	}
}

// railView is the rail with the pages that there are.
func (w *Window) railView() present.RailView {
	view := present.Rail(w.snap.status, w.page, w.words)
	view.Items = slices.DeleteFunc(view.Items, func(item present.RailItem) bool {
		return !slices.Contains(pages(), item.Page)
	})
	return view
}

func (w *Window) newRail() *widgets.Rail {
	view := w.railView()
	entries := make([]widgets.RailEntry, 0, len(view.Items))
	for _, item := range view.Items {
		entries = append(entries, widgets.RailEntry{Icon: item.Icon, Text: item.Text})
	}
	return widgets.NewRail("latchkey", view.Name, entries, func(index int) { w.visit(pages()[index]) })
}

// needsPerson says whether Home has something that the person has to do.
func (w *Window) needsPerson() bool {
	if !w.ready {
		return false
	}
	view := w.homeView()
	return view.Mode == present.HomeAttention || view.NeedsPerson
}

func (w *Window) showRail() {
	view := w.railView()
	texts := make([]string, 0, len(view.Items))
	for i, item := range view.Items {
		texts = append(texts, item.Text)
		if item.Page == present.PageHome && item.Dot == present.ToneNone && w.needsPerson() {
			item.Dot = present.ToneWarn
		}
		w.rail.SetDot(i, tone(item.Dot))
		if item.Selected {
			w.rail.Select(i)
		}
	}
	w.rail.SetTexts(texts...)
	if view.SignedIn {
		w.rail.Foot().ShowPerson(view.Initials, view.Email, view.Organization)
		return
	}
	w.rail.Foot().ShowNobody("user", view.Email)
}
