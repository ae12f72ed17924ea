package core

import (
	"cmp"
	"slices"
	"strings"

	"latchkey/session"
	"latchkey/session/rights"
)

// finder recognizes, in what the provider said, what keeps a person from rights
// and can be mended by one thing.
type finder struct {
	core    *Core
	account session.Account
	rights  rights.Snapshot
	reading rights.Reading
	links   map[string]string
	granted int
	found   []FindingAnswer
}

// findings are the most important first. changed is whose rights they were before
// and are now, when a recheck has just shown that.
func (c *Core) findings(account session.Account, snapshot rights.Snapshot, changed *OrganizationChange) []FindingAnswer {
	return c.findingsAt(account, snapshot, changed, c.rightsTime(snapshot))
}

// findingsAt are those of a moment.
func (c *Core) findingsAt(account session.Account, snapshot rights.Snapshot, changed *OrganizationChange, reading rights.Reading) []FindingAnswer {
	f := &finder{core: c, account: account, rights: snapshot, reading: reading, found: []FindingAnswer{}}
	if profile, err := c.profile(account.Provider); err == nil {
		f.links = profile.Links
	}
	states := map[rights.State]rights.Right{} // the first right of each state
	fromOthers := false
	for part, right := range snapshot.Rights() {
		state := snapshot.StateAt(part, right, f.reading.Time)
		if _, seen := states[state]; !seen {
			states[state] = right
		}
		if state == rights.Granted {
			f.granted++
			fromOthers = fromOthers || right.Source != rights.SourcePersonal
		}
	}
	if f.reading.SetBack {
		f.add(FindingClock, FixRecheck, "")
	}
	f.unexpected()
	f.otherIdentity()
	f.unverified(states)
	f.social(fromOthers)
	if changed != nil {
		f.add(FindingOrganization, "", "", "before", nameOr(changed.Before), "after", nameOr(changed.After))
	}
	f.invitations(states)
	f.states(states)
	return f.found
}

// add notes a finding; pairs are the values that its sentence names.
func (f *finder) add(code, fix, address string, pairs ...string) {
	values := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		values[pairs[i]] = pairs[i+1]
	}
	f.found = append(f.found, FindingAnswer{Code: code, Fix: fix, Address: safeLink(address), Values: values})
}

// unexpected compares with whom the settings say this computer is meant for.
func (f *finder) unexpected() {
	settings, err := f.core.Settings()
	if err != nil {
		return
	}
	expected, mine := settings.Expected, f.organizations()
	if expected.Account != "" && !strings.EqualFold(expected.Account, f.account.Email) {
		f.add(FindingUnexpected, FixSelectAccount, "", "email", f.account.Email, "expected", strings.ToLower(expected.Account))
	}
	for _, one := range mine {
		if strings.EqualFold(expected.Organization, one.Name) || strings.EqualFold(expected.Organization, one.ID) {
			return
		}
	}
	// A provider that names none says nothing against rights that it grants.
	if expected.Organization != "" && (len(mine) > 0 || f.granted == 0) {
		mine = append(mine, Organization{})
		f.add(FindingNotExpected, FixSelectAccount, "", "organization", nameOr(mine[0]), "expected", expected.Organization)
	}
}

// organizations are those that the rights and the sign-in name.
func (f *finder) organizations() []Organization {
	named := []Organization{}
	for _, part := range f.rights.Parts {
		named = append(named, Organization(part.Answer.Organization))
	}
	named = append(named, Organization(f.account.Organization))
	return slices.DeleteFunc(named, func(o Organization) bool { return o == Organization{} })
}

// otherIdentity recognizes that the person has nothing here, and had something
// under another address at the same provider.
func (f *finder) otherIdentity() {
	if f.granted > 0 || f.rights.Count() == 0 && len(f.rights.Parts) == 0 {
		return
	}
	if other := f.core.richerAccount(f.account); other != "" {
		f.add(FindingOtherIdentity, FixSelectAccount, "", "email", f.account.Email, "other", other)
	}
}

// richerAccount is the address of another account at the same provider that has
// granted rights, or had them when it was last seen.
func (c *Core) richerAccount(account session.Account) string {
	if record, err := c.readRecord(); err == nil {
		for _, other := range record.Accounts {
			if other.ID != account.ID && other.Issuer == account.Issuer && other.Rights.Granted > 0 {
				return other.Email
			}
		}
	}
	entries, err := c.Deps.RightsHistory.List()
	if err != nil {
		c.Log.Warn("read rights history", "problem", err.Error())
	}
	seen := map[string]bool{account.ID: true}
	for _, entry := range entries { // the newest of each account counts
		if !seen[entry.Account] && entry.Provider == account.Provider && entry.Granted > 0 {
			return entry.Email
		}
		seen[entry.Account] = true
	}
	return ""
}

func (f *finder) unverified(states map[rights.State]rights.Right) {
	_, needed := states[rights.NeedsVerification]
	if !needed && !f.account.EmailUnverified {
		return
	}
	address := f.links["forgot_password"] // it sends another mail with a code as well
	if address == "" {
		address = f.links["profile"]
	}
	f.add(FindingUnverified, FixOpen, address, "email", f.account.Email)
}

// social recognizes a sign-in through somebody else's login that brings nothing
// of an organization.
func (f *finder) social(fromOthers bool) {
	if f.account.SocialIssuer == "" || fromOthers || f.account.Organization != (session.Organization{}) {
		return
	}
	f.add(FindingSocial, FixSetPassword, f.links["forgot_password"], "email", f.account.Email, "issuer", f.account.SocialIssuer)
}

func (f *finder) invitations(states map[rights.State]rights.Right) {
	pending := f.rights.Answer().Pending
	for _, invitation := range pending {
		address := cmp.Or(safeLink(invitation.AcceptURL), f.links["profile"])
		f.add(FindingInvitation, FixOpen, address, "name", invitation.Name, "kind", invitation.Kind)
	}
	if right, waits := states[rights.PendingInvitation]; waits && len(pending) == 0 {
		f.add(FindingInvitation, FixOpen, f.links["profile"], "name", right.Name, "kind", "")
	}
}

// states are those of single rights that one thing mends.
func (f *finder) states(states map[rights.State]rights.Right) {
	if right, waits := states[rights.NeedsSignIn]; waits {
		f.add(FindingNextSignIn, FixRecheckSignIn, "", "name", right.Name)
	}
	if right, full := states[rights.SeatLimit]; full {
		f.add(FindingSeat, FixAdministrator, "", "name", right.Name)
	}
}

// nameOr is what a person calls an organization.
func nameOr(o Organization) string {
	if o.Name != "" {
		return o.Name
	}
	return o.ID
}
