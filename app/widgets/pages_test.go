package widgets_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	w "latchkey/app/widgets"
)

// The pages below are made of the same parts as the design's pictures, to see that parts fit together.

func mockRail(selected int) *w.Rail {
	rail := w.NewRail("latchkey", "Latchkey", []w.RailEntry{
		{Icon: "home", Text: "Home"},
		{Icon: "rights", Text: "Access rights"},
		{Icon: "apps", Text: "Apps"},
		{Icon: "troubleshoot", Text: "Troubleshoot"},
		{Icon: "activity", Text: "Activity"},
		{Icon: "settings", Text: "Settings"},
	}, func(int) {})
	rail.Select(selected)
	rail.Foot().ShowPerson("MV", "mila.vos@example.com", "Northquay Engineering")
	return rail
}

func button(label string) *w.Button { return w.NewButton(label, w.ButtonSecondary, w.Small, nil) }
func textButton(label string) *w.Button {
	return w.NewButton(label, w.ButtonText, w.Small, nil)
}

func mockPerson() fyne.CanvasObject {
	words := w.Column(0, w.NewText("Mila Vos", w.StyleSubtitle).Cut(w.CutRight),
		w.NewText("mila.vos@example.com", w.StyleSecond).Cut(w.CutRight),
		w.NewText("Northquay Engineering · Acme ID", w.StyleCaption).Cut(w.CutRight))
	return w.NewCard(w.Padded(w.Beside(w.Row(16, w.NewAvatar("MV", 52), w.Grow(words)),
		w.Buttons(button("Sign out"), button("Reset session…")))))
}

func mockHome(c fyne.Canvas) fyne.CanvasObject {
	header := w.NewPageHeader("You’re signed in", "Everything is in order. Start your app and go.",
		w.NewButton("Recheck access rights", w.ButtonAccent, w.Large, nil).WithIcon("refresh")).
		WithSign(w.Sign{Icon: "state-good", Tone: w.ToneGood})
	session := w.NewCard(
		w.Head("Session", w.NewPill(w.Sign{Icon: "state-good", Tone: w.ToneGood}, "Healthy")),
		w.Padded(w.NewKeyValues(
			w.KeyValue{Key: "Signed in", Value: "Today, 09:14"},
			w.KeyValue{Key: "Renewed", Value: "6 minutes ago, by itself"},
			w.KeyValue{Key: "Ends", Value: "22 December, 09:14", Strong: true}),
			w.NewText("Each renewal moves the end forward.", w.StyleCaption)))
	rights := w.NewCard(
		w.Head("Access rights", w.NewText("Checked 12 min ago", w.StyleCaption)),
		w.PaddedGap(8, w.NewStat("27 of 34", "granted"), w.NewSharesBar(
			w.Share{Count: 27, Token: w.TokenGoodSign}, w.Share{Count: 1, Token: w.TokenAccent},
			w.Share{Count: 6, Token: w.TokenEdge}),
			w.Column(0,
				w.NewSummaryRow(w.Sign{Icon: "state-invited", Tone: w.ToneInfo}, "1 invitation is waiting", textButton("Open")),
				w.NewSummaryRow(w.Sign{Icon: "state-skipped"}, "6 more are not granted", textButton("Show")))))
	links := w.NewCard(w.GroupHead("Something still not working?"), w.Rows(
		w.NewLinkRow("", "My access rights are gone", "", nil),
		w.NewLinkRow("", "An app keeps asking me to sign in", "", nil),
		w.NewLinkRow("", "I see something else", "", nil)))
	return w.NewFrame(mockRail(0), w.NewPage(header, nil, w.Stack(mockPerson(), w.TwoColumns(0, session, rights), links)))
}

