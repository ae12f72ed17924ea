package core_test

import (
	"context"
	"testing"

	"latchkey/app/core"
	"latchkey/session/apps"
)

// changed is what the activity log calls other than when it last worked.
func changed(t *testing.T, c *core.Core) map[string][2]string {
	t.Helper()
	answer, err := c.Activity(t.Context(), core.ActivityOptions{})
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][2]string{}
	for _, change := range answer.Changed {
		if change.Since.IsZero() || change.BeforeValue.Text != change.Before || change.AfterValue.Text != change.After {
			t.Errorf("not whole: %+v", change)
		}
		found[change.What] = [2]string{change.Before, change.After}
	}
	return found
}

// installed are the modeling apps of a test.
type installed []apps.Found

func (i installed) Find(context.Context, apps.Catalogue) ([]apps.Found, error) { return i, nil }

func sketchUp(version string) apps.Found {
	return apps.Found{App: apps.App{ID: "sketchup", Name: "SketchUp"}, Version: version}
}

func TestWhatIsOtherThanWhenItLastWorked(t *testing.T) {
	h := newHome(t)
	parts := h.Deps
	parts.AppFinder = installed{sketchUp("2023")}
	before := core.New(parts)
	if none := changed(t, before); len(none) != 0 {
		t.Fatalf("before anything worked: %v", none)
	}
	if _, err := before.SignIn(t.Context(), core.SignInOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	if none := changed(t, before); len(none) != 0 {
		t.Fatalf("right after it worked: %v", none)
	}
	if _, err := before.SetProxy(t.Context(), "http://proxy.example:3128", core.Password{}); err != nil {
		t.Fatal(err)
	}
	parts.Version, parts.AppFinder = "9.9.9 (abc)", installed{sketchUp("2023"), sketchUp("2024")}
	now := core.New(parts)
	want := map[string][2]string{
		"version": {"test", "9.9.9"}, "proxy": {"", "http://proxy.example:3128"}, "app": {"SketchUp 2023", "SketchUp 2023, 2024"},
	}
	found := changed(t, now)
	if len(found) != len(want) {
		t.Errorf("changed: %v, want %v", found, want)
	}
	for what, change := range want {
		if found[what] != change {
			t.Errorf("%s: %q, want %q", what, found[what], change)
		}
	}
	if _, err := now.SignIn(t.Context(), core.SignInOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	if none := changed(t, now); len(none) != 0 {
		t.Errorf("after it worked again: %v", none)
	}
}
