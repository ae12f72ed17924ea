package core_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"latchkey/app/core"
	"latchkey/assets"
)

// withLinks gives the demo provider its pages.
func (h *home) withLinks() *home {
	h.t.Helper()
	h.provider(core.ProviderInput{ID: "demo", Name: "Demo", Issuer: h.server.Issuer(), ClientID: h.server.ClientID(), Links: h.server.Links()})
	return h
}

// provider describes a provider, and chooses it.
func (h *home) provider(in core.ProviderInput) {
	h.t.Helper()
	in.Replace = true
	if _, err := h.AddProvider(h.t.Context(), in); err != nil {
		h.t.Fatal(err)
	}
	settings, err := h.Settings()
	if err != nil {
		h.t.Fatal(err)
	}
	settings.Provider = in.ID
	if err := h.SaveSettings(settings); err != nil {
		h.t.Fatal(err)
	}
}

// guided asks for one symptom.
func (h *home) guided(o core.GuideOptions) core.GuideAnswer {
	h.t.Helper()
	answer, err := h.Guide(h.t.Context(), o)
	if err != nil {
		h.t.Fatalf("guide %s: %v", o.Symptom, err)
	}
	return answer
}

func stepOf(t *testing.T, answer core.GuideAnswer, id string) core.GuideStepAnswer {
	t.Helper()
	i := slices.IndexFunc(answer.Steps, func(s core.GuideStepAnswer) bool { return s.ID == id })
	if i < 0 {
		t.Fatalf("%s has no step %s", answer.Symptom.ID, id)
	}
	return answer.Steps[i]
}

func TestEveryLinkOfEverySymptomOpensAtTheDemoProvider(t *testing.T) {
	h := newHome(t).withLinks()
	opened, pages := map[string]bool{}, map[string]bool{}
	for _, symptom := range h.guided(core.GuideOptions{}).Symptoms {
		for _, step := range h.guided(core.GuideOptions{Symptom: symptom.ID}).Steps {
			if step.Fix == nil || step.Fix.ID != core.MendOpenLink {
				continue
			}
			if step.Fix.Address == "" || !strings.HasPrefix(step.Fix.Address, h.server.Issuer()) {
				t.Errorf("%s, %s leads to %q", symptom.ID, step.ID, step.Fix.Address)
				continue
			}
			pages[step.Fix.Argument] = true
			if opened[step.Fix.Address] {
				continue
			}
			opened[step.Fix.Address] = true
			request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, step.Fix.Address, nil)
			if err != nil {
				t.Fatal(err)
			}
			response, err := http.DefaultClient.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			_ = response.Body.Close()
			if response.StatusCode != http.StatusOK {
				t.Errorf("%s, %s: %s answers %d", symptom.ID, step.ID, step.Fix.Address, response.StatusCode)
			}
		}
	}
	for name := range h.server.Links() {
		if !pages[name] {
			t.Errorf("no step leads to %s", name)
		}
	}
}

func TestWithoutAPageAStepSaysWhereToLook(t *testing.T) {
	for _, language := range assets.Languages() {
		h := newHome(t) // its provider has no links
		words := assets.In(language)
		for _, symptom := range h.guided(core.GuideOptions{}).Symptoms {
			for _, step := range h.guided(core.GuideOptions{Symptom: symptom.ID, Language: language}).Steps {
				if step.Fix != nil && step.Fix.ID == core.MendOpenLink && step.Fix.Address == "" {
					t.Errorf("%s, %s is a dead button", symptom.ID, step.ID)
				}
				if strings.Contains(step.Title+step.Text, "{") || strings.Contains(step.Title+step.Text, "guide.") {
					t.Errorf("%s, %s: %s %s", symptom.ID, step.ID, step.Title, step.Text)
				}
			}
		}
		asks := stepOf(t, h.guided(core.GuideOptions{Symptom: "password_forgotten", Language: language}), "ask_reset")
		if asks.Fix != nil || !strings.Contains(asks.Text, words.Text("guide.page.forgot_password")) {
			t.Errorf("%s: %+v", language, asks)
		}
	}
}

func TestAnUnknownSymptomIsToldByItsName(t *testing.T) {
	_, err := newHome(t).Guide(t.Context(), core.GuideOptions{Symptom: "moon_phase"})
	var unknown *core.UnknownSymptomError
	if !errors.As(err, &unknown) || unknown.ID != "moon_phase" || core.Code(err) != "symptom_unknown" {
		t.Errorf("got %v, code %s", err, core.Code(err))
	}
}

func TestTheListIsInTheLanguageAskedFor(t *testing.T) {
	h := newHome(t)
	for language, want := range map[string]string{"en": "My access rights are gone", "nl": "Mijn toegangsrechten zijn weg", "tlh": "My access rights are gone"} {
		answer := h.guided(core.GuideOptions{Language: language})
		if answer.Symptoms[0].Title != want || answer.Schema != "latchkey.guide/1" || len(answer.Steps) != 0 {
			t.Errorf("%s: %+v", language, answer.Symptoms[0])
		}
	}
	found := h.guided(core.GuideOptions{Query: "wachtwoord vergeten", Language: "nl"})
	if len(found.Symptoms) == 0 || found.Symptoms[0].ID != "password_forgotten" || found.Symptoms[0].Group != "password" {
		t.Errorf("found %+v", found.Symptoms)
	}
	if found = h.guided(core.GuideOptions{Query: "zzqx"}); len(found.Symptoms) != 0 {
		t.Errorf("nonsense finds %+v", found.Symptoms)
	}
}

func TestAHelpOnlyProviderAndNoneAreHelpedToo(t *testing.T) {
	for name, describe := range map[string]func(*home){
		"help-only": func(h *home) {
			settings, _ := h.Settings()
			settings.Provider = "trimble-id"
			if err := h.SaveSettings(settings); err != nil {
				t.Fatal(err)
			}
		},
		"none": func(h *home) {
			if _, err := h.RemoveProvider(t.Context(), "demo"); err != nil {
				t.Fatal(err)
			}
		},
	} {
		h := newHome(t)
		describe(h)
		answer := h.guided(core.GuideOptions{Symptom: "rights_gone"})
		for _, step := range answer.Steps {
			if step.Fix != nil && slices.Contains([]string{core.MendSignIn, core.MendSignInFresh, core.MendRecheck}, step.Fix.ID) && step.State != "skipped" {
				t.Errorf("%s: step %s is %s, though nobody can sign in here", name, step.ID, step.State)
			}
		}
		if self := stepOf(t, answer, "sign_in_self"); self.State != "todo" {
			t.Errorf("%s: sign_in_self is %s", name, self.State)
		}
		if about := h.guided(core.GuideOptions{Symptom: "signed_out_often"}).About; !strings.Contains(about, "30 days") {
			t.Errorf("%s: what is known of Trimble is left out: %s", name, about)
		}
	}
	if about := newHome(t).guided(core.GuideOptions{Symptom: "signed_out_often"}).About; strings.Contains(about, "30 days") {
		t.Errorf("another provider is told what is Trimble's: %s", about)
	}
}