func mockTable(c fyne.Canvas) fyne.CanvasObject {
	header := w.NewPageHeader("Access rights", "What Acme ID lets you use. What isn’t granted comes first.",
		w.NewButton("Recheck", w.ButtonAccent, w.Large, nil).WithIcon("refresh"))
	banner := w.NewBanner(w.BannerText{
		Sign:  w.Sign{Icon: "state-invited", Tone: w.ToneInfo},
		Start: "An invitation is waiting:", Rest: "Harbor Tunnel, from outside your organization.",
	}, w.NewButton("Open invitation", w.ButtonOnBanner, w.Small, nil).WithIcon("external"))
	table := w.NewTable([]w.TableColumn{
		{Title: "Right", Width: 216},
		{Title: "State", Width: 172},
		{Title: "From", Width: 120, HideOrder: 1},
		{Title: "Until", Width: 108},
		{Title: "Checked", Width: 83, HideOrder: 2},
	}, func(int) {}, func(int) {})
	table.SetRows(10000, func(row int) []w.Cell {
		state := w.Cell{Text: "Granted", Sign: w.Sign{Icon: "state-good", Tone: w.ToneGood}}
		if row < 2 {
			state = w.Cell{Text: "No free seat", Sign: w.Sign{Icon: "state-seat", Tone: w.ToneWarn}, Strong: true}
		}
		return []w.Cell{
			{Text: fmt.Sprintf("Tekla Structures %d", 2025+row)},
			state,
			{Text: "Organization", Second: true},
			{Text: "31 Mar 2027", Second: true},
			{Text: "10:29", Second: true},
		}
	})
	table.SetSort(1, true)
	filters := w.Beside(w.Row(8, w.Sized(224, 0, w.NewSearchField("Filter by name", 36, nil)),
		w.NewSelect([]string{"All states", "Granted"}, 0, nil),
		w.Inset(0, 0, 0, 8, w.NewText("27 of 34 granted", w.StyleSecond).Cut(w.CutRight))),
		w.NewButton("Clear cached rights…", w.ButtonSecondary, w.BesideField, nil))
	return w.NewFrame(mockRail(1), w.NewFillPage(header, banner, w.Fill(12, filters, table)))
}

func mockSteps(c fyne.Canvas) fyne.CanvasObject {
	header := w.NewPageHeader("Signing you in", "Finish in your browser. This window goes on by itself.",
		w.NewButton("Cancel", w.ButtonSecondary, w.Large, nil))
	controls := w.Row(8, w.Grow(w.NewAddressField("https://id.example.com/oauth/authorize?client_id=latchkey-long")),
		w.NewButton("Copy address", w.ButtonSecondary, w.BesideField, nil).WithIcon("copy"),
		w.NewButton("Open again", w.ButtonSecondary, w.BesideField, nil).WithIcon("external"))
	head := w.Row(14, w.NewMonogram("A"), w.Grow(w.Column(0, w.NewText("Acme ID", w.StyleSubtitle),
		w.NewText("id.example.com", w.StyleSecond))), w.Column(0,
		w.NewText("0:23", w.StyleSubtitle).Aligned(fyne.TextAlignTrailing), w.NewText("waits up to 5 minutes", w.StyleCaption)))
	card := w.NewCard(w.Padded(head), w.Progress(w.NewProgressLine(0.077)), w.Padded(w.NewStepList(
		w.Step{State: w.StepDone, Title: "Storage on this computer is ready", Right: "0.2 s"},
		w.Step{State: w.StepDone, Title: "Your browser opened", Right: "0.6 s"},
		w.Step{
			State: w.StepRunning, Title: "Waiting for you in the browser", Right: "22 s", Controls: controls,
			Sentence: "Nothing opened? Open it again, or paste the address into any browser on this computer.",
		},
		w.Step{Title: "Check the answer"}, w.Step{Title: "Keep it safe on this computer"},
		w.Step{State: w.StepSkipped, Title: "Read your access rights", Caption: "Not needed"})))
	device := w.NewCard(w.Rows(w.NewInfoRow("device", "The browser doesn’t come back here?", "", button("Use a code instead"))))
	return w.NewFrame(mockRail(0), w.NewPage(header, nil, w.Stack(card, device)))
}

