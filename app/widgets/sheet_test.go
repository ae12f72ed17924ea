package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"latchkey/app/widgets"
)

type pointed interface {
	fyne.CanvasObject
	MouseIn(*desktop.MouseEvent)
	MouseDown(*desktop.MouseEvent)
	FocusGained()
	Disable()
}

// stateOf brings a control into one of the five states of the sheet.
func stateOf(state int, p pointed) fyne.CanvasObject {
	switch state {
	case 1:
		p.MouseIn(nil)
	case 2:
		p.MouseIn(nil)
		p.MouseDown(nil)
	case 3:
		p.FocusGained()
	case 4:
		p.Disable()
	}
	return p
}

func buttonsPart() []at {
	var parts []at
	kinds := []widgets.ButtonKind{widgets.ButtonAccent, widgets.ButtonSecondary, widgets.ButtonText}
	words := []string{"Sign in", "Undo", "Show"}
	for state, name := range []string{"At rest", "Hovered", "Pressed", "Keyboard", "Disabled"} {
		x := 45 + 123*float32(state)
		head := widgets.NewText(name, widgets.StyleCaption).Aligned(fyne.TextAlignCenter)
		parts = append(parts, at{x, 32, 115, 16, head})
		for k, kind := range kinds {
			b := widgets.NewButton(words[k], kind, widgets.Small, nil)
			parts = append(parts, at{x, 57 + 44*float32(k), 115, 32, stateOf(state, b)})
		}
	}
	return parts
}

func fieldsPart() []at {
	typed := widgets.NewField("", nil)
	focusedBox := widgets.NewCheckbox("Keyboard", widgets.CheckOn, nil)
	focusedBox.FocusGained()
	off := widgets.NewCheckbox("Disabled", widgets.CheckOff, nil)
	off.Disable()
	typed.Focus().FocusGained()
	for _, r := range "Keyboard" {
		typed.Focus().TypedRune(r)
	}
	return []at{
		{45, 225, 198, 36, widgets.NewSearchField("Empty", 36, nil)},
		{251, 225, 198, 36, typed},
		{457, 225, 198, 36, widgets.NewLockedField("Locked")},
		{45, 276, 0, 0, widgets.NewCheckbox("Off", widgets.CheckOff, nil)},
		{116, 276, 0, 0, widgets.NewCheckbox("On", widgets.CheckOn, nil)},
		{185, 276, 0, 0, widgets.NewCheckbox("Some", widgets.CheckSome, nil)},
		{272, 276, 0, 0, focusedBox},
		{385, 276, 0, 0, off},
		{492, 276, 0, 0, widgets.NewRadio("One", true, nil)},
		{571, 276, 0, 0, widgets.NewRadio("Other", false, nil)},
	}
}

type signed struct {
	icon string
	tone widgets.Tone
	word string
}

func signsPart(y float32, title string, signs []signed) []at {
	parts := []at{{45, y, 0, 0, widgets.NewText(title, widgets.StyleCaption)}}
	for i, s := range signs {
		x, top := 45+154*float32(i%4), y+29+30*float32(i/4)
		var sign fyne.CanvasObject = widgets.NewSign(widgets.Sign{Icon: s.icon, Tone: s.tone}, 18)
		if s.icon == "" {
			sign = widgets.NewSpinner(18)
		}
		row := widgets.Row(8, sign, widgets.NewText(s.word, widgets.StyleBody))
		parts = append(parts, at{x, top, 150, 19, row})
	}
	return parts
}

func railPart() []at {
	icons := []string{"home", "rights", "apps", "troubleshoot", "activity"}
	parts := []at{}
	for i, name := range []string{"At rest", "Hovered", "Selected", "Keyboard", "Needs you"} {
		item := widgets.NewRailItem(icons[i], name, nil)
		switch i {
		case 1:
			item.MouseIn(nil)
		case 2:
			item.SetSelected(true)
		case 3:
			item.FocusGained()
		case 4:
			item.SetDot(widgets.ToneWarn)
		}
		parts = append(parts, at{705, 29 + 44*float32(i), 258, 40, item})
	}
	foot := widgets.NewRailFoot()
	foot.ShowPerson("MV", "mila.vos@example.com", "Northquay Engineering")
	return append(parts, at{697, 257, 278, 59, foot})
}

