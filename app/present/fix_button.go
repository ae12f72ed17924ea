package present

import (
	"strings"

	"latchkey/app/core"
	"latchkey/assets"
)

// ownPages are the fixes that have a page or a plan of their own in the window.
var ownPages = map[string]Action{
	core.MendSignIn: DoSignIn, core.MendSignInOther: DoSignInOther, core.MendRecheck: DoRecheck,
	core.MendResetSession: DoResetSession, core.MendResetBrowser: DoShowBrowsers, core.MendSettings: DoShowSettings,
	core.MendProxy: DoShowSettings, core.MendMoveStorage: DoChooseStorage, core.MendProvider: DoChooseProvider,
	core.MendBrowser: DoUseCode, core.MendSupport: DoMakeReport,
}

// FixButton is the button of a fix. of says what it is about: see DoFix. Nil for
// what only somebody outside this program can do.
func FixButton(fix *core.FixAnswer, of string) *Button {
	if fix == nil {
		return nil
	}
	button := &Button{Text: fix.Title, Kind: KindAccent}
	switch own, has := ownPages[fix.ID]; {
	case has:
		button.Action = own
	case fix.ID == core.MendRetry:
		button.Action = DoCheckAgain
	case fix.ID == core.MendSignInFresh:
		button.Action, button.Argument = DoRecheckFurther, core.StepSignIn
	case fix.ID == core.MendResetApp:
		button.Action, button.Argument = DoResetScope, fix.Argument
	case fix.ID == core.MendGuide:
		button.Action, button.Argument = DoOpenTroubleshoot, fix.Argument
	case fix.ID == core.MendAdministrator:
		button.Action = DoWriteMessage
	case fix.ID == core.MendRenew, fix.ID == core.MendTighten, fix.ID == core.MendOpenLink && fix.Address != "":
		button.Action, button.Argument = DoFix, of
	case fix.Address != "":
		button.Action, button.Argument = DoOpenLink, fix.Address
	default:
		return nil
	}
	if strings.HasPrefix(button.Text, "doctor.") {
		return nil
	}
	if button.Action == DoOpenLink || fix.ID == core.MendOpenLink {
		button.Icon = "external"
	}
	return button
}

// checkRow words one check as a row: what was looked at, or what is wrong. of is
// what its fix is about.
func checkRow(check core.CheckAnswer, of string, w assets.Words) CheckRow {
	row := CheckRow{ID: check.ID, Name: check.Title, Evidence: check.Evidence, State: stateOf(check)}
	if check.ProblemCode == "" || row.State != StepFailed && row.State != StepWarned {
		return row
	}
	problem := ProblemOf(check, w)
	row.Name, row.Sentence = Capital(problem.Title), sentence(problem.Detail)
	var detail []string
	if check.Evidence != problem.Title {
		detail = append(detail, Stop(check.Evidence))
	}
	again := Button{Text: w.Text("present.check_again"), Kind: KindSecondary, Action: DoCheckAgain}
	switch button := FixButton(check.Fix, of); {
	case button != nil:
		row.Buttons = []Button{*button}
	case check.Fix != nil:
		detail = append(detail, todo(*check.Fix, problem, w))
		again.Kind = KindAccent
		row.Buttons = []Button{again}
	}
	row.Detail = strings.TrimSpace(strings.Join(detail, " "))
	return row
}

// todo says what somebody has to do whom no button helps, with the first of the
// problem's hints that is no command.
func todo(fix core.FixAnswer, problem core.Problem, w assets.Words) string {
	key := "present.trouble.person"
	if fix.By == core.ByAdministrator {
		key = "present.trouble.administrator"
	}
	text := w.Text(key, "fix", fix.Title)
	for _, hint := range problem.Hints {
		if !strings.ContainsAny(hint, "`") && !strings.Contains(hint, "latchkey ") {
			return text + " " + sentence(hint)
		}
	}
	return text
}

// sentence is a text with a capital and a full stop.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	return Stop(Capital(text))
}

func stateOf(check core.CheckAnswer) StepState {
	switch check.Result {
	case "running":
		return StepRunning
	case "pass":
		return StepDone
	case "warn":
		return StepWarned
	case "fail":
		return StepFailed
	case "skip":
		return StepSkipped
	}
	return StepTodo
}