func mockDialog(c fyne.Canvas) fyne.CanvasObject {
	frame := mockApps(c)
	plan := w.NewPlanList(
		w.PlanGroup{
			Icon: "backup", Title: "Move 2 files to a backup", Note: "Can be undone",
			Sign: w.Sign{Icon: "undo", Tone: w.ToneGood}, Items: []w.PlanItem{
				{Name: "SketchUp 2025 sign-in", Path: `…\SketchUp 2025\login_session.dat`, Fact: "4 KB"},
				{Name: "Latchkey session", Path: `…\Latchkey\login_session.json`, Fact: "2 KB"},
			},
		},
		w.PlanGroup{
			Icon: "sign-out", Title: "End the sign-in and forget it", Note: "Can’t be undone",
			Sign: w.Sign{Icon: "state-warn", Tone: w.ToneWarn}, Items: []w.PlanItem{
				{Name: "At Acme ID", Words: []w.Run{{Text: "This computer only. Other devices stay signed in."}}},
				{Name: "Stored sign-in secrets", Words: []w.Run{{Text: "You get new ones when you sign in."}}},
			},
		},
		w.PlanGroup{Icon: "shield", Title: "Leave alone", Items: []w.PlanItem{
			{Name: "SketchUp 2024", Words: []w.Run{
				{Text: "Running.", Style: w.StyleStrong, Token: w.TokenWarn},
				{Text: " Close it first to reset it too."},
			}},
			{Name: "Licenses and models", Words: []w.Run{{Text: "Never touched."}}},
		}})
	dialog := w.NewDialog(w.DialogText{
		Title: "Reset 2 sign-ins?", Sentence: "SketchUp 2025 and Latchkey will ask you to sign in again. Nothing has changed yet.",
		Note: "The backup is kept for 30 days.", Cancel: "Cancel", Confirm: "Reset 2 sign-ins",
	}, plan, nil, nil)
	dialog.ShowOn(c)
	return frame
}

func mockApps(fyne.Canvas) fyne.CanvasObject {
	check := func(s w.CheckState) *w.Checkbox { return w.NewCheckbox("", s, nil) }
	off := check(w.CheckOff)
	off.Disable()
	idle := func() fyne.CanvasObject { return w.NewStatus(w.Sign{Icon: "state-todo"}, "Not running", false) }
	list := w.NewCard(w.Rows(
		w.NewAppHead(check(w.CheckSome), "SketchUp", "2 versions"),
		w.NewAppRow(check(w.CheckOn), true, w.AppRowText{
			Name: "2025", Sentence: "Signed in 3 days ago",
			Path: `C:\Users\mila\AppData\Local\SketchUp\SketchUp 2025\login_session.dat`,
		}, idle()),
		w.NewAppRow(off, true, w.AppRowText{
			Name: "2024", Sentence: "Close SketchUp 2024 to reset its sign-in",
			Path: `…\SketchUp 2024\login_session.dat`,
		}, w.NewStatus(w.Sign{Icon: "state-warn", Tone: w.ToneWarn}, "Running", true)),
		w.NewAppRow(nil, false, w.AppRowText{Name: "Tekla Structures 2025", Sentence: "You sign out inside the app."}, button("Show steps"))))
	backups := w.NewCard(w.Rows(w.CellRow(48, w.NewIcon("backup", w.TokenText2, 18), w.NewText("Today, 09:08", w.StyleBody),
		w.Grow(w.NewText("SketchUp 2024 · 1 file", w.StyleSecond).Cut(w.CutRight)),
		w.Buttons(button("Put back").WithIcon("undo"), textButton("Show in folder"), textButton("Remove")))))
	header := w.NewPageHeader("Apps", "Tick what should start afresh. You see the plan before anything changes.",
		w.NewButton("Reset 2 sign-ins…", w.ButtonAccent, w.Large, nil))
	return w.NewFrame(mockRail(2), w.NewPage(header, nil, w.Stack(list,
		w.SectionTitle("Backups", w.NewText("Kept for 30 days", w.StyleCaption)), backups)))
}

func TestPagesLookAsDesigned(t *testing.T) {
	pages := map[string]func(fyne.Canvas) fyne.CanvasObject{
		"home": mockHome, "table": mockTable, "steps": mockSteps, "dialog": mockDialog, "apps": mockApps,
	}
	for name, build := range pages {
		t.Run(name, func(t *testing.T) {
			golden(t, "page-"+name, render(t, looks()[0].of, 1000, 680, build))
		})
	}
	small := map[string]func(fyne.Canvas) fyne.CanvasObject{"home": mockHome, "table": mockTable, "apps": mockApps, "dialog": mockDialog}
	for name, build := range small {
		t.Run(name+" in the smallest window", func(t *testing.T) {
			golden(t, "small-"+name, render(t, looks()[1].of, 760, 520, build))
		})
	}
}
