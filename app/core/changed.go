package core

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"latchkey/app/doctor"
	"latchkey/session"
	"latchkey/session/activity"
)

// What can be other than when it last worked.
const (
	ChangedVersion      = "version"
	ChangedProxy        = "proxy"
	ChangedCAIssuer     = "ca_issuer"
	ChangedClock        = "clock" // seconds that this clock is ahead
	ChangedAccount      = "account"
	ChangedOrganization = "organization"
	ChangedPolicy       = "policy"
	ChangedApp          = "app"
)

// comparison collects what is other than at one event.
type comparison struct {
	core    *Core
	worked  activity.Event
	account session.Account // zero: nobody is signed in
	changes []ChangedAnswer
}

// changedSince is what is other than when it last worked: at the newest sign-in,
// renewal or recheck that ended well, of this account where there was one. What
// is not known, then or now, is not compared.
func (c *Core) changedSince(d *diagnosis) []ChangedAnswer {
	account, err := d.account()
	if err != nil {
		account = session.Account{}
	}
	worked, ok := c.lastWorked(account.ID)
	if !ok {
		return []ChangedAnswer{}
	}
	found := comparison{core: c, worked: worked, account: account, changes: []ChangedAnswer{}}
	found.own()
	ctx, cancel := context.WithTimeout(context.Background(), factsPatience)
	defer cancel()
	found.around(ctx, d)
	found.apps(d)
	return found.changes
}

// lastWorked is the newest event that shows that it worked; of an account, or, as
// long as it has none, of anybody.
func (c *Core) lastWorked(account string) (activity.Event, bool) {
	works := func(e activity.Event) bool {
		return e.Result == activity.OK && slices.Contains([]string{EventSignIn, EventRenewed, EventRecheck}, e.What)
	}
	if own, ok := c.newestEvent(func(e activity.Event) bool { return works(e) && e.Account == account }); ok {
		return own, true
	}
	return c.newestEvent(works)
}

func (f *comparison) add(what string, before, after doctor.Value) {
	if before.Text == after.Text {
		return
	}
	f.changes = append(f.changes, ChangedAnswer{
		What: what, Before: before.Text, After: after.Text, Since: At(f.worked.At), BeforeValue: before, AfterValue: after,
	})
}

// own compares what is this program's and the person's.
func (f *comparison) own() {
	f.add(ChangedVersion, doctor.Version(f.worked.Version), doctor.Version(shortVersion(f.core.Version)))
	f.add(ChangedPolicy, doctor.Code(f.worked.Policy), doctor.Code(f.core.policyDigest()))
	if f.account.ID == "" {
		return
	}
	if f.worked.Account != f.account.ID {
		before := f.worked.Account
		if mail := f.core.mails()[before]; mail != "" {
			before = mail
		}
		f.add(ChangedAccount, doctor.Person(before), doctor.Person(f.account.Email))
	}
}

// around compares what lies between this computer and the provider.
func (f *comparison) around(ctx context.Context, d *diagnosis) {
	before := f.worked.Facts
	if before == nil {
		return
	}
	account := f.account
	if profile, ok := d.canSignIn(); ok && account.ID == "" {
		account.Issuer = profile.Issuer
	}
	now := f.core.factsAround(ctx, account)
	if !before.ProxyUnknown && !now.ProxyUnknown {
		f.add(ChangedProxy, doctor.Address(before.Proxy), doctor.Address(now.Proxy))
	}
	if before.CAIssuer != "" && now.CAIssuer != "" {
		f.add(ChangedCAIssuer, doctor.Name(before.CAIssuer), doctor.Name(now.CAIssuer))
	}
	f.add(ChangedClock, clockValue(before.ClockAhead), clockValue(now.ClockAhead))
	if account.ID == f.worked.Account && account.ID != "" {
		f.add(ChangedOrganization, doctor.Name(organizationText(before.Organization)), doctor.Name(organizationText(now.Organization)))
	}
}

func clockValue(minutes int) doctor.Value {
	return doctor.Seconds(time.Duration(minutes) * time.Minute)
}

func organizationText(o activity.Organization) string {
	if o.Name != "" {
		return o.Name
	}
	return o.ID
}

// apps compares with the newest event that knows which apps there were, at that
// time or before.
func (f *comparison) apps(d *diagnosis) {
	known, ok := f.core.newestEvent(func(e activity.Event) bool {
		return !e.At.After(f.worked.At) && e.Facts != nil && !e.Facts.AppsUnknown
	})
	found, err := d.apps()
	if !ok || err != nil {
		return
	}
	names := map[string]string{}
	for _, app := range found.Apps {
		names[app.ID] = app.Name
	}
	before, after := versionsOf(known.Facts.Apps), versionsOf(appNames(found))
	ids := maps.Clone(before)
	maps.Copy(ids, after)
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		f.add(ChangedApp, appValue(names[id], id, before[id]), appValue(names[id], id, after[id]))
	}
}

// versionsOf gathers the versions of each app: "2021, 2024"; "-" of one without.
func versionsOf(names []string) map[string]string {
	versions := map[string]string{}
	for _, name := range names {
		id, version, _ := strings.Cut(name, "@")
		if version == "" {
			version = "-"
		}
		if versions[id] != "" {
			version = versions[id] + ", " + version
		}
		versions[id] = version
	}
	return versions
}

// appValue is an app as people call it, with its versions; empty where it is not
// there.
func appValue(name, id, versions string) doctor.Value {
	if name == "" {
		name = id
	}
	switch versions {
	case "":
		return doctor.App("")
	case "-":
		return doctor.App(name)
	}
	return doctor.App(name + " " + versions)
}
