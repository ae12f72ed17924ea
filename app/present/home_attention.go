package present

import (
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// attentionHome is Home when the session itself needs the person: what
// happened, why in one sentence, the one fix, and other things to try.
func attentionHome(in HomeInput, now time.Time, w assets.Words) HomeView {
	key := "present.attention." + string(in.Status.State)
	provider := "" // said in the sentence, when there is one
	if account := MainAccount(in.Status.Accounts); account != nil {
		provider = ProviderName(*account)
	}
	if provider == "" {
		provider = w.Text("present.the_provider")
	}
	view := HomeView{
		Mode: HomeAttention,
		Header: Header{
			Sign:     &Sign{Icon: "state-warn", Tone: ToneWarn},
			Title:    w.Text(key + ".title"),
			Sentence: w.Text(key+".sentence", "provider", provider),
		},
		Accounts:  accountCards(in, w),
		Banner:    problemBanner(in.Problem, w),
		StepsHead: w.Text("present.attention.steps"),
		Steps:     numbered(w, key, "provider", provider),
		More:      &LinkCard{Title: w.Text("present.attention.other")},
	}
	attentionFix(in, now, &view, w)
	return view
}

// attentionFix adds the one fix and what else can be tried.
func attentionFix(in HomeInput, now time.Time, view *HomeView, w assets.Words) {
	reset := Button{Text: w.Text("present.reset_session"), Icon: "undo", Kind: KindAccent, Action: DoResetSession}
	switch in.Status.State {
	case core.StateDamaged:
		view.Header.Sign = &Sign{Icon: "state-bad", Tone: ToneBad}
		view.Header.Buttons = []Button{reset}
		view.More.Links = []Link{
			other(w, "backup", "backup", Button{Text: w.Text("present.show_backups"), Action: DoShowApps}),
			other(w, "folder", "folder", Button{
				Text: w.Text("present.show_in_folder"), Action: DoShowFolder, Argument: in.Status.SessionFile.Path,
			}),
		}
	case core.StateStorageLocked:
		view.Header.Buttons = []Button{{Text: w.Text("present.try_again"), Icon: "refresh", Kind: KindAccent, Action: DoTryAgain}}
		if in.Status.Storage.Kind == "sealed_file" {
			view.Steps = numbered(w, "present.attention.sealed")
			view.Header.Buttons = []Button{{Text: w.Text("present.unlock"), Icon: "lock", Kind: KindAccent, Action: DoUnlock}}
		}
		view.More.Links = []Link{
			other(w, "storage", "lock", Button{Text: w.Text("present.open_settings"), Action: DoShowSettings}),
			other(w, "reset", "undo", reset),
		}
	default:
		view.Header.Buttons = []Button{{Text: w.Text("present.sign_in_again"), Icon: "sign-in", Kind: KindAccent, Action: DoSignIn}}
		view.Rights = rightsCard(in, now, w)
		view.More.Links = []Link{
			other(w, "fresh", "refresh", Button{Text: w.Text("present.sign_in_fresh"), Action: DoSignInFresh}),
			other(w, "reset", "undo", reset),
			other(w, "code", "device", Button{Text: w.Text("present.home.use_code"), Action: DoUseCode}),
		}
	}
}

// other is a thing to try beside the one fix.
func other(w assets.Words, key, icon string, button Button) Link {
	button.Kind, button.Icon = KindSecondary, ""
	return Link{
		Icon: icon, Button: &button,
		Text: w.Text("present.try." + key), Caption: w.Text("present.try." + key + ".caption"),
	}
}

// unverified says whether the provider holds rights back until the address is
// verified. The account's own flag is not enough: a provider that never sends
// it has not said that the address isn't verified.
func unverified(in HomeInput) (link string, waits bool) {
	if in.Rights == nil {
		return "", false
	}
	for _, right := range in.Rights.Rights {
		waits = waits || right.State == "needs_verification"
	}
	if in.Provider != nil {
		for _, name := range []string{"verify", "profile"} {
			if link = in.Provider.Links[name]; link != "" {
				break
			}
		}
	}
	account := MainAccount(in.Status.Accounts)
	return link, waits && account != nil && !account.EmailVerified
}

// unverifiedHome turns the signed-in page into the one of picture 04.
func unverifiedHome(in HomeInput, link string, view HomeView, w assets.Words) HomeView {
	account := MainAccount(in.Status.Accounts)
	name := ProviderName(*account)
	view.Mode = HomeAttention
	view.Header = Header{
		Sign: &Sign{Icon: "state-warn", Tone: ToneWarn}, Title: w.Text("present.unverified.title"),
		Sentence: w.Text("present.unverified.sentence", "provider", name),
		Buttons:  []Button{recheckButton(w, in.Offline)},
	}
	again := Button{Text: w.Text("present.check_again"), Kind: KindSecondary, Action: DoRecheck, Disabled: in.Offline}
	view.More = &LinkCard{Title: w.Text("present.attention.other")}
	if link != "" {
		view.Header.Buttons = []Button{{
			Text: w.Text("present.unverified.button"), Icon: "external", Kind: KindAccent,
			Action: DoOpenLink, Argument: link, Disabled: in.Offline,
		}}
		view.StepsHead = w.Text("present.attention.steps")
		view.Steps = numbered(w, "present.unverified", "provider", name)
		view.More.Links = append(view.More.Links, Link{
			Icon: "refresh", Text: w.Text("present.unverified.already"),
			Caption: w.Text("present.unverified.already.caption", "provider", name), Button: &again,
		})
	}
	view.More.Links = append(view.More.Links,
		Link{
			Icon: "mail", Text: w.Text("present.unverified.no_mail"), Caption: w.Text("present.unverified.no_mail.caption"),
			Button: &Button{Text: w.Text("present.show_steps"), Kind: KindSecondary, Action: DoOpenTroubleshoot, Argument: "no_mail"},
		},
		Link{
			Icon: "user", Text: w.Text("present.unverified.other", "email", addressOf(*account)),
			Caption: w.Text("present.unverified.other.caption"),
			Button:  &Button{Text: w.Text("present.unverified.use_other"), Kind: KindSecondary, Action: DoSignInOther},
		})
	view.Session, view.Rights = nil, nil
	return view
}
