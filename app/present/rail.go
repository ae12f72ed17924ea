package present

import (
	"latchkey/app/core"
	"latchkey/assets"
)

// The pages of the window, in the order of the rail.
const (
	PageHome         = "home"
	PageRights       = "rights"
	PageApps         = "apps"
	PageTroubleshoot = "troubleshoot"
	PageActivity     = "activity"
	PageSettings     = "settings"
)

var railPages = [...]struct{ page, icon string }{
	{PageHome, "home"},
	{PageRights, "rights"},
	{PageApps, "apps"},
	{PageTroubleshoot, "troubleshoot"},
	{PageActivity, "activity"},
	{PageSettings, "settings"},
}

// Rail makes the left rail. The dot on Home says that the session needs the
// person; being signed out is a state like another and has none.
func Rail(status core.StatusAnswer, selected string, w assets.Words) RailView {
	view := RailView{Name: "Latchkey", Email: w.Text("present.rail.not_signed_in")}
	for _, known := range railPages {
		item := RailItem{
			Page: known.page, Icon: known.icon, Selected: known.page == selected,
			Text: w.Text("present.rail." + known.page),
		}
		if known.page == PageHome {
			item.Dot = sessionDot(status.State)
		}
		view.Items = append(view.Items, item)
	}
	if account := MainAccount(status.Accounts); account != nil && status.State != core.StateSignedOut {
		view.SignedIn = true
		view.Initials = Initials(account.Name, account.Email)
		view.Email = addressOf(*account)
		view.Organization = OrganizationName(account.Organization)
	}
	return view
}

func sessionDot(state core.SessionState) Tone {
	switch state {
	case core.StateDamaged:
		return ToneBad
	case core.StateExpired, core.StateSignInNeeded, core.StateStorageLocked:
		return ToneWarn
	}
	return ToneNone
}

func addressOf(account core.AccountAnswer) string {
	if account.Email != "" {
		return OneLine(account.Email)
	}
	return PersonName(account)
}
