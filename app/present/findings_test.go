package present_test

import (
	"strings"
	"testing"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/assets"
)

var findingValues = map[string]string{
	"name": "Cloud\nrendering", "kind": "external", "email": "mila@example.org", "issuer": "Gitsite", "other": "mila.vos@example.com",
	"before": "Northquay", "after": "Southquay", "expected": "the expected one", "organization": "Southquay",
}

func TestEveryFindingIsSaidInOneSentence(t *testing.T) {
	want := map[string]inBothLanguages{
		core.FindingInvitation: {
			"The invitation to Cloud rendering gives you access only once you accept it.",
			"De uitnodiging voor Cloud rendering geeft je pas toegang als je haar accepteert.",
		},
		core.FindingUnverified: {
			"mila@example.org isn’t verified yet, and until it is, access rights are held back.",
			"mila@example.org is nog niet bevestigd, en tot dat gebeurt worden toegangsrechten achtergehouden.",
		},
		core.FindingSocial: {
			"You’re signed in as mila@example.org through Gitsite, and that way of signing in has no access rights.",
			"Je bent als mila@example.org aangemeld via Gitsite, en die manier van aanmelden heeft geen toegangsrechten.",
		},
		core.FindingOtherIdentity: {
			"You’re signed in as mila@example.org, but your access rights were with mila.vos@example.com.",
			"Je bent aangemeld als mila@example.org, maar je toegangsrechten stonden op naam van mila.vos@example.com.",
		},
		core.FindingNextSignIn: {
			"Cloud rendering becomes active the next time you sign in.",
			"Cloud rendering wordt actief zodra je je opnieuw aanmeldt.",
		},
		core.FindingOrganization: {
			"Your account belongs to Southquay now, and belonged to Northquay before.",
			"Je account hoort nu bij Southquay, en hoorde eerst bij Northquay.",
		},
		core.FindingUnexpected: {
			"You’re signed in as mila@example.org, but the expected one is expected on this computer.",
			"Je bent aangemeld als mila@example.org, maar op deze computer wordt the expected one verwacht.",
		},
		core.FindingNotExpected: {
			"Your account belongs to Southquay, but the expected one is expected on this computer.",
			"Je account hoort bij Southquay, maar op deze computer wordt the expected one verwacht.",
		},
		core.FindingSeat: {
			"Cloud rendering has no free seat, so somebody has to give one up or your administrator has to add one.",
			"Voor Cloud rendering is geen plaats vrij, dus iemand moet er een afstaan of je beheerder moet er een toevoegen.",
		},
		core.FindingClock: {
			"This computer’s clock was set back, and a right that has ended stays ended.",
			"De klok van deze computer is teruggezet, en een recht dat is afgelopen blijft afgelopen.",
		},
	}
	codes := constantsOf(t, "Finding")
	checkAllThere(t, codes, want)
	for _, language := range assets.Languages() {
		w := assets.In(language)
		for _, code := range codes {
			sentence, _ := present.FindingSentence(core.FindingAnswer{Code: code, Values: findingValues}, w)
			if sentence != want[code].in(language) {
				t.Errorf("%s in %s is %q", code, language, sentence)
			}
			// What the server left out is not said as a hole.
			unnamed, _ := present.FindingSentence(core.FindingAnswer{Code: code}, w)
			if unnamed == "" || strings.Contains(unnamed, "{") || strings.Contains(unnamed, "  ") {
				t.Errorf("%s without values in %s is %q", code, language, unnamed)
			}
		}
	}
}

func TestEveryFixHasItsWords(t *testing.T) {
	want := map[string]inBothLanguages{
		core.FixOpen:          {"Open the page", "Pagina openen"},
		core.FixRecheckSignIn: {"Sign in again and recheck", "Opnieuw aanmelden en controleren"},
		core.FixSelectAccount: {"Choose another account", "Ander account kiezen"},
		core.FixSetPassword:   {"Set a password", "Wachtwoord instellen"},
		core.FixAdministrator: {"Write to your administrator", "Je beheerder schrijven"},
		core.FixRecheck:       {"Recheck", "Opnieuw controleren"},
	}
	fixes := constantsOf(t, "Fix")
	checkAllThere(t, fixes, want)
	for _, language := range assets.Languages() {
		for _, fix := range fixes {
			_, words := present.FindingSentence(core.FindingAnswer{Code: core.FindingClock, Fix: fix}, assets.In(language))
			if words != want[fix].in(language) {
				t.Errorf("%s in %s is %q", fix, language, words)
			}
		}
	}
	invitation := core.FindingAnswer{Code: core.FindingInvitation, Fix: core.FixOpen, Address: "https://id.example.com/invitations/7"}
	if _, words := present.FindingSentence(invitation, assets.In("nl")); words != "Uitnodiging openen" {
		t.Errorf("an invitation is opened with %q", words)
	}
	invitation.Address = ""
	if _, words := present.FindingSentence(invitation, assets.In("en")); words != "Look for it in your mail or on your provider’s site" {
		t.Errorf("an invitation without an address is found with %q", words)
	}
	if sentence, words := present.FindingSentence(core.FindingAnswer{Code: "of_the_future", Fix: core.FixOpen}, assets.In("en")); sentence+words != "" {
		t.Errorf("an unknown finding is %q %q", sentence, words)
	}
}
