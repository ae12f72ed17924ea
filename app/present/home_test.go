package present_test

import (
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/assets"
)

// mila is signed in as in picture 03.
func mila() core.StatusAnswer {
	return core.StatusAnswer{
		SignedIn: true, State: core.StateSignedIn,
		Accounts: []core.AccountAnswer{{
			ID: "1", Provider: "acme", ProviderName: "Acme ID", Issuer: "https://id.example.com", Email: "mila.vos@example.com",
			Name: "Mila Vos", Organization: core.Organization{Name: "Northquay Engineering"}, Default: true, State: core.StateSignedIn,
			SignedInAt: core.At(now.Add(-87 * time.Minute)), RenewedAt: core.At(now.Add(-6 * time.Minute)),
			AccessExpiresAt: core.At(now.Add(time.Hour)), Renewable: true,
		}},
		Rights: core.RightsSummary{
			Count: 34, Granted: 27, Pending: 1, CheckedAt: core.At(now.Add(-12 * time.Minute)),
			OfflineUntil: core.At(now.AddDate(0, 0, 29)), State: "fresh",
		},
		SessionFile: core.SessionFileAnswer{Path: "/state/login_session.json", State: "ok"},
		Storage:     core.StorageAnswer{Kind: "keyring", State: "ok"},
	}
}

func acme() *core.ProviderAnswer {
	return &core.ProviderAnswer{
		ID: "acme", Name: "Acme ID", Issuer: "https://id.example.com", Links: map[string]string{"profile": "https://id.example.com/me"},
	}
}

