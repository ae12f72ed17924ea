package present

import (
	"latchkey/app/core"
	"latchkey/assets"
)

// FirstRun asks who the person signs in with; the providers that IT or the
// person set up come first.
func FirstRun(providers []core.ProviderAnswer, organization string, w assets.Words) FirstRunView {
	view := FirstRunView{
		Header: Header{
			Title: w.Text("present.first.title"), Sentence: w.Text("present.first.sentence"),
			Buttons: []Button{{Text: w.Text("present.continue"), Kind: KindAccent, Action: DoContinue}},
		},
		Note: w.Text("present.first.note"),
	}
	for _, provider := range providers {
		if provider.HelpOnly {
			continue
		}
		view.Choices = append(view.Choices, providerChoice(provider, organization, w))
	}
	view.Choices = append(view.Choices,
		Choice{
			ID: "other", Title: w.Text("present.first.other"), Text: w.Text("present.first.other.text"),
			Field:  w.Text("present.first.other.field"),
			Button: &Button{Text: w.Text("present.first.look_up"), Kind: KindSecondary, Action: DoLookUp},
		},
		Choice{ID: "demo", Title: w.Text("present.first.demo"), Text: w.Text("present.first.demo.text")},
		Choice{ID: "apps", Title: w.Text("present.first.apps"), Text: w.Text("present.first.apps.text")})
	view.Selected = view.Choices[0].ID
	return view
}

func providerChoice(provider core.ProviderAnswer, organization string, w assets.Words) Choice {
	card := Provider(provider)
	choice := Choice{ID: provider.ID, Title: card.Name, Text: w.Text("present.first.known", "host", card.Host)}
	if provider.Origin == "machine" {
		choice.Pill = &Pill{Sign: Sign{Icon: "state-good", Tone: ToneGood}, Text: w.Text("present.first.from_organization")}
		if organization != "" {
			choice.Text = w.Text("present.first.set_up", "organization", OneLine(organization), "host", card.Host)
		}
	}
	return choice
}
