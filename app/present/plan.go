package present

import (
	"strings"

	"latchkey/app/core"
	"latchkey/assets"
)

// PlanInput is what the dialog that confirms a reset knows.
type PlanInput struct {
	Plan     core.ResetPlan
	Left     []PlanItem // what else is on the page and stays as it is
	KeepDays int        // how long backups are kept; 0: 30
}

// Plan is PlanOf with nothing but the plan.
func Plan(plan core.ResetPlan, w assets.Words) PlanView { return PlanOf(PlanInput{Plan: plan}, w) }

// PlanOf makes the dialog that confirms a reset: what moves to a backup, what ends
// for good, what is left alone. A group never mixes what can be undone with what cannot.
func PlanOf(in PlanInput, w assets.Words) PlanView {
	kind := planKind(in.Plan.Scopes)
	view := PlanView{
		Sentence: planSentence(in.Plan, kind, w),
		Note:     w.Plural("present.plan.kept", keepDays(in.KeepDays)),
		Cancel:   Button{Text: w.Text("present.cancel"), Kind: KindSecondary, Action: DoCancel},
	}
	verb := planVerb(in.Plan, kind, w)
	view.Title = w.Text("present.plan.question", "verb", verb)
	view.Confirm = Button{Text: verb, Kind: KindAccent, Action: DoApplyReset}
	groups := splitPlan(in.Plan.Items, w)
	view.Groups = groups.acting(w)
	if kind == core.ScopeBrowser {
		for i := range view.Groups {
			view.Groups[i].Title = w.Text("present.plan.end.browser")
		}
	}
	if len(groups.moves) == 0 {
		view.Note = ""
	}
	view.Nothing = len(view.Groups) == 0
	view.Groups = append(view.Groups, PlanGroup{
		Icon: "shield", Title: w.Text("present.plan.leave"),
		Items: append(append(groups.left, in.Left...), PlanItem{
			Name: w.Text("present.plan.licenses"), Text: w.Text("present.plan.never"),
		}),
	})
	if view.Nothing {
		view.nothing(in.Plan, w)
	}
	return view
}

// nothing says why there is nothing to confirm.
func (v *PlanView) nothing(plan core.ResetPlan, w assets.Words) {
	v.Title, v.Sentence = w.Text("present.plan.nothing"), w.Text("present.plan.nothing.sentence")
	if names := blockedNames(plan); len(names) > 0 {
		v.Blocked = true
		v.Title = w.Text("present.plan.close", "apps", Names(names, w))
		v.Sentence = w.Text("present.plan.close.sentence")
	} else if plan.Unfinished() != nil { // refused, or a person's to do
		v.Sentence = w.Text("present.plan.nothing.left")
	}
}

// planKind picks the words: rights alone are cleared, apps and everything else are reset.
func planKind(scopes []string) string {
	if len(scopes) == 1 {
		switch scopes[0] {
		case core.ScopeRights, core.ScopeTokens, core.ScopeBrowser, core.ScopeAll:
			return scopes[0]
		}
	}
	for _, scope := range scopes {
		if scope == core.ScopeApps || strings.HasPrefix(scope, core.ScopeAppPrefix) {
			return planOfApps
		}
	}
	return core.ScopeSession
}

const planOfApps = "apps"

func planVerb(plan core.ResetPlan, kind string, w assets.Words) string {
	if kind == planOfApps {
		return w.Plural("present.plan.verb.apps", len(resetNames(plan.Items)))
	}
	return w.Text("present.plan.verb." + kind)
}

func planSentence(plan core.ResetPlan, kind string, w assets.Words) string {
	if kind != planOfApps {
		return w.Text("present.plan.sentence." + kind)
	}
	names := resetNames(plan.Items)
	if len(names) == 0 {
		return ""
	}
	return w.Plural("present.plan.sentence.apps", len(names), "names", Names(names, w))
}

// resetNames are the sign-ins that a plan resets, each once: apps by their label,
// Latchkey by its name.
func resetNames(items []core.ResetItem) []string {
	var names []string
	seen := map[string]bool{}
	for _, own := range []bool{false, true} { // Latchkey comes last, as on the page
		for _, item := range items {
			name := OneLine(item.Label)
			if item.App == "" {
				name = "Latchkey"
			}
			if (item.App == "") != own || item.Action == core.ActionSkip || seen[name] || ofBrowser(item.What) {
				continue
			}
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}

// blockedNames are the apps and browsers that stand in the way of a plan, each once.
func blockedNames(plan core.ResetPlan) []string {
	var names []string
	seen := map[string]bool{}
	for _, item := range plan.Items {
		if name := OneLine(item.Label); name != "" && item.BlockedBy != "" && !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}
