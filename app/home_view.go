package app

import (
	"fyne.io/fyne/v2"

	"latchkey/app/present"
	"latchkey/app/widgets"
)

// homePage is Home with what only this window knows: the demo's people.
type homePage struct {
	present.HomeView
	People     []DemoPerson
	PeopleHead string
}

// homeView draws Home when no sign-in runs.
func homeView(v homePage, s *sketch) drawn {
	var content []fyne.CanvasObject
	if len(v.People) > 0 {
		content = append(content, s.peopleCard(v))
	}
	if v.Provider != nil {
		content = append(content, s.providerCard(v.HomeView))
	}
	for _, account := range v.Accounts {
		content = append(content, s.accountCard(account))
	}
	if v.StepsHead != "" && len(v.Steps) > 0 {
		content = append(content, widgets.NewCard(widgets.Head(v.StepsHead), widgets.Padded(numbered(v.Steps))))
	}
	summaries := s.summaries(v.HomeView)
	if v.More != nil && len(v.More.Links) > 0 {
		more := s.linkCard(v.More)
		if v.Mode == present.HomeAttention { // what to do comes before what is known
			summaries = append([]fyne.CanvasObject{more}, summaries...)
		} else {
			summaries = append(summaries, more)
		}
	}
	content = append(content, summaries...)
	return s.page(v.Header, v.Banner, content...)
}

// providerCard names the provider; signed out it also says what will happen.
func (s *sketch) providerCard(v present.HomeView) fyne.CanvasObject {
	head := []fyne.CanvasObject{widgets.Grow(providerHead(*v.Provider))}
	if v.Provider.Button != nil {
		head = append(head, s.button(*v.Provider.Button, widgets.Small))
	}
	sections := []widgets.Section{widgets.Padded(widgets.Row(12, head...))}
	if v.StepsHead == "" && len(v.Steps) > 0 {
		sections = append(sections, widgets.Padded(numbered(v.Steps)))
	}
	if v.CodeRow != nil {
		sections = append(sections, widgets.Rows(s.link(*v.CodeRow)))
	}
	return widgets.NewCard(sections...)
}

func providerHead(p present.ProviderCard) fyne.CanvasObject {
	words := []fyne.CanvasObject{widgets.NewText(p.Name, widgets.StyleSubtitle).Cut(widgets.CutRight)}
	if p.Host != "" {
		words = append(words, widgets.NewText(p.Host, widgets.StyleSecond).Cut(widgets.CutRight))
	}
	return widgets.Row(14, widgets.NewMonogram(p.Initial), widgets.Grow(widgets.Column(0, words...)))
}

func numbered(steps []present.NumberedStep) fyne.CanvasObject {
	columns := make([]fyne.CanvasObject, 0, len(steps))
	for _, step := range steps {
		columns = append(columns, widgets.NewNumbered(step.Number, step.Title, step.Text))
	}
	return widgets.EqualColumns(24, 160, columns...)
}

// peopleCard offers the demo's people: a press signs in as that one.
func (s *sketch) peopleCard(v homePage) fyne.CanvasObject {
	rows := make([]fyne.CanvasObject, 0, len(v.People))
	for _, person := range v.People {
		row := widgets.NewPersonRow(person.Initials, person.Name, person.About, func() { s.act(doSignInAs, person.ID) })
		s.name(string(doSignInAs)+":"+person.ID, row)
		rows = append(rows, row)
	}
	return widgets.NewCard(widgets.GroupHead(v.PeopleHead), widgets.Rows(rows...))
}

// accountCard is who is signed in; its buttons go below in a small window.
func (s *sketch) accountCard(a present.AccountCard) fyne.CanvasObject {
	words := []fyne.CanvasObject{
		widgets.NewText(a.Name, widgets.StyleSubtitle).Cut(widgets.CutRight),
	}
	if a.Email != "" && a.Email != a.Name {
		words = append(words, widgets.NewText(a.Email, widgets.StyleSecond).Cut(widgets.CutRight))
	}
	words = append(words, widgets.NewText(a.Line, widgets.StyleCaption).Cut(widgets.CutRight))
	who := widgets.Row(16, widgets.NewAvatar(a.Initials, 52), widgets.Grow(widgets.Column(0, words...)))
	buttons := widgets.Flow(8, s.buttons(a.Buttons, widgets.Small)...)
	return widgets.NewCard(widgets.Padded(widgets.Beside(who, buttons)))
}
