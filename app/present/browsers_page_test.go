package present_test

import (
	"strings"
	"testing"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/assets"
)

func TestTheBrowsersWithCookiesComeWithTheirSteps(t *testing.T) {
	counted, running, empty, refused := chromium, chromium, chromium, chromium
	counted.State = "ok"
	running.ID, running.State, running.Running, running.Hosts = "edge", "running", true, nil
	empty.ID, empty.State, empty.Hosts = "brave", "ok", nil
	refused.ID, refused.State, refused.Hosts = "vivaldi", "refused", nil
	in := present.BrowsersInput{SignedIn: true, Answer: core.BrowsersAnswer{
		Hosts: []string{"id.example.com"}, Clearing: core.ClearingGuided,
		Browsers: []core.BrowserAnswer{counted, running, empty, refused},
	}}
	view := present.Browsers(in, assets.In("en"))
	if len(view.Cards) != 3 || len(view.Rest) != 1 || view.Direct != nil || view.Banner == nil {
		t.Fatalf("view is %+v", view)
	}
	if card := view.Cards[0]; card.Pill.Text != "5 cookies" || card.Copy.Argument != chromium.Address || strings.Contains(card.Steps[0], "mail") {
		t.Errorf("card is %+v", card)
	}
	if view.Cards[1].Pill.Text != "Running" || view.Cards[2].Caption == "" {
		t.Errorf("cards are %+v", view.Cards[1:])
	}
	in.Answer.Clearing = core.ClearingDirect
	if view = present.Browsers(in, assets.In("nl")); len(view.Direct) != 2 || view.Direct[0].Button.Action != present.DoResetBrowser || len(view.Header.Buttons) != 0 {
		t.Errorf("direct is %+v", view.Direct)
	}
	in.Answer.Browsers = []core.BrowserAnswer{empty}
	if view = present.Browsers(in, assets.In("en")); view.Empty == nil || view.Banner != nil || view.Direct != nil {
		t.Errorf("with nothing to clear: %+v", view)
	}
}

func TestAPlanForBrowsersWarnsOfTheMailedCode(t *testing.T) {
	plan := core.ResetPlan{Scopes: []string{core.ScopeBrowser}, Items: []core.ResetItem{
		{ID: "1", What: core.ItemBrowserSession, Kind: "server", Action: core.ActionRevoke, Account: "mila.vos@example.com"},
		{
			ID: "2", What: core.ItemBrowserCookies, Kind: "browser", Action: core.ActionDelete, Label: "Chromium, Work", Count: 4,
			Hosts: []string{"id.example.com", ".id.example.com"},
		},
		{ID: "3", What: core.ItemBrowserCookies, Kind: "browser", Action: core.ActionSkip, Label: "Firefox", BlockedBy: "Firefox"},
		{ID: "4", What: core.ItemBrowserCookies, Kind: "browser", Action: core.ActionSkip, Label: "Safari", Note: "guided"},
	}}
	view := present.Plan(plan, assets.In("en"))
	if view.Title != "Clear browser cookies?" || !strings.Contains(view.Sentence, "mail") || view.Nothing {
		t.Errorf("view is %+v", view)
	}
	if item := view.Groups[0].Items[1]; item.Name != "Cookies in Chromium, Work" || item.Text != "4 cookies of id.example.com" {
		t.Errorf("item is %+v", item)
	}
	if view.Groups[0].Undo != "Can’t be undone" {
		t.Errorf("the group says %q", view.Groups[0].Undo)
	}
	plan.Items = plan.Items[2:]
	if view = present.Plan(plan, assets.In("en")); !view.Blocked || view.Title != "Close Firefox first" {
		t.Errorf("a browser that runs is %+v", view)
	}
}

func TestAResultOfBrowsersSaysHowManyWent(t *testing.T) {
	plan := core.ResetPlan{Scopes: []string{core.ScopeBrowser}, Items: []core.ResetItem{
		{ID: "1", What: core.ItemBrowserCookies, Action: core.ActionDelete, Label: "Chromium"},
		{ID: "2", What: core.ItemBrowserCookies, Action: core.ActionSkip, Label: "Firefox", BlockedBy: "Firefox"},
	}}
	in := present.ResultInput{Plan: plan, SignedIn: true, Results: []core.ItemResult{
		{ID: "1", What: core.ItemBrowserCookies, Label: "Chromium", Result: "done", Detail: "removed 3"},
	}}
	view := present.Result(in, now, assets.In("nl"))
	if view.Header.Title != "De cookies zijn gewist" || view.Rows[0].Caption != "3 cookies verwijderd" {
		t.Errorf("view is %+v", view)
	}
	if button := view.Header.Buttons[0]; button.Action != present.DoRecheckFurther || button.Argument != core.StepBrowserCookies {
		t.Errorf("button is %+v", button)
	}
	in.Results = append(in.Results, core.ItemResult{ID: "2", What: core.ItemBrowserCookies, Label: "Firefox", Result: "skipped", Detail: "browser_running"})
	view = present.Result(in, now, assets.In("en"))
	if view.Header.Title != "Not all cookies are cleared" || len(view.Retry) != 1 || view.Retry[0] != core.ScopeBrowser {
		t.Errorf("view is %+v", view)
	}
}
