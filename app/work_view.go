package app

import (
	"fyne.io/fyne/v2"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/app/widgets"
)

// workScreen shows what runs.
func (w *Window) workScreen(job *work) screen {
	in := present.SignInProgress{Provider: job.provider, StartedAt: job.started, Limit: job.limit, Seen: job.seen}
	switch job.kind {
	case kindSignIn:
		return named(w, "signing_in", present.SigningIn(in, w.deps.Now(), w.words), signingInView)
	case kindDevice:
		return named(w, "device", present.Device(in, w.deps.Now(), w.words), deviceView)
	case kindRecheck:
		return w.recheckScreen(job)
	}
	view := workingPage{
		Header: present.Header{
			Title: job.title, Sentence: job.sentence,
			Buttons: []present.Button{{Text: w.words.Text("present.cancel"), Kind: present.KindSecondary, Action: present.DoCancel}},
		},
		Text:    w.words.Text("window.working"),
		Elapsed: present.Elapsed(w.deps.Now().Sub(job.started)),
	}
	return named(w, "working/"+job.page, view, workingView)
}

// workingPage is shown while something runs that has no steps of its own.
type workingPage struct {
	Header  present.Header
	Text    string
	Elapsed string
}

func workingView(v workingPage, s *sketch) drawn {
	spinner := widgets.NewSpinner(22).Start()
	elapsed := widgets.NewText(v.Elapsed, widgets.StyleCaption)
	card := widgets.NewCard(widgets.Rows(widgets.CellRow(56,
		spinner, widgets.Grow(widgets.NewText(v.Text, widgets.StyleStrong)), elapsed)))
	d := s.page(v.Header, nil, card)
	d.update = func(model any) { elapsed.SetText(model.(workingPage).Elapsed) }
	d.leave = spinner.Stop
	return d
}

// loadingScreen is the page before anything was read: its title at once, gray
// bars only when reading takes long enough to notice.
func (w *Window) loadingScreen() screen {
	view := loadingPage{Slow: w.slow}
	for _, item := range w.railView().Items {
		if item.Selected {
			view.Title = item.Text
		}
	}
	return named(w, "loading", view, loadingView)
}

type loadingPage struct {
	Title string
	Slow  bool
}

func loadingView(v loadingPage, s *sketch) drawn {
	var content []fyne.CanvasObject
	if v.Slow {
		content = append(content, widgets.NewCard(widgets.Rows(widgets.NewSkeletonRows(6)...)))
	}
	return s.page(present.Header{Title: v.Title}, nil, content...)
}

// addressOf is the address that the running step waits at, when it has one.
func (job *work) addressOf() string {
	address := ""
	for _, seen := range job.seen {
		switch {
		case seen.URL != "":
			address = seen.URL
		case seen.Stage == core.StageChecking || seen.Step != nil:
			address = ""
		}
	}
	return address
}
