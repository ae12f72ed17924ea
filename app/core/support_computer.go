package core

import (
	"net/url"
	"slices"
	"strings"

	"latchkey/app/report"
	"latchkey/session/activity"
)

func (b *bundler) apps() report.Apps {
	m := b.make
	found, err := b.d.apps()
	answer := report.Apps{Found: []report.FoundApp{}, Problems: report.Number(len(found.Problems)), Problem: b.problem(err)}
	for _, app := range found.Apps[:min(len(found.Apps), 100)] {
		one := report.FoundApp{
			ID: m.AppOf(app.ID), Version: report.VersionOf(app.Version), Wine: app.Prefix != "", Running: app.Running,
			Reset: m.Code(app.Reset), Resettable: app.Resettable, Confidence: m.Code(app.Confidence), Origin: m.Code(app.Origin),
		}
		for _, path := range app.Paths {
			if !path.Exists {
				continue
			}
			one.Files++
			one.Locked, one.Refused = one.Locked || path.Locked, one.Refused || path.Refused != ""
			if path.ModifiedAt.After(one.NewestAt.Time) {
				one.NewestAt = report.At(path.ModifiedAt.Time)
			}
		}
		if app.LastReset != nil {
			one.LastReset = report.At(app.LastReset.At.Time)
		}
		answer.Found = append(answer.Found, one)
	}
	return answer
}

func (b *bundler) browsers() report.Browsers {
	m := b.make
	found, err := b.d.places()
	answer := report.Browsers{Clearing: m.Code(found.Clearing), Profiles: []report.Profile{}, Problem: b.problem(err)}
	for _, browser := range found.Browsers[:min(len(found.Browsers), 50)] {
		one := report.Profile{Browser: m.Code(browser.ID), Family: m.Code(browser.Family), State: m.Code(browser.State), Running: browser.Running}
		for _, host := range browser.Hosts {
			if host.Parent {
				one.Wider += report.Number(host.Cookies)
			} else {
				one.Cookies += report.Number(host.Cookies)
			}
		}
		answer.Profiles = append(answer.Profiles, one)
	}
	return answer
}

func (b *bundler) activity() report.Activity {
	events, damaged, err := b.core.events()
	answer := report.Activity{Events: []report.Event{}, Damaged: report.Number(damaged), Problem: b.problem(err)}
	for _, e := range events[:min(len(events), report.MaxEvents)] {
		answer.Events = append(answer.Events, b.event(e))
	}
	return answer
}

func (b *bundler) event(e activity.Event) report.Event {
	m := b.make
	answer := report.Event{
		At: report.At(e.At), What: m.Code(e.What), Result: m.Code(e.Result), Problem: m.Code(e.Problem), Person: m.Person(e.Account),
		Provider: m.Provider(e.Provider), Subject: m.Subject(e.Subject), Counts: []report.Count{}, Took: report.Seconds(e.Seconds),
		Version: report.VersionOf(e.Version), Policy: m.Name("policy", e.Policy),
	}
	if e.What == EventProviderAdded || e.What == EventProviderRemoved {
		answer.Subject = m.Provider(e.Subject).Code
	}
	for name, n := range e.Counts {
		answer.Counts = append(answer.Counts, report.Count{Name: m.Code(name), N: report.Number(n)})
	}
	slices.SortFunc(answer.Counts, func(a, b report.Count) int {
		if order := cmpText(a.Name, b.Name); order != 0 {
			return order
		}
		return int(a.N - b.N)
	})
	if e.Facts != nil {
		answer.Facts = b.facts(*e.Facts)
	}
	return answer
}

func (b *bundler) facts(f activity.Facts) *report.Facts {
	m := b.make
	facts := &report.Facts{
		Proxy: m.Address(f.Proxy), CAIssuer: m.Name("authority", f.CAIssuer), ClockAhead: report.Number(f.ClockAhead),
		Organization: m.Organization(f.Organization.ID, f.Organization.Name), Apps: []report.App{},
	}
	for _, app := range f.Apps[:min(len(f.Apps), 40)] {
		id, version, _ := strings.Cut(app, "@")
		facts.Apps = append(facts.Apps, m.AppVersion(id, version))
	}
	return facts
}

// hostsOf are the hosts that a profile names, the issuer's first.
func (p Profile) hostsOf() []string {
	addresses := []string{p.Issuer, p.Rights.URL, p.Rights.SCIMURL, p.Rights.AuthZENURL}
	for _, name := range sortedKeys(p.Links) {
		addresses = append(addresses, p.Links[name])
	}
	hosts := []string{}
	for _, address := range addresses {
		if parsed, err := url.Parse(address); err == nil && parsed.Hostname() != "" {
			hosts = append(hosts, parsed.Hostname())
		}
	}
	return append(append(hosts, p.EndpointHosts...), p.CookieHosts...)
}
