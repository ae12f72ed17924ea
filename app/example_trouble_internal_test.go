package app

import (
	"strings"
	"time"

	"latchkey/app/core"
	"latchkey/app/doctor"
)

func contains(text, part string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(part))
}

func seen(id, link, result string, saw doctor.Evidence) core.CheckAnswer {
	return core.CheckAnswer{ID: id, Link: link, Result: result, EvidenceCode: saw.Code, Saw: saw, At: core.At(morning(10, 55, 2))}
}

// problem makes a check that found something.
func problem(check core.CheckAnswer, code string, fix *core.FixAnswer) core.CheckAnswer {
	check.ProblemCode, check.Fix = code, fix
	return check
}

func hidden(id, link, by string) core.CheckAnswer {
	check := seen(id, link, "skip", doctor.Saw("hidden", "by", doctor.Code(by)))
	check.HiddenBy = by
	return check
}

// milaDoctor is a session that the provider has ended, and a clock that is a little off.
func milaDoctor() core.DoctorAnswer {
	host := doctor.Host("id.example.com")
	return core.DoctorAnswer{Worst: "signed-in", Result: "fail", Exit: 3, Checks: []core.CheckAnswer{
		seen("app-running", "app", "pass", doctor.Saw("apps_not_running", "n", doctor.Number(2))),
		hidden("rights-service", "right", "signed-in"),
		hidden("rights", "right", "signed-in"),
		seen("account", "account", "pass", doctor.Saw("account", "email", doctor.Person("mila.vos@example.com"))),
		seen("session-file", "session", "pass", doctor.Saw("session_file", "n", doctor.Number(1), "at", doctor.Moment(morning(9, 14, 0)))),
		problem(seen("signed-in", "session", "fail", doctor.Saw("session_ended",
			"email", doctor.Person("mila.vos@example.com"), "since", doctor.Moment(morning(10, 35, 0)))),
			"sign_in_needed", &core.FixAnswer{ID: core.MendSignIn, By: core.ByLatchkey}),
		hidden("tokens", "token", "signed-in"),
		hidden("renewal", "token", "signed-in"),
		seen("storage-write", "storage", "pass", doctor.Saw("storage_write", "place", doctor.Code("keyring"), "bytes", doctor.Number(4096))),
		seen("network", "network", "pass", doctor.Saw("network_up")),
		seen("proxy", "network", "pass", doctor.Saw("proxy_none")),
		seen("connection", "network", "pass", doctor.Saw("connection_trusted", "host", host, "issuer", doctor.Name("Example CA 2"), "version", doctor.Version("TLS 1.3"))),
		problem(seen("clock", "clock", "warn", doctor.Saw("clock_behind", "seconds", doctor.Seconds(130*time.Second))),
			"clock_inexact", &core.FixAnswer{ID: core.MendSetClock, Argument: "-130", By: core.ByPerson}),
		seen("version", "", "skip", doctor.Saw("nothing_to_ask")),
	}, Changed: milaChanged()}
}

func milaChanged() []core.ChangedAnswer {
	return []core.ChangedAnswer{{
		What: "ca_issuer", Before: "Example CA 2", After: "Northquay Gateway", Since: core.At(time.Date(2026, time.November, 20, 16, 0, 0, 0, time.UTC)),
	}}
}

// allWell is a diagnosis that found nothing.
func allWell() core.DoctorAnswer {
	answer := milaDoctor()
	answer.Worst, answer.Result, answer.Changed = "", "pass", nil
	var kept []core.CheckAnswer
	for _, check := range answer.Checks {
		if check.Result == "pass" || check.ID == "version" {
			kept = append(kept, check)
		}
	}
	answer.Checks = kept
	return answer
}

func milaWhy() core.WhyAnswer {
	found := milaDoctor()
	answer := core.WhyAnswer{
		Subject: core.SubjectAnswer{Kind: "app", ID: "sketchup@2024", Name: "SketchUp 2024"}, Broken: "session",
		Check: found.Find("signed-in"), Symptom: "app_asks_again", Changed: milaChanged(),
	}
	answer.Fix, answer.Problem = answer.Check.Fix, answer.Check.ProblemCode
	for _, link := range []struct{ id, state, check string }{
		{"app", "ok", "app-running"},
		{"right", "hidden", "rights"},
		{"account", "ok", "account"},
		{"session", "broken", "signed-in"},
		{"token", "hidden", "tokens"},
		{"storage", "ok", "storage-write"},
		{"network", "ok", "connection"},
		{"clock", "warned", "clock"},
	} {
		answer.Links = append(answer.Links, core.LinkAnswer{Link: link.id, State: link.state, Check: found.Find(link.check)})
	}
	return answer
}

// holding is the chain once everything is mended.
func holding() core.WhyAnswer {
	answer := milaWhy()
	well := allWell()
	answer.Broken, answer.Check, answer.Fix, answer.Problem, answer.Symptom, answer.Changed = "", nil, nil, "", "", nil
	for i := range answer.Links {
		answer.Links[i].State, answer.Links[i].Check = "nothing", nil
		for _, check := range well.Checks {
			if check.Link == answer.Links[i].Link {
				answer.Links[i].State, answer.Links[i].Check = "ok", &check
			}
		}
	}
	return answer
}

func milaSymptoms() []core.SymptomAnswer {
	return []core.SymptomAnswer{
		{ID: "rights_gone", Title: "My access rights are gone", Group: "rights"},
		{ID: "app_asks_again", Title: "An app keeps asking me to sign in", Group: "app"},
		{ID: "password_forgotten", Title: "I forgot my password", Group: "password"},
		{ID: "no_mail", Title: "No e-mail or code arrives", Group: "mail"},
		{ID: "code_every_time", Title: "I’m asked for a code every time", Group: "account"},
		{ID: "address_unknown", Title: "My address isn’t recognized", Group: "account"},
		{ID: "wrong_organization", Title: "I’m in the wrong organization", Group: "account"},
		{ID: "cannot_check", Title: "SketchUp can’t check my subscription", Group: "app"},
		{ID: "browser_stays", Title: "The browser doesn’t come back here", Group: "session"},
	}
}
