package app

import (
	"latchkey/app/present"
	"latchkey/app/widgets"
)

// whyScreen is the chain, while it is looked at and afterwards.
func (w *Window) whyScreen() screen {
	why := w.trouble.why
	view := present.Why(present.WhyInput{Subject: why.subject, Seen: why.seen, Answer: why.answer}, w.deps.Now(), w.words)
	view.Banner = w.topBanner(view.Banner)
	name := "why"
	if view.Running {
		name = "why/running"
	}
	return named(w, name, view, w.whyView)
}

func (w *Window) whyView(v present.WhyView, s *sketch) drawn {
	d := s.page(v.Header, v.Banner)
	checks := s.checkList(func() { d.page.Refresh() })
	card := widgets.NewCard(widgets.Rows(checks.draw(v.Rows)...))
	content := widgets.Stack(card)
	content.Objects = append(content.Objects, changedCard(v.ChangedHead, v.Changed)...)
	if !v.Running {
		content.Objects = append(content.Objects, s.footCard(v.Foot))
	}
	d.page.SetContent(content)
	if v.Running {
		d.update = func(model any) {
			card.SetSections(widgets.Rows(checks.draw(model.(present.WhyView).Rows)...))
			d.page.Refresh()
		}
	}
	d.leave = checks.stop
	w.backFromTrouble(d)
	return d
}
