package demoidp

import (
	"slices"
	"time"
)

// States of a right, as the rights endpoint writes them.
const (
	stateGranted  = "granted"
	stateDenied   = "denied"
	stateExpired  = "expired"
	stateInvited  = "pending_invitation"
	stateSignIn   = "needs_sign_in"
	stateVerify   = "needs_verification"
	stateNoSeat   = "seat_limit"
	stateUnknown  = "unknown"
	untilLayout   = "2006-01-02"
	fromPersonal  = "personal"
	fromOrg       = "organization"
	fromGroup     = "group"
	fromExternal  = "external"
	fromMaintains = "maintenance"
)

type right struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	State  string `json:"state"`
	Reason string `json:"reason"`
	Source string `json:"source"`
	Until  string `json:"until,omitempty"`
	waits  bool   // accepted, and active from the next sign-in on
}

type pendingItem struct {
	Kind      string `json:"kind"`
	Name      string `json:"name"`
	AcceptURL string `json:"accept_url"`
	path      string // of the page here; AcceptURL is made of it
}

// firstAccount is how a person stands when the demo begins.
func firstAccount(person string, now time.Time) *account {
	day := func(days int) string { return now.UTC().AddDate(0, 0, days).Format(untilLayout) }
	switch person {
	case "mila":
		return &account{rights: milaRights(day)}
	case "piet":
		return &account{rights: pietRights()}
	case "ines":
		return &account{rights: inesRights(day), pending: []pendingItem{
			{Kind: fromExternal, Name: "Harbor Tunnel", path: "harbor-tunnel"},
		}}
	case "omar":
		return &account{rights: omarRights(day), next: omarNext(day)}
	case "sam":
		return &account{rights: samRights(day)}
	case "kai":
		return &account{rights: kaiRights()}
	case "eva":
		return &account{rights: evaRights(day)}
	}
	return &account{rights: []right{}}
}

func milaRights(day func(int) string) []right {
	return []right{
		{ID: "girder.detailing", Name: "Girder Detailing", State: stateGranted, Source: fromOrg, Until: day(129)},
		{ID: "girder.sharing", Name: "Girder Model Sharing", State: stateGranted, Source: fromMaintains, Until: day(39)},
		{ID: "girder.analysis", Name: "Girder Analysis", State: stateNoSeat, Source: fromOrg, Until: day(129), Reason: "All 12 seats are in use."},
		{ID: "terrafold.survey", Name: "Terrafold Survey", State: stateGranted, Source: fromOrg, Until: day(129)},
		{ID: "terrafold.scans", Name: "Terrafold Point Clouds", State: stateGranted, Source: fromOrg, Until: day(129)},
		{ID: "planroom.viewer", Name: "Planroom Viewer", State: stateGranted, Source: fromPersonal},
		{ID: "planroom.markup", Name: "Planroom Markup", State: stateGranted, Source: fromGroup, Until: day(220)},
		{ID: "planroom.archive", Name: "Drawing archive", State: stateSignIn, Source: fromGroup, Until: day(220), Reason: "Asks for a sign-in of today."},
		{ID: "site.quay-wall-4", Name: "Quay Wall 4, drawings", State: stateGranted, Source: fromGroup, Until: day(220)},
		{ID: "site.harbor-tunnel", Name: "Harbor Tunnel, site models", State: stateGranted, Source: fromExternal, Until: day(61)},
		{ID: "render.cloud", Name: "Cloud rendering", State: stateGranted, Source: fromOrg, Until: day(129)},
		{ID: "render.night", Name: "Night rendering", State: stateDenied, Source: fromOrg, Reason: "Not in the organization's plan."},
		{ID: "library.parts", Name: "Parts library", State: stateGranted, Source: fromMaintains, Until: day(39)},
		{ID: "library.training", Name: "Training videos", State: stateExpired, Source: fromPersonal, Until: day(-53), Reason: "Ended and not renewed."},
		{ID: "beta.downloads", Name: "Beta downloads", State: stateUnknown, Source: fromMaintains, Reason: "The download service did not say."},
	}
}

