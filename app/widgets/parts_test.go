package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"

	w "latchkey/app/widgets"
)

// mockChecks is pictures 7 and 11: checks in every state beside a list of differences.
func mockChecks(fyne.Canvas) fyne.CanvasObject {
	changed := func() {}
	checks := w.NewCard(
		w.Rows(w.CellRow(40, w.NewSpinner(18), w.Grow(w.NewText("Checking everything", w.StyleStrong)), w.NewText("5 of 8", w.StyleCaption))),
		w.Progress(w.NewProgressLine(0.62)),
		w.Rows(
			w.NewCheckRow(w.Check{State: w.StepDone, Name: "Network", Evidence: "id.example.com, 84 ms"}, changed),
			w.NewCheckRow(w.Check{State: w.StepWarning, Name: "Clock", Evidence: "2 min 10 s slow, still accepted"}, changed),
			w.NewCheckRow(w.Check{
				State: w.StepFailed, Name: "Sign-in at Acme ID", Sentence: "Acme ID no longer accepts it.",
				Detail: "Asked to renew at 10:55:02. Answer: ended on another device, 21 Nov.",
				Fix:    w.NewButton("Sign in again", w.ButtonAccent, w.Small, nil),
			}, changed),
			w.NewCheckRow(w.Check{State: w.StepRunning, Name: "Access rights", Evidence: "asking…"}, changed),
			w.NewCheckRow(w.Check{Name: "SketchUp 2025"}, changed)))
	gained, lost := w.Sign{Icon: "diff-gained", Tone: w.ToneGood}, w.Sign{Icon: "diff-lost", Tone: w.ToneBad}
	same := w.NewInfoRow("", "30 rights are as before", "")
	differences := w.NewCard(w.Rows(
		w.NewCounts(w.Count{Sign: gained, Number: "2", Word: "gained"}, w.Count{Sign: lost, Number: "1", Word: "lost"}),
		w.NewDifferenceRow(w.Difference{Sign: gained, Name: "Tekla Structures 2025", Before: "No free seat", After: "Granted until 31 Mar 2027"}),
		w.NewDifferenceRow(w.Difference{
			Sign: lost, Name: "Cloud rendering", Before: "Granted", After: "Denied",
			Reason: "Northquay Engineering ended it on 21 November.",
		}),
		w.NewFoldRow(w.Sign{Icon: "diff-same"}, "30 unchanged", same, nil), same))
	header := w.NewPageHeader("My access rights are gone", "Step 3 of 6. Nothing is lost by trying.",
		w.NewButton("Stop", w.ButtonSecondary, w.Large, nil)).WithBack("Back", nil)
	events := w.NewCard(w.Rows(
		w.NewEventRow("10:52", w.Sign{Icon: "backup"}, "SketchUp 2025 and Latchkey reset", "2 files in the backup"),
		w.NewEventRow("10:41", gained, "Access rights rechecked: 2 gained, 1 lost", "stopped at step 2 of 5")))
	return w.NewFrame(mockRail(3), w.NewPage(header, nil, w.Stack(w.TwoColumns(0, checks, differences), w.GroupTitle("Today"), events)))
}

// mockStates is pictures 14, 16 and 20: choices, locked settings, and what stands where rows would be.
func mockStates(fyne.Canvas) fyne.CanvasObject {
	chosen := w.NewChoiceCard("Acme ID", w.NewPill(w.Sign{Icon: "state-good", Tone: w.ToneGood}, "From your organization"),
		"Northquay Engineering set this up for you. Its address is id.example.com.", nil, nil)
	chosen.SetOn(true)
	other := w.NewChoiceCard("Another provider", nil, "Enter your work e-mail or the provider’s address.",
		w.Row(8, w.Sized(320, 0, w.NewField("name@example.com or id.example.com", nil)),
			w.NewButton("Look up", w.ButtonSecondary, w.BesideField, nil)), nil)
	settings := w.NewCard(w.Rows(
		w.NewControlRow("Identity provider", "Set by Northquay Engineering, in the Windows policy", w.Sized(236, 0, w.NewLockedField("Acme ID"))),
		w.NewControlRow("Language", "", w.Sized(236, 0, w.NewSelect([]string{"English"}, 0, nil))),
		w.NewControlRow("Notify me when something needs me", "", w.NewCheckbox("", w.CheckOn, nil))))
	empty := w.NewCard(w.Rows(w.NewEmptyState(w.Sign{Icon: "rights"}, "No access rights yet",
		"Acme ID answered, and the list is empty. Your administrator adds rights.", button("Write to IT"))))
	loading := w.NewCard(w.Rows(w.NewSkeletonRows(6)...))
	header := w.NewPageHeader("Who do you sign in with?", "You choose once. You can change it in Settings.",
		w.NewButton("Continue", w.ButtonAccent, w.Large, nil))
	return w.NewFrame(mockRail(5), w.NewPage(header, nil, w.Stack(chosen, other, settings, w.TwoColumns(0, empty, loading))))
}

func TestPartsLookAsDesigned(t *testing.T) {
	for _, l := range looks()[:3] {
		t.Run(l.name, func(t *testing.T) {
			golden(t, "parts-checks-"+l.name, render(t, l.of, 1000, 680, mockChecks))
		})
		t.Run(l.name+" states", func(t *testing.T) {
			golden(t, "parts-states-"+l.name, render(t, l.of, 1000, 960, mockStates))
		})
	}
}
