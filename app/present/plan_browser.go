package present

import (
	"strconv"
	"strings"

	"latchkey/app/core"
	"latchkey/assets"
)

// ofBrowser says whether a part of a reset is about a browser, and not about what
// Latchkey or a modeling app keeps.
func ofBrowser(what string) bool {
	return what == core.ItemBrowserSession || what == core.ItemBrowserCookies
}

// browserPlanItem is the browser's session at the provider, or the cookies of the
// identity hosts in one profile: which hosts, and how many cookies.
func browserPlanItem(item core.ResetItem, w assets.Words) PlanItem {
	row := PlanItem{Name: AppItemName(item.What, item.Label, w)}
	if item.Account != "" {
		row.Name += " (" + OneLine(item.Account) + ")"
	}
	switch key := "present.item." + item.What + "." + item.Action; {
	case item.BlockedBy != "":
		row.Strong, row.Text = w.Text("present.plan.running"), w.Text("present.plan.browser.close")
	case item.Note != "" && w.Has("present.note."+item.Note):
		row.Text = w.Text("present.note." + item.Note)
	case item.Reason != "":
		row.Text = Stop(Capital(OneLine(core.ReasonText(item.Reason, w))))
	case len(item.Hosts) > 0:
		row.Text = w.Plural("present.plan.cookies", item.Count, "hosts", strings.Join(hostList(item.Hosts), ", "))
	case w.Has(key):
		row.Text = w.Text(key)
	}
	return row
}

// hostList are hosts as a person knows them, each once.
func hostList(hosts []string) []string {
	var names []string
	seen := map[string]bool{}
	for _, host := range hosts {
		if name := strings.TrimPrefix(OneLine(host), "."); name != "" && !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}

// removedCookies reads the detail of a result such as "removed 3".
func removedCookies(detail string, w assets.Words) (string, bool) {
	number, found := strings.CutPrefix(detail, "removed ")
	count, err := strconv.Atoi(number)
	if !found || err != nil {
		return "", false
	}
	return w.Plural("present.detail.cookies", count), true
}
