package present

import (
	"latchkey/app/core"
	"latchkey/assets"
)

// LeftAlone are the things on the page Apps that a plan does not touch and that a
// person may ask about: apps that run, and what is not ticked.
func LeftAlone(in AppsInput, plan core.ResetPlan, w assets.Words) []PlanItem {
	planned := map[string]bool{}
	for _, scope := range plan.Scopes {
		planned[scope] = true
	}
	var running, unticked []PlanItem
	if in.Apps != nil {
		for _, app := range in.Apps.Apps {
			row := PlanItem{Name: AppLabel(app)}
			switch {
			case planned[app.Scope] || !app.Resettable:
				continue
			case app.Running:
				row.Strong, row.Text = w.Text("present.plan.running"), w.Text("present.plan.running.close")
				running = append(running, row)
			case isLocked(app):
				row.Strong, row.Text = w.Text("present.plan.in_use"), w.Text("present.plan.locked")
				running = append(running, row)
			default:
				row.Text = w.Text("present.plan.not_ticked")
				unticked = append(unticked, row)
			}
			planned[app.Scope] = true // one line for all its places
		}
	}
	if canResetOwn(in.Status) && !planned[core.ScopeSession] {
		unticked = append(unticked, PlanItem{Name: "Latchkey", Text: w.Text("present.plan.not_ticked")})
	}
	return append(running, unticked...)
}
