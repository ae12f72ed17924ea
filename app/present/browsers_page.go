package present

import (
	"strings"

	"latchkey/app/core"
	"latchkey/assets"
)

// BrowsersInput is what the page of the browsers' cookies knows.
type BrowsersInput struct {
	Answer   core.BrowsersAnswer
	SignedIn bool // there is a session to recheck afterwards
	Offline  bool
}

// WithParents is the argument of a button that also takes the cookies of wider domains.
const WithParents = "parents"

// Browsers makes that page: guided steps for each browser that holds cookies of
// the identity hosts, with the address to copy.
func Browsers(in BrowsersInput, w assets.Words) BrowsersView {
	hosts := strings.Join(in.Answer.Hosts, ", ")
	view := BrowsersView{Header: Header{Title: w.Text("present.browsers.title"), Sentence: w.Text("present.browsers.sentence", "hosts", hosts)}}
	if hosts == "" {
		view.Header.Sentence = w.Text("present.browsers.sentence.no_hosts")
	}
	if in.SignedIn {
		view.Header.Buttons = []Button{{
			Text: w.Text("present.browsers.again"), Icon: "sign-in", Kind: KindAccent, Action: DoRecheckFurther,
			Argument: core.StepBrowserCookies, Disabled: in.Offline,
		}}
	}
	view.Banner = &Banner{Tone: ToneWarn, Icon: "mail", Strong: w.Text("present.browsers.mail"), Text: w.Text("present.browsers.mail.text")}
	removable := false
	for _, browser := range in.Answer.Browsers {
		if browser.State == "no_cookies" || browser.State == "ok" && len(browser.Hosts) == 0 {
			view.Rest = append(view.Rest, KeyValue{Key: browserTitle(browser, w), Value: w.Text("present.browsers.no_cookies")})
			continue
		}
		removable = removable || browser.State == "ok" && !browser.Running
		view.Cards = append(view.Cards, browserCard(browser, w))
	}
	switch {
	case len(view.Cards) == 0:
		view.Banner = nil
		view.Empty = &Empty{Sign: Sign{Icon: "globe"}, Title: w.Text("present.browsers.empty"), Text: w.Text("present.browsers.empty.text")}
	case in.Answer.Clearing == core.ClearingDirect:
		view.Direct = directLinks(in.Answer.Browsers, removable, w)
		if removable {
			view.Header.Buttons = nil // a plan is confirmed first; its result leads on
		}
	}
	return view
}

// directLinks let Latchkey clear the cookies: those of the hosts, and, asked for by
// itself, those of wider domains that other sites use as well.
func directLinks(browsers []core.BrowserAnswer, removable bool, w assets.Words) []Link {
	links := []Link{{
		Icon: "remove", Text: w.Text("present.browsers.direct"), Caption: w.Text("present.browsers.direct.caption"),
		Button: &Button{Text: w.Text("present.browsers.direct.button"), Kind: KindSecondary, Action: DoResetBrowser, Disabled: !removable},
	}}
	var all []string
	for _, browser := range browsers {
		_, parents := hostNames(browser)
		all = append(all, parents...)
	}
	if names := hostList(all); len(names) > 0 {
		links = append(links, Link{
			Icon: "globe", Text: w.Text("present.browsers.parents", "hosts", Names(names, w)), Caption: w.Text("present.browsers.parents.caption"),
			Button: &Button{
				Text: w.Text("present.browsers.parents.button"), Kind: KindSecondary, Action: DoResetBrowser, Argument: WithParents, Disabled: !removable,
			},
		})
	}
	return links
}

func browserTitle(browser core.BrowserAnswer, w assets.Words) string {
	return w.Text("present.browsers.profile", "browser", OneLine(browser.Name), "profile", browserProfile(browser, w))
}

func browserCard(browser core.BrowserAnswer, w assets.Words) BrowserCard {
	card := BrowserCard{
		ID: browser.ID + "/" + browser.Profile, Title: browserTitle(browser, w), Steps: BrowserSteps(browser, w)[1:], // the banner warns
		Address: browser.Address,
		Pill:    Pill{Sign: Sign{Icon: "globe", Tone: ToneNone}, Text: w.Plural("present.browsers.cookies", cookiesOf(browser))},
	}
	if browser.Address != "" {
		card.Copy = Button{Text: w.Text("present.copy_address"), Icon: "copy", Kind: KindSecondary, Action: DoCopy, Argument: browser.Address}
	}
	if key := "present.browsers.state." + browser.State; browser.State != "ok" && w.Has(key) {
		card.Pill = Pill{Sign: Sign{Icon: "state-unknown"}, Text: w.Text("present.browsers.uncounted")}
		card.Caption = w.Text(key)
		if browser.Reason != "" && browser.State != "running" {
			card.Caption += " " + Stop(Capital(OneLine(core.ReasonText(browser.Reason, w))))
		}
	}
	if browser.Running {
		card.Pill = Pill{Sign: Sign{Icon: "state-warn", Tone: ToneWarn}, Text: w.Text("present.browsers.running")}
	}
	return card
}

// cookiesOf counts those of the identity hosts; wider domains are not theirs alone.
func cookiesOf(browser core.BrowserAnswer) int {
	count := 0
	for _, host := range browser.Hosts {
		if !host.Parent {
			count += host.Cookies
		}
	}
	return count
}
