package present

import (
	"slices"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// HomeInput is what Home knows beyond the status.
type HomeInput struct {
	Status core.StatusAnswer
	// Provider is the selected provider; nil when there is none.
	Provider *core.ProviderAnswer
	// Rights are the cached access rights; nil when they were not read. They
	// tell whether the address waits to be verified.
	Rights *core.RightsAnswer
	// Offline says that the last try to reach the provider found no network.
	Offline bool
	// Problem is the code of the last failed job that still matters, or empty.
	Problem string
}

// Home makes the page Home for every state in which no sign-in runs.
func Home(in HomeInput, now time.Time, w assets.Words) HomeView {
	switch in.Status.State {
	case core.StateDamaged, core.StateStorageLocked, core.StateExpired, core.StateSignInNeeded:
		return attentionHome(in, now, w)
	case core.StateSignedIn:
		return signedInHome(in, now, w)
	}
	if in.Provider == nil {
		return HomeView{Mode: HomeFirstRun}
	}
	return signedOutHome(in, w)
}

func signedOutHome(in HomeInput, w assets.Words) HomeView {
	card := Provider(*in.Provider)
	card.Button = &Button{Text: w.Text("present.home.other_provider"), Kind: KindSecondary, Action: DoChooseProvider}
	view := HomeView{
		Mode:     HomeSignedOut,
		Header:   Header{Title: w.Text("present.home.out.title"), Sentence: w.Text("present.home.out.sentence")},
		Provider: &card,
		Banner:   problemBanner(in.Problem, w),
		More: links(w, "present.home.trouble", DoOpenTroubleshoot,
			[2]string{"present.home.trouble.password", "password_forgotten"},
			[2]string{"present.home.trouble.mail", "no_mail"},
			[2]string{"present.home.trouble.address", "address_unknown"}),
	}
	if in.Provider.HelpOnly {
		view.Mode = HomeHelpOnly
		view.Header.Sentence = w.Text("present.home.help_only", "provider", card.Name)
		view.Header.Buttons = []Button{{
			Text: w.Text("present.home.other_provider"), Kind: KindAccent, Action: DoChooseProvider,
		}}
		card.Button = nil
		return view
	}
	view.Header.Buttons = []Button{{Text: w.Text("present.sign_in"), Icon: "sign-in", Kind: KindAccent, Action: DoSignIn}}
	view.Steps = numbered(w, "present.home.before", "provider", card.Name)
	view.CodeRow = &Link{
		Icon: "device", Text: w.Text("present.home.no_browser"),
		Button: &Button{Text: w.Text("present.home.use_code"), Kind: KindSecondary, Action: DoUseCode},
	}
	return view
}

func signedInHome(in HomeInput, now time.Time, w assets.Words) HomeView {
	view := HomeView{
		Mode: HomeSignedIn,
		Header: Header{
			Sign: &Sign{Icon: "state-good", Tone: ToneGood}, Title: w.Text("present.home.in.title"),
			Sentence: w.Text("present.home.in.sentence"), Buttons: []Button{recheckButton(w, in.Offline)},
		},
		Accounts: accountCards(in, w),
		Banner:   problemBanner(in.Problem, w),
		Session:  sessionCard(in, now, w),
		Rights:   rightsCard(in, now, w),
		More: links(w, "present.home.more", DoOpenTroubleshoot,
			[2]string{"present.home.more.rights", "rights_gone"},
			[2]string{"present.home.more.app", "app_asks_again"},
			[2]string{"present.home.more.else", ""}),
	}
	if in.Offline {
		view.Header.Sentence = w.Text("present.home.offline.sentence")
		view.Banner = offlineBanner(in.Status.Rights, now, w)
		view.More = &LinkCard{Links: []Link{{
			Text:   w.Text("present.home.offline.not"),
			Button: &Button{Text: w.Text("present.find_out_why"), Kind: KindSecondary, Action: DoWhy},
		}}}
	}
	if address, waits := unverified(in); waits {
		return unverifiedHome(in, address, view, w)
	}
	if view.Banner == nil && in.Rights != nil {
		notice(in, now, &view, w)
	}
	return view
}

// notice tells on Home what was recognized in the access rights and what ends
// soon; what needs the person takes the green sign away.
func notice(in HomeInput, now time.Time, view *HomeView, w assets.Words) {
	rights := *in.Rights
	rights.Findings = slices.DeleteFunc(slices.Clone(rights.Findings), func(f core.FindingAnswer) bool {
		return !important[f.Code]
	})
	rights.Pending = nil // the card of the access rights tells them
	view.Banner = noticeBanner(rights, in.Offline, now, w)
	if view.Banner != nil && view.Banner.Tone == ToneWarn {
		view.NeedsPerson = true
		view.Header.Sign = &Sign{Icon: "state-warn", Tone: ToneWarn}
		view.Header.Sentence = w.Text("present.home.in.needs")
	}
}

// important are the findings that Home tells: they are about the whole sign-in and
// not about a single right.
var important = map[string]bool{
	core.FindingUnverified: true, core.FindingSocial: true, core.FindingOtherIdentity: true, core.FindingOrganization: true,
	core.FindingUnexpected: true, core.FindingNotExpected: true, core.FindingClock: true,
}

// recheckButton is Home's primary button; offline it is disabled, and the banner says why.
func recheckButton(w assets.Words, offline bool) Button {
	button := Button{Text: w.Text("present.recheck_rights"), Icon: "refresh", Kind: KindAccent, Action: DoRecheck}
	if offline {
		button.Kind, button.Disabled = KindSecondary, true
	}
	return button
}

func offlineBanner(rights core.RightsSummary, now time.Time, w assets.Words) *Banner {
	banner := &Banner{
		Tone: ToneWarn, Icon: "offline", Strong: w.Text("present.offline.strong"),
		Text:   w.Text("present.offline.none"),
		Button: &Button{Text: w.Text("present.try_now"), Kind: KindSecondary, Action: DoTryAgain},
	}
	switch {
	case rights.OfflineUntil.IsZero():
	case rights.OfflineUntil.After(now):
		banner.Text = w.Text("present.offline.until")
		banner.After = Moment(rights.OfflineUntil.Time, now, w) + "."
	default:
		banner.Text = w.Text("present.offline.over")
	}
	return banner
}

// problemBanner tells of the last failed job without taking the page over.
func problemBanner(code string, w assets.Words) *Banner {
	if code == "" {
		return nil
	}
	problem := core.ProblemText(code, w)
	return &Banner{
		Tone: ToneWarn, Icon: "state-warn", Strong: Capital(problem.Title) + ".", Text: Capital(problem.Detail),
		Button: problemButton(problem.Action, w),
	}
}

// problemButton is the one thing that a problem names as its fix.
func problemButton(action string, w assets.Words) *Button {
	button := Button{Kind: KindSecondary}
	switch action {
	case "sign_in":
		button.Text, button.Action = w.Text("present.sign_in"), DoSignIn
	case "recheck":
		button.Text, button.Action = w.Text("present.recheck"), DoRecheck
	case "reset":
		button.Text, button.Action = w.Text("present.reset_session"), DoResetSession
	case "retry":
		button.Text, button.Action = w.Text("present.try_again"), DoTryAgain
	case "undo":
		button.Text, button.Action = w.Text("present.show_backups"), DoShowApps
	case "settings":
		button.Text, button.Action = w.Text("present.open_settings"), DoShowSettings
	default:
		return nil
	}
	return &button
}
