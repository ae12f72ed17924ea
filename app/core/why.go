package core

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"latchkey/app/doctor"
)

// WhyOptions say what somebody cannot work with.
type WhyOptions struct {
	Subject string // an app ("sketchup", "sketchup@2024", "SketchUp 2024") or a right (id or name); empty: anything
	Account string
	// Again looks at the link of an earlier answer, and at what it depends on, only.
	Again *WhyAnswer
}

// subject is what why was asked about; the zero value is everything.
type subject struct {
	app     string // id in the catalogue
	version string // of that app; empty: all
	right   string // id
	name    string
}

// UnknownSubjectError says that a name is neither an app nor a right.
type UnknownSubjectError struct{ Name string }

func (e *UnknownSubjectError) Error() string { return "neither an app nor an access right: " + e.Name }

// Why walks the chain from the app to the clock and stops at the first broken
// link: the one that no other finding explains. It changes nothing. Errors:
// *UnknownSubjectError, and those of Diagnose.
func (c *Core) Why(ctx context.Context, o WhyOptions, notify func(CheckAnswer)) (WhyAnswer, error) {
	about, err := c.subjectOf(ctx, o)
	if err != nil {
		return WhyAnswer{}, err
	}
	options := DoctorOptions{Account: o.Account, subject: about}
	if o.Again != nil && o.Again.Check != nil {
		options.Only = []string{o.Again.Check.ID}
	}
	report, d, err := c.examine(ctx, options, notify)
	if err != nil {
		return WhyAnswer{}, fmt.Errorf("find out why: %w", err)
	}
	answer := WhyAnswer{Schema: "latchkey.why/1", Subject: about.answer(), Changed: c.changedSince(d)}
	for _, link := range report.Links() {
		answer.Links = append(answer.Links, d.linkAnswer(link))
	}
	answer.judge(report, d)
	return answer, nil
}

// judge names the finding to begin with.
func (a *WhyAnswer) judge(report doctor.Report, d *diagnosis) {
	worst := report.Worst()
	if worst == nil {
		return
	}
	check := d.checkAnswer(*worst)
	a.Check, a.Problem, a.Fix, a.Broken, a.Exit = &check, worst.Code, check.Fix, string(worst.Link), exitOf(worst.Finding)
	a.Symptom = symptomOf(worst.Code)
}

func (d *diagnosis) linkAnswer(link doctor.LinkState) LinkAnswer {
	answer := LinkAnswer{Link: string(link.Link), State: string(link.State)}
	if link.By != nil {
		check := d.checkAnswer(*link.By)
		answer.Check = &check
	}
	return answer
}

func (s subject) answer() SubjectAnswer {
	switch {
	case s.app != "" && s.version != "":
		return SubjectAnswer{Kind: "app", ID: s.app + "@" + s.version, Name: s.name}
	case s.app != "":
		return SubjectAnswer{Kind: "app", ID: s.app, Name: s.name}
	case s.right != "":
		return SubjectAnswer{Kind: "right", ID: s.right, Name: s.name}
	}
	return SubjectAnswer{}
}

// subjectOf finds what a person has named: an app of the catalogue, also one that
// is not on this computer, or a right that is known of.
func (c *Core) subjectOf(ctx context.Context, o WhyOptions) (subject, error) {
	if o.Subject == "" {
		return subject{}, nil
	}
	named := strings.TrimPrefix(o.Subject, ScopeAppPrefix)
	apps, err := c.Apps(ctx, AppsOptions{All: true})
	if err != nil {
		return subject{}, err
	}
	for _, app := range apps.Apps {
		label := strings.TrimSpace(app.Name + " " + app.Version)
		switch {
		case app.Version != "" && (strings.EqualFold(named, app.ID+"@"+app.Version) || strings.EqualFold(named, label)):
			return subject{app: app.ID, version: app.Version, name: label}, nil
		case strings.EqualFold(named, app.ID) || strings.EqualFold(named, app.Name):
			return subject{app: app.ID, name: app.Name}, nil
		}
	}
	known, err := c.Rights(ctx, o.Account)
	if err != nil { // no rights are known, so it can be none of them
		return subject{}, &UnknownSubjectError{Name: o.Subject}
	}
	i := slices.IndexFunc(known.Rights, func(r RightAnswer) bool {
		return r.ID == o.Subject || strings.EqualFold(r.Name, o.Subject)
	})
	if past, was := c.pastRight(ctx, o); i < 0 && was {
		return past, nil
	}
	if i < 0 {
		return subject{}, &UnknownSubjectError{Name: o.Subject}
	}
	return subject{right: known.Rights[i].ID, name: known.Rights[i].Name}, nil
}
