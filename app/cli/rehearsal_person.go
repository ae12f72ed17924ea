package cli

import (
	"context"
	"fmt"

	"latchkey/app/core"
)

// personRehearsals are about who is signed in.
func personRehearsals() []rehearsal {
	return []rehearsal{
		{name: "wrong_account", finds: "account_unexpected", fix: core.MendSignInOther, stage: expects("expected.account", "Eva.Lindqvist@example.com")},
		{
			name: "organization_unexpected", finds: "organization_unexpected", fix: core.MendSignInOther,
			stage: expects("expected.organization", "Brickline Architects"),
		},
		{name: "two_identities", finds: "other_identity", fix: core.MendSignInOther, person: "eva", stage: stageSecondIdentity},
		{name: "social_account", finds: "social_without_rights", fix: core.MendOpenLink, person: "kai"},
		{name: "unverified", finds: "address_unverified", fix: core.MendOpenLink, person: "piet"},
	}
}

// expects writes for whom this computer is meant.
func expects(key, value string) func(context.Context, *demoScene) error {
	return func(ctx context.Context, s *demoScene) error {
		if _, err := s.jobs.SetSetting(ctx, key, value); err != nil {
			return fmt.Errorf("write %s: %w", key, err)
		}
		return nil
	}
}

// stageSecondIdentity signs the same person in with the address that has no rights.
func stageSecondIdentity(ctx context.Context, s *demoScene) error {
	if err := s.signIn(ctx, "eva-home"); err != nil {
		return err
	}
	if _, err := s.jobs.DefaultAccount(ctx, "eva.lindqvist@example.net"); err != nil {
		return fmt.Errorf("choose the other account: %w", err)
	}
	return nil
}
