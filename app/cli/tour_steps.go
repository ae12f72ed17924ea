package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"reflect"

	"latchkey/app/core"
)

// The rights that the tour's server gives and takes.
const (
	tourGains = "girder.analysis"
	tourLoses = "render.cloud"
)

// tourSteps is the story: in, look, changed behind one's back, asked again;
// damaged, reset, undone; an app's own sign-in reset, undone; out.
func tourSteps() []tourStep {
	return []tourStep{
		{name: "sign_in", args: []string{"sign-in"}, check: isSignedIn},
		{name: "status", args: []string{"status"}, check: isSignedIn},
		{name: "rights", args: []string{"rights"}, check: rememberRights},
		{name: "unchanged", before: changeRights, args: []string{"rights"}, check: rightsAreTheSame},
		{name: "recheck", args: []string{"rights", "recheck"}, check: rightsAreDifferent},
		{name: "damage", before: damageFile, args: []string{"status"}, exit: core.ExitSignIn, check: isState(core.StateDamaged)},
		{name: "plan", args: []string{"reset", "--dry-run"}, check: fileIsDamaged},
		{name: "reset", args: []string{"reset", "--yes"}, check: fileIsGone},
		{name: "signed_out", args: []string{"status"}, exit: core.ExitSignIn, check: isState(core.StateSignedOut)},
		{name: "undo", args: []string{"undo", "--yes"}, check: fileIsDamaged},
		{name: "mend", before: mendFile, args: []string{"status", "--check"}, check: isSignedIn},
		{name: "apps", args: []string{"apps"}, check: appsAreReset(false)},
		{name: "apps_reset", args: []string{"reset", "--scope", "app:sketchup@2021", "--yes"}, check: appsAreReset(true)},
		{name: "apps_undo", args: []string{"undo", "--yes"}, check: appsAreReset(false)},
		{name: "sign_out", args: []string{"sign-out"}, check: serverConfirmed},
		{name: "over", args: []string{"status"}, exit: core.ExitSignIn, check: isState(core.StateSignedOut)},
	}
}

func isSignedIn(ctx context.Context, t *tour, said tell) error {
	return isState(core.StateSignedIn)(ctx, t, said)
}

func isState(want core.SessionState) func(context.Context, *tour, tell) error {
	return func(ctx context.Context, t *tour, _ tell) error {
		status, err := t.core.Status(ctx, false)
		if err != nil {
			return err
		}
		if status.State != want {
			return fmt.Errorf("session is %s, want %s", status.State, want)
		}
		return nil
	}
}

func rememberRights(ctx context.Context, t *tour, _ tell) error {
	answer, err := t.core.Rights(ctx, "")
	if err != nil {
		return err
	}
	t.seen.rights = answer
	if len(answer.Rights) == 0 {
		return errors.New("no access rights were read")
	}
	return nil
}

// changeRights is the administrator at the provider: one right given, one taken.
func changeRights(t *tour) error {
	return errors.Join(t.control.Grant(tourPerson, tourGains), t.control.Revoke(tourPerson, tourLoses))
}

func rightsAreTheSame(ctx context.Context, t *tour, _ tell) error {
	answer, err := t.core.Rights(ctx, "")
	if err != nil {
		return err
	}
	if !reflect.DeepEqual(answer.Rights, t.seen.rights.Rights) {
		return errors.New("the cached access rights changed without a recheck")
	}
	return nil
}

// rightsAreDifferent compares the cache before and after the recheck, which the
// command has just shown.
func rightsAreDifferent(ctx context.Context, t *tour, _ tell) error {
	answer, err := t.core.Rights(ctx, "")
	if err != nil {
		return err
	}
	before, after := grantedIn(t.seen.rights), grantedIn(answer)
	switch {
	case before[tourGains] || !after[tourGains]:
		return fmt.Errorf("%s was not gained", tourGains)
	case !before[tourLoses] || after[tourLoses]:
		return fmt.Errorf("%s was not lost", tourLoses)
	}
	return nil
}

func grantedIn(answer core.RightsAnswer) map[string]bool {
	granted := map[string]bool{}
	for _, right := range answer.Rights {
		granted[right.ID] = right.State == "granted"
	}
	return granted
}

// damageFile changes one letter in the session file, as a failing disk would.
func damageFile(t *tour) error {
	path := t.core.Paths().SessionFile
	whole, err := os.ReadFile(path) //nolint:gosec // the demo's own file
	if err != nil {
		return err
	}
	damaged := bytes.Replace(whole, []byte("example.com"), []byte("exbmple.com"), 1)
	if bytes.Equal(whole, damaged) {
		return errors.New("nothing to damage in the session file")
	}
	t.seen.whole, t.seen.damaged = whole, damaged
	return os.WriteFile(path, damaged, 0o600) //nolint:gosec // the demo's own file
}

// fileIsDamaged also proves what undo promises: the same bytes as before.
func fileIsDamaged(_ context.Context, t *tour, _ tell) error {
	content, err := os.ReadFile(t.core.Paths().SessionFile)
	if err != nil {
		return err
	}
	if !bytes.Equal(content, t.seen.damaged) {
		return errors.New("the session file is not the same, byte for byte")
	}
	return nil
}

func fileIsGone(ctx context.Context, t *tour, _ tell) error {
	if _, err := os.Lstat(t.core.Paths().SessionFile); !errors.Is(err, os.ErrNotExist) {
		return errors.New("the session file is still there")
	}
	kept, err := t.core.Backups(ctx)
	if err != nil {
		return err
	}
	if len(kept.Backups) != 1 {
		return fmt.Errorf("%d backups, want 1", len(kept.Backups))
	}
	return nil
}

// mendFile puts the letter back. The reset destroyed nothing, neither the file
// nor the stored secrets, so the session is whole again without a new sign-in.
func mendFile(t *tour) error { return os.WriteFile(t.core.Paths().SessionFile, t.seen.whole, 0o600) }

// appsAreReset looks whether the pretended sign-in of SketchUp 2021 is gone, and
// the one of 2020 beside it untouched.
func appsAreReset(want bool) func(context.Context, *tour, tell) error {
	return func(ctx context.Context, t *tour, _ tell) error {
		answer, err := t.core.Apps(ctx, core.AppsOptions{ID: "sketchup"})
		if err != nil {
			return err
		}
		there := map[string]bool{}
		for _, app := range answer.Apps {
			there[app.Version] = app.Resettable
		}
		if there["2021"] == want || !there["2020"] {
			return fmt.Errorf("sign-in files of SketchUp: %v", there)
		}
		return nil
	}
}

// serverConfirmed asks the provider itself: the revocation request arrived.
func serverConfirmed(ctx context.Context, t *tour, said tell) error {
	if !bytes.Contains([]byte(said.text), []byte(t.words.Text("cli.sign_out.revoked.confirmed"))) {
		return errors.New("the provider did not confirm that the sign-in ended")
	}
	return isState(core.StateSignedOut)(ctx, t, said)
}
