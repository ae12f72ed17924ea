package core

import (
	"context"
	"time"

	"latchkey/app/doctor"
	"latchkey/session/rights"
)

// questionPatience bounds the checks that put a real question to the provider.
const questionPatience = 6 * time.Second

func (d *diagnosis) rightChecks() []doctor.Check {
	return []doctor.Check{
		{
			ID: "rights-service", Link: doctor.LinkRight, After: []string{"acceptance", "token-endpoint"},
			Patience: questionPatience, Look: d.lookAtRightsService,
		},
		{ID: "rights", Link: doctor.LinkRight, After: []string{"rights-service"}, Look: d.lookAtRights},
		{
			ID: "right-state", Link: doctor.LinkRight, After: []string{"rights", "verified", "account", "organization"},
			Look: d.lookAtRightState,
		},
	}
}

// lookAtRightsService asks for the access rights as a recheck does, and keeps
// nothing of the answer.
func (d *diagnosis) lookAtRightsService(ctx context.Context) doctor.Finding {
	_, profile, able := d.signedInAt()
	sources := profile.Rights.sources()
	switch {
	case !able:
		return doctor.Skipped("nobody_signed_in")
	case len(sources) == 0:
		return doctor.Skipped("no_rights_source")
	}
	asked := doctor.Saw("rights_asked", "host", doctor.Host(profile.rightsHost()))
	got, err := d.askRights(ctx)
	if err != nil {
		return fault(err, asked)
	}
	for _, source := range sources {
		if err := got.failed[source]; err != nil {
			missing := doctor.Saw("rights_partly", "source", doctor.Code(source), "n", doctor.Number(len(sources)-len(got.failed)))
			return doctor.Warned(Code(err), remedyOf(err), missing).Because(err)
		}
	}
	return doctor.Passed("rights_answered", "host", doctor.Host(profile.rightsHost()), "n", doctor.Number(got.snapshot.Count()))
}

// lookAtRights judges what is known of the access rights: its age, and whether it
// is what the provider says now.
func (d *diagnosis) lookAtRights(context.Context) doctor.Finding {
	account, profile, able := d.signedInAt()
	switch {
	case !able:
		return doctor.Skipped("nobody_signed_in")
	case len(profile.Rights.sources()) == 0:
		return doctor.Skipped("no_rights_source")
	}
	known := d.core.cachedRights(account)
	now := d.core.readingOf(known).Time
	answer, recheck := known.Answer(), doctor.Fix{ID: MendRecheck}
	checked := doctor.Moment(answer.CheckedAt)
	switch known.FreshnessAt(now, true) {
	case rights.NoneYet:
		return doctor.Failed("rights_none", recheck, doctor.Saw("rights_none"))
	case rights.OutOfDate:
		return doctor.Failed("rights_expired", recheck, doctor.Saw("rights_expired", "at", checked))
	case rights.Fresh:
	default:
		return doctor.Warned("rights_stale", recheck, doctor.Saw("rights_stale", "at", checked, "until", doctor.Moment(answer.ValidUntil)))
	}
	if gained, lost := d.differences(known, now); gained+lost > 0 {
		differ := doctor.Saw("rights_differ", "at", checked, "gained", doctor.Number(gained), "lost", doctor.Number(lost))
		return doctor.Failed("rights_stale", recheck, differ)
	}
	return doctor.Passed("rights_known", "at", checked, "n", doctor.Number(known.Count()))
}

// differences count what the provider said just now and is not known yet. An
// answer that a cache on the way gave can be older than what is known.
func (d *diagnosis) differences(known rights.Snapshot, now time.Time) (gained, lost int) {
	said := d.asked.got.snapshot
	isOlder := said.Answer().CheckedAt.Before(known.Answer().CheckedAt)
	if d.asked.err != nil || len(said.Parts) == 0 || isOlder || !d.asked.got.isWhole() {
		return 0, 0
	}
	difference := rights.Compare(known, said, now)
	return len(difference.Gained), len(difference.Lost)
}

// isWhole says that an answer stands for all that the provider would say: every
// source answered, and the token's own claims are of now.
func (g gathered) isWhole() bool {
	for _, evidence := range g.evidence {
		if evidence.Source == SourceClaims && evidence.Why == WhyOldToken {
			return false
		}
	}
	return len(g.failed) == 0
}
