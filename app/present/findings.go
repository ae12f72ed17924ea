package present

import (
	"latchkey/app/core"
	"latchkey/assets"
)

// findingValues are the values that the sentence of a finding names, by its code.
// A sentence of which one is not known is said without names.
var findingValues = map[string][]string{
	core.FindingInvitation:    {"name"},
	core.FindingUnverified:    {"email"},
	core.FindingSocial:        {"email", "issuer"},
	core.FindingOtherIdentity: {"email", "other"},
	core.FindingNextSignIn:    {"name"},
	core.FindingOrganization:  {"before", "after"},
	core.FindingUnexpected:    {"email", "expected"},
	core.FindingNotExpected:   {"organization", "expected"},
	core.FindingSeat:          {"name"},
	core.FindingClock:         nil,
}

// FindingSentence is what was recognized in one sentence, and the words of the one
// thing to do about it, as they stand on a button, or in full where it needs a
// page whose address is not known; fix is empty when there is none. A code that this version does not know gives nothing.
func FindingSentence(f core.FindingAnswer, w assets.Words) (sentence, fix string) {
	key := "present.finding." + f.Code
	if !w.Has(key) {
		return "", ""
	}
	return findingText(key, f, w), fixText(f, w)
}

// findingText fills in the values that the text of key names, or says it without them.
func findingText(key string, f core.FindingAnswer, w assets.Words) string {
	var pairs []any
	for _, name := range findingValues[f.Code] {
		value := OneLine(f.Values[name])
		if name == "issuer" {
			value = Host(value)
		}
		if unnamed := key + ".unnamed"; value == "" && w.Has(unnamed) {
			return w.Text(unnamed)
		}
		pairs = append(pairs, name, value)
	}
	return w.Text(key, pairs...)
}

func fixText(f core.FindingAnswer, w assets.Words) string {
	if byHand := "present.finding." + f.Code + ".by_hand"; f.Address == "" && w.Has(byHand) {
		return w.Text(byHand)
	}
	key := "present.fix." + f.Fix
	if own := key + "." + f.Code; w.Has(own) {
		return w.Text(own)
	}
	if f.Fix == "" || !w.Has(key) {
		return ""
	}
	return w.Text(key)
}

// findingLooks say how much a finding matters: those that need the person are
// amber, those that only tell are blue.
var findingLooks = map[string]Sign{
	core.FindingInvitation:    {Icon: "state-invited", Tone: ToneInfo},
	core.FindingUnverified:    {Icon: "state-verify", Tone: ToneWarn},
	core.FindingSocial:        {Icon: "user", Tone: ToneWarn},
	core.FindingOtherIdentity: {Icon: "user", Tone: ToneWarn},
	core.FindingNextSignIn:    {Icon: "state-sign-in", Tone: ToneInfo},
	core.FindingOrganization:  {Icon: "building", Tone: ToneWarn},
	core.FindingUnexpected:    {Icon: "user", Tone: ToneWarn},
	core.FindingNotExpected:   {Icon: "building", Tone: ToneWarn},
	core.FindingSeat:          {Icon: "state-seat", Tone: ToneWarn},
	core.FindingClock:         {Icon: "state-expired", Tone: ToneWarn},
}

// findingSign is the sign of a finding.
func findingSign(code string) Sign {
	if look, known := findingLooks[code]; known {
		return look
	}
	return Sign{Icon: "state-info", Tone: ToneInfo}
}

// fixActions are what the button of a fix does. FixOpen and FixSetPassword need an address.
var fixActions = map[string]Action{
	core.FixOpen:          DoOpenLink,
	core.FixRecheckSignIn: DoRecheckFurther,
	core.FixSelectAccount: DoSignInOther,
	core.FixSetPassword:   DoOpenLink,
	core.FixAdministrator: DoWriteMessage,
	core.FixRecheck:       DoRecheck,
}

// fixButton is the one fix of a finding, or nil: there is none, or it has no
// address to open.
func fixButton(f core.FindingAnswer, offline bool, w assets.Words) *Button {
	_, text := FindingSentence(f, w)
	action, known := fixActions[f.Fix]
	if text == "" || !known {
		return nil
	}
	button := &Button{Text: text, Kind: KindSecondary, Action: action, Disabled: offline && action != DoWriteMessage}
	switch action {
	case DoOpenLink:
		if f.Address == "" {
			return nil
		}
		button.Icon, button.Argument = "external", f.Address
	case DoRecheckFurther:
		button.Argument = core.StepSignIn
	}
	return button
}

// findingBanner tells of a finding in one sentence with its one fix.
func findingBanner(f core.FindingAnswer, offline bool, w assets.Words) *Banner {
	row, known := findingRow(f, offline, w)
	if !known {
		return nil
	}
	return &Banner{Tone: row.Sign.Tone, Icon: row.Sign.Icon, Text: row.Text, Button: row.Button}
}

// findingRow is what was recognized with its fix: a button, or in words where
// there is no page to open.
func findingRow(f core.FindingAnswer, offline bool, w assets.Words) (FindingRow, bool) {
	sentence, fix := FindingSentence(f, w)
	row := FindingRow{Sign: findingSign(f.Code), Text: sentence, Button: fixButton(f, offline, w)}
	if row.Button == nil && fix != "" {
		row.Text += " " + Stop(fix)
	}
	return row, sentence != ""
}
