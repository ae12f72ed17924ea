package core

import (
	"cmp"
	"context"
	"time"

	"latchkey/app/doctor"
	"latchkey/session"
	"latchkey/session/rights"
)

// changeIsNews is how long another organization than before is worth a warning: a
// person who meant it must not be warned for ever.
const changeIsNews = 24 * time.Hour

func (d *diagnosis) accountChecks() []doctor.Check {
	return []doctor.Check{
		{ID: "account", Link: doctor.LinkAccount, After: []string{"session-file"}, Look: d.lookAtAccount},
		{ID: "organization", Link: doctor.LinkAccount, After: []string{"account"}, Look: d.lookAtOrganization},
		{ID: "verified", Link: doctor.LinkAccount, After: []string{"account"}, Look: d.lookAtVerified},
	}
}

// lookAtAccount says whether it is the one that this computer is meant for, and
// the one that has the access rights.
func (d *diagnosis) lookAtAccount(context.Context) doctor.Finding {
	account, err := d.account()
	if err != nil {
		return doctor.Skipped("nobody_signed_in")
	}
	found := d.recognized(FindingUnexpected, FindingOtherIdentity, FindingSocial)
	switch {
	case len(found) == 0:
		return doctor.Passed("account", "email", doctor.Person(nameOf(account)))
	case found[0].Code == FindingSocial && d.core.grantedOf(d.core.cachedRights(account)) > 0:
		return found[0].as(doctor.Warn)
	}
	return found[0].as(doctor.Fail)
}

// lookAtOrganization says whether it is the expected one, and the same as before.
func (d *diagnosis) lookAtOrganization(context.Context) doctor.Finding {
	account, err := d.account()
	if err != nil {
		return doctor.Skipped("nobody_signed_in")
	}
	if found := d.recognized(FindingNotExpected); len(found) > 0 {
		return found[0].as(doctor.Fail)
	}
	if finding, changed := d.changedOrganization(account); changed {
		return doctor.Warned(finding.Code, doctor.Fix{ID: MendSignInOther}, findingSaw(finding))
	}
	name := organizationOf(account, d.core.cachedRights(account))
	if name == "-" {
		return doctor.Skipped("no_organization")
	}
	return doctor.Passed("organization", "organization", doctor.Name(name))
}

// changedOrganization is the newest difference in the person's rights, when it was
// that they are another organization's.
func (d *diagnosis) changedOrganization(account session.Account) (FindingAnswer, bool) {
	entries, err := d.core.Deps.RightsHistory.List()
	if err != nil {
		d.core.Log.Warn("read rights history", "problem", err.Error())
	}
	for _, entry := range entries {
		if entry.Account != account.ID {
			continue
		}
		change := organizationChange(entry.Difference)
		if change == nil || entry.First || d.core.Now().Sub(entry.At) > changeIsNews {
			return FindingAnswer{}, false
		}
		values := map[string]string{"before": nameOr(change.Before), "after": nameOr(change.After)}
		return FindingAnswer{Code: FindingOrganization, Values: values}, true
	}
	return FindingAnswer{}, false
}

// lookAtVerified says whether rights are held back because the address is not.
func (d *diagnosis) lookAtVerified(context.Context) doctor.Finding {
	account, err := d.account()
	if err != nil {
		return doctor.Skipped("nobody_signed_in")
	}
	if found := d.recognized(FindingUnverified); len(found) > 0 {
		if known := d.core.cachedRights(account); d.core.grantedOf(known) > 0 && !waitsForVerification(known) {
			return found[0].as(doctor.Warn)
		}
		return found[0].as(doctor.Fail)
	}
	if account.EmailVerified {
		return doctor.Passed("verified", "email", doctor.Person(nameOf(account)))
	}
	return doctor.Skipped("verified_unsaid")
}

// grantedOf counts the rights that are granted now.
func (c *Core) grantedOf(known rights.Snapshot) (granted int) {
	now := c.readingOf(known).Time
	for part, right := range known.Rights() {
		if known.StateAt(part, right, now) == rights.Granted {
			granted++
		}
	}
	return granted
}

// waitsForVerification says that a right is held back until the address is verified.
func waitsForVerification(known rights.Snapshot) bool {
	for _, right := range known.Rights() {
		if right.State == rights.NeedsVerification {
			return true
		}
	}
	return false
}

// nameOf is what a person calls an account.
func nameOf(account session.Account) string { return cmp.Or(account.Email, account.Name, account.ID) }

// as is a finding about the person as one of the doctor.
func (f FindingAnswer) as(verdict doctor.Verdict) doctor.Finding {
	return doctor.Finding{Verdict: verdict, Code: f.Code, Fix: findingRemedy(f), Evidence: findingSaw(f)}
}

// findingRemedy is the fix of a finding, as the doctor calls it.
func findingRemedy(finding FindingAnswer) doctor.Fix {
	switch finding.Fix {
	case FixSelectAccount:
		return doctor.Fix{ID: MendSignInOther}
	case FixRecheckSignIn:
		return doctor.Fix{ID: MendSignInFresh}
	case FixAdministrator:
		return doctor.Fix{ID: MendAdministrator}
	case FixOpen, FixSetPassword:
		links := map[string]string{FindingSocial: "forgot_password", FindingUnverified: "forgot_password"}
		return doctor.Fix{ID: MendOpenLink, Argument: cmp.Or(links[finding.Code], finding.Address, "profile")}
	}
	return doctor.Fix{ID: MendRecheck}
}

// findingSaw is a finding as evidence; a value that is not known is a dash.
func findingSaw(finding FindingAnswer) doctor.Evidence {
	saw := doctor.Saw(finding.Code)
	for name, value := range finding.Values {
		value = cmp.Or(value, "-")
		switch name {
		case "kind":
		case "email", "other":
			saw.Values[name] = doctor.Person(value)
		case "expected":
			saw.Values[name] = doctor.Name(value)
			if finding.Code == FindingUnexpected {
				saw.Values[name] = doctor.Person(value)
			}
		default:
			saw.Values[name] = doctor.Name(value)
		}
	}
	return saw
}
