package core

import (
	"cmp"
	"context"
	"slices"

	"latchkey/app/doctor"
	"latchkey/session"
	"latchkey/session/rights"
)

// lookAtRightState says whether the person has the right that was asked about or,
// where none was, any right at all. That one of many waits for something keeps
// nobody from working.
func (d *diagnosis) lookAtRightState(context.Context) doctor.Finding {
	account, profile, able := d.signedInAt()
	switch {
	case !able:
		return doctor.Skipped("nobody_signed_in")
	case len(profile.Rights.sources()) == 0:
		return doctor.Skipped("no_rights_source")
	}
	known := d.core.cachedRights(account)
	if wanted := d.options.subject; wanted.right != "" {
		return d.judgeRight(known, wanted)
	}
	total, granted := known.Count(), d.core.grantedOf(known)
	found := d.recognized(FindingInvitation, FindingNextSignIn, FindingSeat)
	switch {
	case granted > 0 && len(found) > 0 && found[0].Code == FindingInvitation:
		return found[0].as(doctor.Warn)
	case granted > 0:
		return doctor.Passed("rights_granted", "granted", doctor.Number(granted), "n", doctor.Number(total))
	case len(found) > 0:
		return found[0].as(doctor.Fail)
	}
	organization := doctor.Name(organizationOf(account, known))
	nothing := doctor.Saw("rights_nothing_named", "organization", organization)
	if total > 0 {
		nothing = doctor.Saw("rights_nothing_granted", "n", doctor.Number(total), "organization", organization)
	}
	return doctor.Failed("right_missing", doctor.Fix{ID: MendAdministrator}, nothing)
}

// organizationOf is whose rights they are, in one word; "-" where nobody says.
func organizationOf(account session.Account, known rights.Snapshot) string {
	said := Organization(known.Answer().Organization)
	return cmp.Or(nameOr(said), nameOr(Organization(account.Organization)), "-")
}

// judgeRight is about one right that somebody cannot work with.
func (d *diagnosis) judgeRight(known rights.Snapshot, wanted subject) doctor.Finding {
	now := d.core.readingOf(known).Time
	state, reason := rights.Unknown, ""
	for part, right := range known.Rights() {
		if right.ID != wanted.right {
			continue
		}
		if state = known.StateAt(part, right, now); state == rights.Granted {
			return doctor.Passed("right_granted", "name", doctor.Name(wanted.name))
		}
		reason = right.Reason
	}
	saw := doctor.Saw("right_state", "name", doctor.Name(wanted.name), "state", doctor.Code(string(state)))
	if reason != "" {
		saw.Code, saw.Values["reason"] = "right_state_reason", doctor.Name(reason)
	}
	code, fix := rightProblem(state)
	if state == rights.PendingInvitation {
		fix.Argument = d.invitationLink(wanted.name)
	}
	return doctor.Failed(code, fix, saw)
}

// rightProblem is what keeps a right of this state from being granted.
func rightProblem(state rights.State) (code string, fix doctor.Fix) {
	switch state {
	case rights.PendingInvitation:
		return FindingInvitation, doctor.Fix{ID: MendOpenLink}
	case rights.NeedsSignIn:
		return FindingNextSignIn, doctor.Fix{ID: MendSignInFresh}
	case rights.SeatLimit:
		return FindingSeat, doctor.Fix{ID: MendAdministrator}
	case rights.NeedsVerification:
		return FindingUnverified, doctor.Fix{ID: MendOpenLink, Argument: "forgot_password"}
	case rights.Unknown:
		return "right_missing", doctor.Fix{ID: MendRecheck}
	}
	return "right_missing", doctor.Fix{ID: MendAdministrator}
}

// invitationLink is where the invitation to something is accepted: its own page,
// else that of the only one, else the person's profile.
func (d *diagnosis) invitationLink(name string) string {
	waiting := d.recognized(FindingInvitation)
	i := slices.IndexFunc(waiting, func(f FindingAnswer) bool { return f.Values["name"] == name })
	if i < 0 && len(waiting) == 1 {
		i = 0
	}
	if i >= 0 && waiting[i].Address != "" {
		return waiting[i].Address
	}
	return "profile"
}

// recognized are the findings with these codes, the most important first.
func (d *diagnosis) recognized(codes ...string) []FindingAnswer {
	return slices.DeleteFunc(slices.Clone(d.findings()), func(f FindingAnswer) bool { return !slices.Contains(codes, f.Code) })
}