func marksPart() []at {
	parts := []at{{713, 470, 0, 0, widgets.NewText("App mark at 64, 32, 24 and 16", widgets.StyleCaption)}}
	x := float32(713)
	for _, side := range []float32{64, 32, 24, 16} {
		parts = append(parts, at{x, 527 - side/2, side, side, widgets.NewIcon("latchkey", "", side)})
		x += side + 18
	}
	return append(parts, at{x, 516, 22, 22, widgets.NewIcon("latchkey-mark", widgets.TokenText, 22)})
}

func panelsPart() []at {
	panel := func(fill widgets.Token) fyne.CanvasObject {
		return widgets.NewPanel(fill, widgets.TokenLine, 12, widgets.Column(0))
	}
	return []at{
		{0, 0, 1000, 680, widgets.NewPanel(widgets.TokenPage, "", 0, widgets.Column(0))},
		{24, 16, 652, 180, panel(widgets.TokenCard)},
		{24, 208, 652, 110, panel(widgets.TokenCard)},
		{24, 330, 652, 114, panel(widgets.TokenCard)},
		{24, 456, 652, 144, panel(widgets.TokenCard)},
		{692, 16, 284, 302, panel(widgets.TokenRail)},
		{692, 330, 284, 114, panel(widgets.TokenCard)},
		{692, 456, 284, 144, panel(widgets.TokenCard)},
	}
}

// sheet is picture 19 of the design: the parts in every state.
func sheet(c fyne.Canvas) fyne.CanvasObject {
	parts := panelsPart()
	parts = append(parts, buttonsPart()...)
	parts = append(parts, fieldsPart()...)
	parts = append(parts, signsPart(344, "Access-rights states: shape, color and word", []signed{
		{"state-good", widgets.ToneGood, "Granted"},
		{"state-denied", widgets.ToneBad, "Denied"},
		{"state-expired", widgets.ToneWarn, "Expired"},
		{"state-invited", widgets.ToneInfo, "Invitation waiting"},
		{"state-sign-in", widgets.ToneWarn, "Sign in again"},
		{"state-verify", widgets.ToneWarn, "Verify address"},
		{"state-seat", widgets.ToneWarn, "No free seat"},
		{"state-unknown", widgets.ToneNone, "Unknown"},
	})...)
	parts = append(parts, signsPart(470, "Steps, checks and differences", []signed{
		{"state-good", widgets.ToneGood, "Done, passed"},
		{"", 0, "Running"},
		{"state-todo", widgets.ToneNone, "To do"},
		{"state-skipped", widgets.ToneNone, "Skipped"},
		{"state-warn", widgets.ToneWarn, "Warning"},
		{"state-bad", widgets.ToneBad, "Failed"},
		{"diff-gained", widgets.ToneGood, "Gained"},
		{"diff-lost", widgets.ToneBad, "Lost"},
		{"diff-changed", widgets.ToneWarn, "Changed"},
		{"diff-same", widgets.ToneNone, "Unchanged"},
	})...)
	parts = append(parts, railPart()...)
	pill := func(icon string, tone widgets.Tone, word string) fyne.CanvasObject {
		return widgets.NewPill(widgets.Sign{Icon: icon, Tone: tone}, word)
	}
	parts = append(parts, at{713, 344, 0, 0, widgets.NewText("Pills", widgets.StyleCaption)},
		at{713, 369, 0, 0, pill("state-good", widgets.ToneGood, "Healthy")},
		at{808, 369, 0, 0, pill("state-warn", widgets.ToneWarn, "Ends soon")},
		at{713, 401, 0, 0, pill("state-bad", widgets.ToneBad, "Refused")},
		at{809, 401, 0, 0, pill("state-sign-in", widgets.ToneInfo, "Your turn")})
	parts = append(parts, marksPart()...)
	banner := widgets.NewBanner(widgets.BannerText{
		Sign:  widgets.Sign{Icon: "offline", Tone: widgets.ToneWarn},
		Start: "You’re offline.", Rest: "What matters now, in one line, with at most one button.",
	}, widgets.NewButton("Try now", widgets.ButtonOnBanner, widgets.Small, nil))
	return board(append(parts, at{24, 612, 952, 50, banner})...)
}

func TestSheetLooksAsDesigned(t *testing.T) {
	for _, l := range looks() {
		t.Run(l.name, func(t *testing.T) {
			golden(t, "sheet-"+l.name, render(t, l.of, 1000, 680, sheet))
		})
	}
}
