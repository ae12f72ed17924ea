package present

import (
	"strings"

	"latchkey/app/core"
	"latchkey/assets"
)

// ResultLine makes the row of one item: what became of it.
func ResultLine(result core.ItemResult, w assets.Words) ResultRow {
	row := ResultRow{Path: result.Path, Caption: ResultDetail(result.Detail, w)}
	name := AppItemName(result.What, result.Label, w)
	switch result.Result {
	case "done":
		row.Sign = Sign{Icon: "state-good", Tone: ToneGood}
	case "skipped":
		row.Sign, row.Right = Sign{Icon: "state-skipped"}, w.Text("present.result.skipped")
		if result.Label != "" {
			name = OneLine(result.Label)
		}
	default:
		row.Sign, row.Right = Sign{Icon: "state-bad", Tone: ToneBad}, w.Text("present.result.failed")
	}
	row.Text = w.Text("present.result.item."+result.Result, "name", name)
	return row
}

// ResultDetail turns the code of an item's detail into words; text that is no
// code (a path, a system's reason) is shown as it is.
func ResultDetail(detail string, w assets.Words) string {
	if text, cookies := removedCookies(detail, w); cookies {
		return text
	}
	for _, prefix := range []string{"present.detail.", "present.note."} {
		if w.Has(prefix + detail) {
			return w.Text(prefix + detail)
		}
	}
	if w.Has("problem." + detail + ".title") {
		return core.ProblemText(detail, w).Title
	}
	reason := OneLine(core.ReasonText(detail, w))
	if strings.ContainsAny(reason, `/\`) {
		return reason
	}
	return Stop(Capital(reason))
}

// row is ResultLine with what the plan knows besides: that a file moved, and its size.
func (in ResultInput) row(result core.ItemResult, w assets.Words) ResultRow {
	row := ResultLine(result, w)
	item := in.item(result.ID)
	if item == nil || result.Result != "done" {
		return row
	}
	if key := "present.result.done." + item.What; item.Action != core.ActionMove && w.Has(key) {
		row.Text = w.Text(key)
		if result.Detail == "removed" {
			row.Caption = "" // said already
		}
		return row
	}
	if item.Action != core.ActionMove {
		return row
	}
	row.Text = w.Text("present.result.moved", "name", AppItemName(item.What, item.Label, w))
	row.Caption, row.Right = "", Size(item.Size, w)
	return row
}

// item is the plan's item of a result, or nil.
func (in ResultInput) item(id string) *core.ResetItem {
	for i := range in.Plan.Items {
		if in.Plan.Items[i].ID == id {
			return &in.Plan.Items[i]
		}
	}
	return nil
}

// doneNames are the sign-ins that were reset, apps first.
func (in ResultInput) doneNames() []string {
	var items []core.ResetItem
	for _, result := range in.Results {
		if item := in.item(result.ID); item != nil && result.Result == "done" {
			items = append(items, *item)
		}
	}
	return resetNames(items)
}

// touchesSession says whether Latchkey's own session was reset; without a plan it
// is told by the items.
func (in ResultInput) touchesSession() bool {
	for _, result := range in.Results {
		if result.Label == "" && result.Result != "skipped" && !ofBrowser(result.What) && result.What != "app_sign_in" && result.What != "app_cache" {
			return true
		}
	}
	return false
}

// leftScopes are the scopes of the apps and browsers that were to be reset and were not, where
// trying again can help: they ran, or a file could not be moved.
func (in ResultInput) leftScopes() []string {
	var scopes []string
	seen := map[string]bool{}
	for _, result := range in.Results {
		item := in.item(result.ID)
		if item == nil || item.App == "" && item.What != core.ItemBrowserCookies || result.Result == "done" {
			continue
		}
		scope := core.ScopeAppPrefix + item.App
		if item.App == "" {
			scope = core.ScopeBrowser
		}
		if (result.Result == "failed" || item.BlockedBy != "") && !seen[scope] {
			seen[scope] = true
			scopes = append(scopes, scope)
		}
	}
	return scopes
}
