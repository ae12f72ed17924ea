package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"latchkey/app/guide"
	"latchkey/assets"
)

// Guide lists the symptoms, those that o.Query describes best first, or walks one
// of them. It changes nothing. Errors: *UnknownSymptomError, those of the
// provider's files, and with o.Look those of Diagnose.
func (c *Core) Guide(ctx context.Context, o GuideOptions) (GuideAnswer, error) {
	shipped, err := guide.Shipped()
	if err != nil {
		return GuideAnswer{}, fmt.Errorf("open guide: %w", err)
	}
	words := assets.In(o.Language)
	answer := GuideAnswer{
		Schema: "latchkey.guide/1", Query: o.Query, Symptoms: []SymptomAnswer{}, Steps: []GuideStepAnswer{}, Sources: []string{}, End: guide.EndOpen,
	}
	if o.Symptom == "" {
		listed := shipped.Symptoms
		if strings.TrimSpace(o.Query) != "" {
			listed = shipped.Search(o.Query, o.Language)
		}
		for _, symptom := range listed {
			answer.Symptoms = append(answer.Symptoms, symptomAnswer(symptom, words))
		}
		return answer, nil
	}
	symptom, found := shipped.Symptom(o.Symptom)
	if !found {
		return GuideAnswer{}, &UnknownSymptomError{ID: o.Symptom}
	}
	g, err := c.guidance(ctx, o, symptom)
	if err != nil {
		return GuideAnswer{}, err
	}
	return answer, g.fill(&answer, shipped, symptom)
}

// Letter is the letter for those who look after mail at an organization: who
// sends the mails of sign-in at the selected provider. Errors: those of the
// provider's files.
func (c *Core) Letter(ctx context.Context, language string) (string, error) {
	g, err := c.guidance(ctx, GuideOptions{Language: language}, guide.Symptom{})
	if err != nil {
		return "", err
	}
	shipped, err := guide.Shipped()
	if err != nil {
		return "", fmt.Errorf("open guide: %w", err)
	}
	return g.letter(shipped), nil
}

// CheckAddress says in words how an e-mail address is spelled. It asks nobody.
func (c *Core) CheckAddress(address, language string) []string {
	shipped, err := guide.Shipped()
	if err != nil {
		return nil
	}
	return addressLines(shipped.CheckAddress(address), assets.In(language))
}

// symptomOf is the guide's entry for a problem; empty: there is none.
func symptomOf(code string) string {
	shipped, err := guide.Shipped()
	if err != nil {
		return ""
	}
	symptom, _ := shipped.For(code)
	return symptom
}

func symptomAnswer(symptom guide.Symptom, words assets.Words) SymptomAnswer {
	return SymptomAnswer{ID: symptom.ID, Title: words.Text("guide.symptom." + symptom.ID + ".title"), Group: symptom.Group}
}

// guidance is one walk through a symptom.
type guidance struct {
	options GuideOptions
	words   assets.Words
	d       *diagnosis
	profile Profile // the zero value: none is chosen
	known   *DoctorAnswer
	what    guide.Known
	app     *AppAnswer // the app that the steps are about; nil: none is here
}

func (c *Core) guidance(ctx context.Context, o GuideOptions, symptom guide.Symptom) (*guidance, error) {
	g := &guidance{options: o, words: assets.In(o.Language), known: o.Known}
	g.d = newDiagnosis(c, DoctorOptions{Account: o.Account})
	if o.Provider != "" {
		g.d.profile = func() (Profile, error) { return c.profile(o.Provider) }
	}
	profile, err := g.d.profile()
	if err == nil {
		g.profile = profile
	} else if o.Provider != "" && !errors.Is(err, ErrNoProvider) {
		return nil, fmt.Errorf("read provider: %w", err)
	}
	if o.Look {
		if g.known, err = c.lookFor(ctx, o, symptom); err != nil {
			return nil, err
		}
	}
	g.findApp()
	g.find()
	return g, nil
}

// lookFor runs the checks of a symptom; one that this computer doesn't have is
// left out.
func (c *Core) lookFor(ctx context.Context, o GuideOptions, symptom guide.Symptom) (*DoctorAnswer, error) {
	have := c.Checks()
	wanted := slices.DeleteFunc(slices.Clone(symptom.Checks), func(id string) bool { return !slices.Contains(have, id) })
	if len(wanted) == 0 {
		return &DoctorAnswer{Schema: "latchkey.doctor/1", Checks: []CheckAnswer{}}, nil
	}
	looked, err := c.Diagnose(ctx, DoctorOptions{Account: o.Account, Only: wanted}, nil)
	if err != nil {
		return nil, fmt.Errorf("look at what may be wrong: %w", err)
	}
	return &looked, nil
}

// fill makes the answer about one symptom.
func (g *guidance) fill(answer *GuideAnswer, shipped *guide.Guide, symptom guide.Symptom) error {
	path, err := shipped.Walk(symptom.ID, g.what, g.options.Answers)
	if err != nil {
		return fmt.Errorf("walk through %s: %w", symptom.ID, err)
	}
	named := symptomAnswer(symptom, g.words)
	answer.Symptom, answer.Symptoms, answer.End, answer.Known = &named, []SymptomAnswer{named}, path.End, g.known
	key := "guide.symptom." + symptom.ID
	answer.About = g.text(key + ".about")
	if g.trimble() && g.words.Has(key+".there") {
		answer.About += " " + g.text(key+".there")
	}
	if g.words.Has(key + ".warning") {
		answer.Warning = g.text(key + ".warning")
	}
	for _, id := range symptom.Sources {
		answer.Sources = append(answer.Sources, g.sourceLine(shipped.Source(id)))
	}
	for _, stand := range path.Steps {
		answer.Steps = append(answer.Steps, g.step(stand, shipped))
	}
	return nil
}

// text fills in who the provider is, and which app it is about.
func (g *guidance) text(key string) string {
	provider, app := g.profile.Name, g.words.Text("guide.app")
	if provider == "" {
		provider = g.words.Text("guide.provider")
	}
	if g.app != nil {
		app = labelOf(*g.app)
	}
	return g.words.Text(key, "provider", provider, "app", app)
}