func pietRights() []right {
	return []right{
		{ID: "planroom.viewer", Name: "Planroom Viewer", State: stateGranted, Source: fromPersonal},
		{ID: "girder.detailing", Name: "Girder Detailing", State: stateVerify, Source: fromOrg, Reason: "The e-mail address is not verified."},
		{ID: "terrafold.survey", Name: "Terrafold Survey", State: stateVerify, Source: fromOrg, Reason: "The e-mail address is not verified."},
		{ID: "library.parts", Name: "Parts library", State: stateVerify, Source: fromMaintains, Reason: "The e-mail address is not verified."},
	}
}

func inesRights(day func(int) string) []right {
	return []right{
		{ID: "planroom.viewer", Name: "Planroom Viewer", State: stateGranted, Source: fromPersonal},
		{ID: "planroom.markup", Name: "Planroom Markup", State: stateGranted, Source: fromOrg, Until: day(300)},
		{ID: "site.harbor-tunnel", Name: "Harbor Tunnel, site models", State: stateInvited, Source: fromExternal, Reason: "The invitation has not been accepted."},
		{ID: "site.harbor-scans", Name: "Harbor Tunnel, scans", State: stateInvited, Source: fromExternal, Reason: "The invitation has not been accepted."},
	}
}

func omarRights(day func(int) string) []right {
	return []right{
		{ID: "girder.detailing", Name: "Girder Detailing", State: stateGranted, Source: fromOrg, Until: day(129)},
		{ID: "planroom.viewer", Name: "Planroom Viewer", State: stateGranted, Source: fromPersonal},
		{ID: "planroom.markup", Name: "Planroom Markup", State: stateGranted, Source: fromGroup, Until: day(220)},
		{ID: "site.quay-wall-4", Name: "Quay Wall 4, drawings", State: stateGranted, Source: fromGroup, Until: day(220)},
		{ID: "render.cloud", Name: "Cloud rendering", State: stateGranted, Source: fromOrg, Until: day(129)},
	}
}

// omarNext is the change behind Omar's back: one right given, one taken away.
func omarNext(day func(int) string) func([]right) []right {
	return func(before []right) []right {
		after := slices.DeleteFunc(slices.Clone(before), func(r right) bool { return r.ID == "site.quay-wall-4" })
		return append(after, right{
			ID: "terrafold.survey", Name: "Terrafold Survey", State: stateGranted, Source: fromOrg, Until: day(129),
		})
	}
}

func samRights(day func(int) string) []right {
	return []right{
		{ID: "planroom.viewer", Name: "Planroom Viewer", State: stateGranted, Source: fromPersonal},
		{ID: "sketch.personal", Name: "Sketchbox Personal", State: stateGranted, Source: fromPersonal, Until: day(27)},
		{ID: "library.training", Name: "Training videos", State: stateGranted, Source: fromPersonal, Until: day(300)},
		{ID: "girder.detailing", Name: "Girder Detailing", State: stateDenied, Source: fromPersonal, Reason: "Needs an organization."},
	}
}

func kaiRights() []right {
	return []right{
		{ID: "girder.detailing", Name: "Girder Detailing", State: stateDenied, Source: fromPersonal, Reason: "Needs an organization."},
		{ID: "planroom.viewer", Name: "Planroom Viewer", State: stateDenied, Source: fromPersonal, Reason: "Needs a password of its own."},
	}
}

// evaRights are those of the address at work; the private one has none.
func evaRights(day func(int) string) []right {
	return []right{
		{ID: "girder.detailing", Name: "Girder Detailing", State: stateGranted, Source: fromOrg, Until: day(129)},
		{ID: "planroom.viewer", Name: "Planroom Viewer", State: stateGranted, Source: fromPersonal},
		{ID: "site.quay-wall-4", Name: "Quay Wall 4, drawings", State: stateGranted, Source: fromGroup, Until: day(220)},
	}
}
