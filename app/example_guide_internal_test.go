package app

import (
	"time"

	"latchkey/app/core"
)

// milaSteps are the steps of the design's picture, as far as the person has come.
func milaSteps(o core.GuideOptions) core.GuideAnswer {
	if o.Symptom == "no_mail" {
		return mailSteps(o)
	}
	answer := core.GuideAnswer{Symptom: &core.SymptomAnswer{ID: "rights_gone", Title: "My access rights are gone"}, End: "open", Known: o.Known}
	answer.Steps = []core.GuideStepAnswer{
		{ID: "ask", Title: "Ask Acme ID again", By: core.ByLatchkey, State: "done", Why: "evidence", Evidence: "10:41:07 · Same 34 rights as before"},
		{ID: "renew", Title: "Renew your sign-in and ask again", By: core.ByLatchkey, State: "done", Why: "answer", Evidence: "10:41:09 · Harbor Tunnel is still an invitation"},
		{
			ID: "accept", Title: "Accept the invitation", By: core.ByPerson, State: "current",
			Text: "Harbor Tunnel invited you on 19 November. A right counts only after you accept.",
			Fix:  &core.FixAnswer{ID: core.MendOpenLink, Title: "Open invitation", Address: "https://id.example.com/invitations/1", By: core.ByPerson},
		},
		{
			ID: "again", Title: "Sign in again", Text: "New rights start to count at the next sign-in.", By: core.ByLatchkey, State: "todo",
			Fix: &core.FixAnswer{ID: core.MendSignInFresh, By: core.ByLatchkey},
		},
		{ID: "other", Title: "Do you use a second address?", Text: "Rights belong to one address.", By: core.ByPerson, State: "todo", Question: true},
		{ID: "admin", Title: "Ask your administrator", Text: "With what was asked, when, and what Acme ID answered.", By: core.ByAdministrator, State: "todo"},
	}
	return advance(answer, o.Answers)
}

// advance goes on to the first step that nothing was said of.
func advance(answer core.GuideAnswer, said map[string]string) core.GuideAnswer {
	waiting := false
	for i := range answer.Steps {
		step := &answer.Steps[i]
		switch word := said[step.ID]; {
		case word == "solved":
			answer.End, waiting, step.State = "solved", true, "done"
		case word == "skipped":
			step.State, step.Why = "skipped", "answer"
		case word != "":
			step.State, step.Why = "done", "answer"
		case step.State != "done" && !waiting:
			step.State, waiting = "current", true
		case step.State == "current":
			step.State = "todo"
		}
	}
	if !waiting {
		answer.End = "support"
	}
	return answer
}

const letterText = "Subject: mail from Acme ID must get through\n\nHello,\n\nMail with sign-in codes does not reach mila.vos@example.com.\n\n" +
	"Let these senders through:\n· noreply@id.example.com (as of May 2026)\n· accounts@mail.example.com (as of January 2025)\n\nThank you"

func mailSteps(o core.GuideOptions) core.GuideAnswer {
	return advance(core.GuideAnswer{
		Symptom: &core.SymptomAnswer{ID: "no_mail", Title: "No e-mail or code arrives"}, End: "open", Known: o.Known,
		About: "Codes and links come by mail, and filters often keep them.", Warning: "Asking for more than one code makes the earlier ones useless.",
		Sources: []string{"Acme ID, list of senders, May 2026", "Acme ID, list of senders, January 2025"},
		Steps: []core.GuideStepAnswer{
			{
				ID: "rules", Title: "Compare your new password with the rules", By: core.ByPerson, State: "todo", Text: "Sources differ; the strictest comes first.",
				List: []string{"At least 8 characters (sign-in page, May 2026)", "A letter, a number and a sign (help page, 2025)"},
			},
			{ID: "letter", Title: "Give IT this letter", By: core.ByPerson, State: "todo", Text: "It names the senders that must get through.", Copy: letterText},
		},
	}, o.Answers)
}

func happened(day, hour, minute int, what, result string) core.EventAnswer {
	return core.EventAnswer{
		At: core.At(time.Date(2026, time.November, day, hour, minute, 0, 0, time.UTC)), Event: what, Result: result,
		Account: "mila.vos@example.com", Provider: "acme", Version: "0.1.0",
	}
}

func milaActivity() core.ActivityAnswer {
	with := func(event core.EventAnswer, change func(*core.EventAnswer)) core.EventAnswer {
		change(&event)
		return event
	}
	return core.ActivityAnswer{Events: []core.EventAnswer{
		with(happened(22, 10, 38, core.EventUndo, "ok"), func(e *core.EventAnswer) { e.Counts = map[string]int{"done": 2} }),
		with(happened(22, 10, 32, core.EventReset, "ok"), func(e *core.EventAnswer) {
			e.Subject, e.Counts = "app:sketchup@2025,session", map[string]int{"done": 2}
		}),
		with(happened(22, 10, 21, core.EventRecheck, "ok"), func(e *core.EventAnswer) {
			e.Counts, e.Seconds = map[string]int{"gained": 2, "lost": 1, "changed": 1}, 2.4
		}),
		happened(22, 10, 16, core.EventRenewed, "ok"),
		with(happened(22, 9, 14, core.EventSignIn, "ok"), func(e *core.EventAnswer) { e.Seconds = 24 }),
		with(happened(22, 9, 8, core.EventSignIn, "failed"), func(e *core.EventAnswer) { e.Account, e.Problem = "", "browser_unavailable" }),
		with(happened(21, 17, 20, core.EventSessionEnded, "failed"), func(e *core.EventAnswer) { e.Problem = "sign_in_needed" }),
		happened(21, 13, 2, core.EventOffline, "failed"),
		happened(21, 8, 57, core.EventRenewed, "ok"),
		with(happened(19, 16, 3, core.EventSetting, "ok"), func(e *core.EventAnswer) { e.Subject = "language" }),
		with(happened(19, 15, 59, core.EventDoctor, "failed"), func(e *core.EventAnswer) {
			e.Problem, e.Counts, e.Seconds = "clock_inexact", map[string]int{"pass": 30}, 3
		}),
	}}
}

func milaReport() core.ReportAnswer {
	return core.ReportAnswer{
		Ticket: "Latchkey 0.1.0, 22 November 2026\n\nThe provider ended the session (sign_in_needed).\nBegin with: sign in again.\n\nChecked: 14, of which 1 failed and 1 warned.",
		Files: []core.ReportFile{
			{Name: "report.html", Content: []byte(repeated("<p>Everything that is in this report.</p>\n", 90))},
			{Name: "report.json", Content: []byte("{\n  \"schema\": \"latchkey.support-bundle/1\",\n  \"version\": \"0.1.0\"\n}\n")},
			{Name: "activity.jsonl", Content: []byte(repeated("{\"what\":\"renewed\",\"result\":\"ok\"}\n", 40))},
		},
	}
}

func repeated(text string, n int) string {
	all := make([]byte, 0, n*len(text))
	for range n {
		all = append(all, text...)
	}
	return string(all)
}
