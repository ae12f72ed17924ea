package app

import (
	"context"
	"fmt"

	"latchkey/app/core"
)

// helpJobs are the fake's answers to Troubleshoot and Activity.
type helpJobs struct {
	doctor   core.DoctorAnswer
	why      core.WhyAnswer
	mended   *core.WhyAnswer // what why says when it is asked again
	symptoms []core.SymptomAnswer
	guide    func(core.GuideOptions) core.GuideAnswer
	activity core.ActivityAnswer
	report   core.ReportAnswer
	fixed    core.FixResult

	// checking is called while checks run, after all were told as begun and the first
	// half as done.
	checking                               func(ctx context.Context)
	helped                                 []string
	doctorErr, guideErr, reportErr, fixErr error
	events                                 error
	lastFix                                core.FixRequest
	lastReport                             core.ReportOptions
}

func (h *helpJobs) help(format string, args ...any) {
	h.helped = append(h.helped, fmt.Sprintf(format, args...))
}

func (h *helpJobs) Checks() []string {
	var ids []string
	for _, check := range h.doctor.Checks {
		ids = append(ids, check.ID)
	}
	return ids
}

func (h *helpJobs) Diagnose(ctx context.Context, o core.DoctorOptions, notify func(core.CheckAnswer)) (core.DoctorAnswer, error) {
	h.help("diagnose %s %v", o.Account, o.Only)
	if err := h.tellChecks(ctx, h.doctor.Checks, notify); err != nil {
		return core.DoctorAnswer{}, err
	}
	return h.doctor, h.doctorErr
}

// tellChecks tells of a few that ended and of one that runs, and then waits.
func (h *helpJobs) tellChecks(ctx context.Context, checks []core.CheckAnswer, notify func(core.CheckAnswer)) error {
	for i := range checks {
		check := checks[len(checks)-1-i]
		if i < len(checks)*2/3 {
			notify(check)
		} else if i == len(checks)*2/3 {
			notify(core.CheckAnswer{ID: check.ID, Link: check.Link, Result: "running"})
		}
	}
	if h.checking != nil {
		h.checking(ctx)
	}
	return ctx.Err()
}

func (h *helpJobs) Why(ctx context.Context, o core.WhyOptions, notify func(core.CheckAnswer)) (core.WhyAnswer, error) {
	h.help("why %q again=%v", o.Subject, o.Again != nil)
	if err := h.tellChecks(ctx, h.doctor.Checks, notify); err != nil {
		return core.WhyAnswer{}, err
	}
	if h.mended != nil && len(h.helped) > 1 {
		return *h.mended, nil
	}
	return h.why, h.doctorErr
}

func (h *helpJobs) ApplyFix(_ context.Context, request core.FixRequest, _ func(core.Progress)) (core.FixResult, error) {
	h.help("fix %s %s", request.ID, request.Argument)
	h.lastFix = request
	return h.fixed, h.fixErr
}

func (h *helpJobs) Guide(ctx context.Context, o core.GuideOptions) (core.GuideAnswer, error) {
	if o.Symptom == "" {
		h.help("search %q", o.Query)
		answer := core.GuideAnswer{Query: o.Query}
		for _, symptom := range h.symptoms {
			if o.Query == "" || contains(symptom.Title, o.Query) {
				answer.Symptoms = append(answer.Symptoms, symptom)
			}
		}
		return answer, h.guideErr
	}
	h.help("guide %s look=%v", o.Symptom, o.Look)
	if o.Look && h.checking != nil {
		h.checking(ctx)
	}
	if h.guide == nil {
		return core.GuideAnswer{}, h.guideErr
	}
	return h.guide(o), h.guideErr
}

func (h *helpJobs) Letter(context.Context, string) (string, error) { return letterText, h.guideErr }

func (h *helpJobs) Activity(context.Context, core.ActivityOptions) (core.ActivityAnswer, error) {
	return h.activity, h.events
}

func (h *helpJobs) SupportReport(ctx context.Context, o core.ReportOptions) (core.ReportAnswer, error) {
	h.help("report %s %s", o.Symptom, o.Subject)
	h.lastReport = o
	if h.checking != nil {
		h.checking(ctx)
	}
	return h.report, h.reportErr
}

func (h *helpJobs) WriteSupportBundle(_ context.Context, answer core.ReportAnswer, path string) (core.BundleAnswer, error) {
	h.help("write %s", path)
	written := core.BundleAnswer{Path: path, Size: 18_200}
	for _, file := range answer.Files {
		written.Files = append(written.Files, file.Name)
	}
	return written, h.reportErr
}