func TestHomeSignedInSaysWhatThePictureSays(t *testing.T) {
	view := present.Home(present.HomeInput{Status: mila(), Provider: acme()}, now, assets.In("en"))
	for got, want := range map[string]string{
		view.Header.Title:           "You’re signed in",
		view.Header.Sentence:        "Everything is in order. Start your app and go.",
		view.Header.Buttons[0].Text: "Recheck access rights",
		view.Accounts[0].Initials:   "MV",
		view.Accounts[0].Line:       "Northquay Engineering · Acme ID",
		view.Session.Pill.Text:      "Healthy",
		view.Session.Rows[0].Value:  "Today, 09:14",
		view.Session.Rows[1].Value:  "6 minutes ago, by itself",
		view.Rights.Age:             "Checked 12 min ago",
		view.Rights.Big:             "27 of 34",
		view.Rights.Lines[0].Text:   "1 invitation is waiting",
		view.Rights.Lines[1].Text:   "6 more are not granted",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if view.Rights.Shares != (present.Shares{Granted: 27, Invited: 1, Rest: 6}) {
		t.Errorf("shares are %+v", view.Rights.Shares)
	}
}

func TestHomeInDutchSaysWhatThePictureSays(t *testing.T) {
	view := present.Home(present.HomeInput{Status: mila(), Provider: acme()}, now, assets.In("nl"))
	for got, want := range map[string]string{
		view.Header.Title:                "Je bent aangemeld",
		view.Header.Sentence:             "Alles is in orde. Start je app en ga aan de slag.",
		view.Header.Buttons[0].Text:      "Toegangsrechten opnieuw controleren",
		view.Accounts[0].Buttons[1].Text: "Sessie opnieuw instellen…",
		view.Session.Title:               "Aanmeldsessie",
		view.Session.Rows[1].Value:       "6 minuten geleden, vanzelf",
		view.Rights.Big:                  "27 van 34",
		view.Rights.Lines[0].Text:        "Er wacht 1 uitnodiging",
		view.Rights.Lines[1].Text:        "6 andere zijn niet toegekend",
		view.More.Title:                  "Werkt er toch iets niet?",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestAnOutageNeverLooksLikeARefusal(t *testing.T) {
	view := present.Home(present.HomeInput{Status: mila(), Provider: acme(), Offline: true}, now, assets.In("en"))
	if view.Mode != present.HomeSignedIn || view.Header.Sign.Tone != present.ToneGood || view.Session.Pill.Sign.Tone != present.ToneGood {
		t.Errorf("offline is shown as %+v", view.Header)
	}
	if !view.Header.Buttons[0].Disabled || view.Banner == nil || view.Banner.After != "22 December, 10:41." {
		t.Errorf("banner is %+v", view.Banner)
	}
	if view.Rights.Big != "27 of 34" || view.Rights.Age != "From 12 min ago" {
		t.Errorf("rights are %+v", view.Rights)
	}
}

func TestEveryStateOfASessionHasOneFix(t *testing.T) {
	for state, want := range map[core.SessionState]present.Action{
		core.StateDamaged:       present.DoResetSession,
		core.StateStorageLocked: present.DoTryAgain,
		core.StateExpired:       present.DoSignIn,
		core.StateSignInNeeded:  present.DoSignIn,
		core.StateSignedIn:      present.DoRecheck,
		core.StateSignedOut:     present.DoSignIn,
	} {
		status := mila()
		status.State = state
		view := present.Home(present.HomeInput{Status: status, Provider: acme()}, now, assets.In("en"))
		accents := 0
		for _, button := range view.Header.Buttons {
			if button.Kind == present.KindAccent {
				accents++
				if button.Action != want {
					t.Errorf("%s offers %s, want %s", state, button.Action, want)
				}
			}
		}
		if accents != 1 {
			t.Errorf("%s has %d accent buttons", state, accents)
		}
	}
}

func TestOnlyRightsThatWaitForItSayThatAnAddressIsNotVerified(t *testing.T) {
	in := present.HomeInput{Status: mila(), Provider: acme(), Rights: &core.RightsAnswer{
		Rights: []core.RightAnswer{{ID: "a", State: "granted"}},
	}}
	// The provider never sent email_verified: that is unknown, not "no".
	if view := present.Home(in, now, assets.In("en")); view.Mode != present.HomeSignedIn {
		t.Errorf("mode is %s", view.Mode)
	}
	in.Rights.Rights = append(in.Rights.Rights, core.RightAnswer{ID: "b", State: "needs_verification"})
	view := present.Home(in, now, assets.In("en"))
	if view.Mode != present.HomeAttention || view.Header.Title != "Your address isn’t verified yet" {
		t.Errorf("header is %+v", view.Header)
	}
	if button := view.Header.Buttons[0]; button.Action != present.DoOpenLink || button.Argument != "https://id.example.com/me" {
		t.Errorf("button is %+v", button)
	}
}

func TestHomeWithoutAndWithAHelpOnlyProvider(t *testing.T) {
	out := core.StatusAnswer{State: core.StateSignedOut}
	if view := present.Home(present.HomeInput{Status: out}, now, assets.In("en")); view.Mode != present.HomeFirstRun {
		t.Errorf("mode is %s", view.Mode)
	}
	template := acme()
	template.HelpOnly = true
	view := present.Home(present.HomeInput{Status: out, Provider: template}, now, assets.In("en"))
	if view.Mode != present.HomeHelpOnly || view.Header.Buttons[0].Action != present.DoChooseProvider {
		t.Errorf("header is %+v", view.Header)
	}
}

func TestRailSaysWhoIsSignedInAndWhichPageNeedsThem(t *testing.T) {
	rail := present.Rail(mila(), present.PageApps, assets.In("en"))
	if rail.Email != "mila.vos@example.com" || rail.Initials != "MV" || !rail.Items[2].Selected || rail.Items[0].Dot != present.ToneNone {
		t.Errorf("rail is %+v", rail)
	}
	damaged := core.StatusAnswer{State: core.StateDamaged}
	if rail := present.Rail(damaged, present.PageHome, assets.In("nl")); rail.Items[0].Dot != present.ToneBad || rail.Email != "Niet aangemeld" {
		t.Errorf("rail is %+v", rail)
	}
}
