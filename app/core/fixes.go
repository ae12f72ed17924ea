package core

import (
	"cmp"
	"strings"

	"latchkey/app/doctor"
)

// Who does a fix.
const (
	ByLatchkey      = "latchkey"
	ByPerson        = "person"
	ByAdministrator = "administrator"
)

// fixRow is one row of the table of fixes.
type fixRow struct {
	id         string
	by         string
	command    string // {argument} and {check} are filled in; empty: there is none
	reversible bool   // doctor --fix may do it unasked
	applied    bool   // ApplyFix does it
}

// fixRows is the table of fixes.
func fixRows() []fixRow {
	return []fixRow{
		{id: MendRetry, by: ByLatchkey, command: "latchkey doctor"},
		{id: MendSignIn, by: ByLatchkey, command: "latchkey sign-in", applied: true},
		{id: MendSignInOther, by: ByLatchkey, command: "latchkey sign-in --choose", applied: true},
		{id: MendSignInFresh, by: ByLatchkey, command: "latchkey rights recheck --max-step sign-in", applied: true},
		{id: MendRecheck, by: ByLatchkey, command: "latchkey rights recheck", reversible: true, applied: true},
		{id: MendRenew, by: ByLatchkey, command: "latchkey token --min-validity 876000h", applied: true},
		{id: MendResetSession, by: ByLatchkey, command: "latchkey reset", reversible: true, applied: true},
		{id: MendResetApp, by: ByLatchkey, command: "latchkey reset --scope {argument}", reversible: true, applied: true},
		{id: MendResetBrowser, by: ByLatchkey, command: "latchkey reset --scope browser"},
		{id: MendTighten, by: ByLatchkey, command: "latchkey doctor --fix --only {check}", reversible: true, applied: true},
		{id: MendSettings, by: ByPerson, command: "latchkey settings"},
		{id: MendOpenLink, by: ByPerson, applied: true},
		{id: MendUnlock, by: ByPerson},
		{id: MendStartKeyring, by: ByPerson},
		{id: MendMoveStorage, by: ByLatchkey, command: "latchkey settings set storage sealed_file"},
		{id: MendSetClock, by: ByPerson},
		{id: MendConnect, by: ByPerson},
		{id: MendPortal, by: ByPerson},
		{id: MendProxy, by: ByPerson, command: "latchkey network"},
		{id: MendTrustCA, by: ByAdministrator, command: "latchkey network"},
		{id: MendFreePort, by: ByPerson},
		{id: MendBrowser, by: ByPerson, command: "latchkey sign-in --device"},
		{id: MendBrowserPolicy, by: ByAdministrator},
		{id: MendCloseApp, by: ByPerson},
		{id: MendFreeDisk, by: ByPerson},
		{id: MendOwnFolder, by: ByAdministrator},
		{id: MendWait, by: ByPerson},
		{id: MendAdministrator, by: ByAdministrator, command: "latchkey rights recheck --max-step message"},
		{id: MendProvider, by: ByPerson, command: "latchkey providers"},
		{id: MendUpdate, by: ByPerson},
		{id: MendSupport, by: ByPerson, command: "latchkey support-bundle"},
		{id: MendGuide, by: ByPerson, command: "latchkey guide {argument}"},
	}
}

func fixRowOf(id string) (fixRow, bool) {
	for _, row := range fixRows() {
		if row.id == id {
			return row, true
		}
	}
	return fixRow{}, false
}

// fixAnswer is a fix as faces show it; present puts its title into words.
func (d *diagnosis) fixAnswer(fix doctor.Fix) *FixAnswer {
	row, known := fixRowOf(fix.ID)
	if !known {
		return nil
	}
	answer := &FixAnswer{
		ID: row.id, Argument: fix.Argument, By: row.by, Reversible: row.reversible,
		Command: strings.ReplaceAll(row.command, "{argument}", fix.Argument),
	}
	if row.id == MendAdministrator && fix.Argument != "" {
		answer.Command = "" // it is not about access rights
	}
	if row.id == MendOpenLink {
		answer.Address = d.link(fix.Argument)
	}
	return answer
}

// link is the address of a provider's page, or one that was handed over whole.
func (d *diagnosis) link(name string) string {
	if address := safeLink(name); address != "" {
		return address
	}
	profile, err := d.profile()
	if err != nil {
		return ""
	}
	return safeLink(cmp.Or(profile.Links[name], profile.Links["profile"]))
}
