package present

import (
	"slices"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// rightsBanner is the one that matters most: what makes the whole list doubtful,
// then what was recognized, then what ends soon.
func rightsBanner(in RightsInput, now time.Time, w assets.Words) *Banner {
	summary := core.RightsSummary{OfflineUntil: in.Rights.OfflineUntil, State: in.Rights.State}
	switch {
	case in.Rights.State == "expired":
		return &Banner{
			Tone: ToneWarn, Icon: "state-expired", Strong: w.Text("present.rights.expired"),
			Text: w.Text("present.rights.expired_note"),
		}
	case in.Offline:
		return offlineBanner(summary, now, w)
	case in.Problem != "":
		return problemBanner(in.Problem, w)
	}
	if banner := noticeBanner(in.Rights, in.Offline, now, w); banner != nil {
		return banner
	}
	return pendingBanner(in.Rights.Pending, w)
}

// noticeBanner tells of the first finding that is not an invitation, or of what
// ends first.
func noticeBanner(rights core.RightsAnswer, offline bool, now time.Time, w assets.Words) *Banner {
	if rights.ClockSetBack && !hasFinding(rights.Findings, core.FindingClock) {
		return findingBanner(core.FindingAnswer{Code: core.FindingClock, Fix: core.FixRecheck}, offline, w)
	}
	for _, finding := range rights.Findings {
		if finding.Code == core.FindingInvitation {
			continue // the list of invitations tells it
		}
		if banner := findingBanner(finding, offline, w); banner != nil {
			return banner
		}
	}
	if len(rights.Warnings) > 0 && len(rights.Pending) == 0 || nearEnd(rights.Warnings) {
		return warningBanner(rights.Warnings, now, w)
	}
	return nil
}

func hasFinding(findings []core.FindingAnswer, code string) bool {
	return slices.ContainsFunc(findings, func(f core.FindingAnswer) bool { return f.Code == code })
}

// nearEnd says whether something ends within three days.
func nearEnd(warnings []core.WarningAnswer) bool {
	return len(warnings) > 0 && warnings[0].Level <= soonDays
}

func warningBanner(warnings []core.WarningAnswer, now time.Time, w assets.Words) *Banner {
	line := WarningLine(warnings[0], now, w)
	if line == "" {
		return nil
	}
	sign := warningSign(warnings[0])
	banner := &Banner{Tone: sign.Tone, Icon: sign.Icon, Text: line}
	if more := len(warnings) - 1; more > 0 {
		banner.Text += " " + w.Plural("present.warning.more", more)
	}
	banner.Button = &Button{Text: w.Text("present.details"), Kind: KindSecondary, Action: DoShowDetails}
	return banner
}

func pendingBanner(invitations []core.PendingAnswer, w assets.Words) *Banner {
	if len(invitations) == 0 {
		return nil
	}
	pending := invitations[0]
	banner := &Banner{
		Tone: ToneInfo, Icon: "state-invited", Strong: w.Plural("present.rights.banner", len(invitations)),
		Text: w.Text("present.rights.banner.from", "name", OneLine(pending.Name)),
	}
	if key := "present.rights.banner.from_" + pending.Kind; w.Has(key) {
		banner.Text = w.Text(key, "name", OneLine(pending.Name))
	}
	if pending.AcceptURL != "" {
		banner.Button = &Button{
			Text: w.Text("present.rights.open_invitation"), Icon: "external", Kind: KindSecondary,
			Action: DoOpenLink, Argument: pending.AcceptURL,
		}
	}
	return banner
}
