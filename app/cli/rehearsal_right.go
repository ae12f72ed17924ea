package cli

import (
	"context"
	"fmt"
	"time"

	"latchkey/app/core"
)

const day = 24 * time.Hour

// rightRehearsals are about access rights, and the time by which they count.
func rightRehearsals() []rehearsal {
	return []rehearsal{
		{name: "rights_none", finds: "rights_none", fix: core.MendRecheck, stage: stageNoRights},
		{name: "rights_stale", finds: "rights_stale", fix: core.MendRecheck, ago: 3 * day},
		{name: "rights_expired", finds: "rights_expired", fix: core.MendRecheck, ago: 40 * day},
		{name: "clock_set_back", finds: "clock_set_back", fix: core.MendRecheck, ago: -2 * day},
		{name: "no_rights", finds: "right_missing", fix: core.MendAdministrator, person: "lena"},
		{name: "pending_invitation", finds: "invitation_pending", fix: core.MendOpenLink, person: "ines", subject: "site.harbor-tunnel"},
		{name: "seat_limit", finds: "seat_limit", fix: core.MendAdministrator, subject: "girder.analysis"},
		{name: "next_sign_in", finds: "next_sign_in", fix: core.MendSignInFresh, subject: "planroom.archive"},
		{name: "right_denied", finds: "right_missing", fix: core.MendAdministrator, subject: "render.night"},
	}
}

func stageNoRights(ctx context.Context, s *demoScene) error {
	if _, err := s.jobs.ClearRights(ctx); err != nil {
		return fmt.Errorf("clear the rights: %w", err)
	}
	return nil
}
