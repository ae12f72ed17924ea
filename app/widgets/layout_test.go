package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"

	w "latchkey/app/widgets"
)

const long = "One sentence that is so long that it cannot stand on one line of a card in the smallest window there is."

func TestCardsGrowWithTheirWords(t *testing.T) {
	themed(t)
	words := w.Paragraph("Short.")
	side := w.NewCard(w.Padded(w.Paragraph(long + " " + long + " " + long)))
	card, below := w.NewCard(w.Padded(words), w.Rows(w.NewLinkRow("", "Link", "", nil))), w.NewCard(w.Padded(w.Paragraph("Below.")))
	page := w.NewPage(w.NewPageHeader("Title", "Sentence."), nil, w.Stack(card, w.TwoColumns(0, side, below)))
	window(t, 760, 900, page)
	height, y := card.Size().Height, below.Position().Y
	words.SetText(long)
	page.Refresh()
	if grown := card.Size().Height - height; grown != 19 {
		t.Errorf("the card grew by %v, want one line of 19", grown)
	}
	if below.Position().Y != y {
		t.Errorf("a card in another container moved inside it")
	}
}

func TestPageIsAtMost880WideAndStaysLeft(t *testing.T) {
	themed(t)
	card := w.NewCard(w.Padded(w.Paragraph(long)))
	page := w.NewPage(w.NewPageHeader("Title", "Sentence."), nil, card)
	window(t, 1400, 700, page)
	x := fyne.CurrentApp().Driver().AbsolutePositionForObject(card).X
	if card.Size().Width != 880 || x != 32 {
		t.Errorf("the card is %v wide at %v, want 880 at 32", card.Size().Width, x)
	}
}

func TestHeaderButtonsDropBelowLongWords(t *testing.T) {
	themed(t)
	button := w.NewButton("Toegangsrechten opnieuw controleren", w.ButtonAccent, w.Large, nil)
	header := w.NewPageHeader("Een heel lange titel die niet past", "Een zin.", button)
	window(t, 544, 520, w.NewPage(header, nil, nil))
	if button.Position().X != 0 || button.Position().Y < 53 {
		t.Errorf("the button stands at %v, want below the sentence", button.Position())
	}
	window(t, 1000, 680, w.NewPage(w.NewPageHeader("Kort", "Een zin.", button), nil, nil))
	if right := button.Position().X + button.Size().Width; button.Position().Y != 0 || right != 880 {
		t.Errorf("the button ends at %v, want at the right of the title", right)
	}
}

func TestSpinnerStandsStillWhenHidden(t *testing.T) {
	themed(t)
	spinner := w.NewSpinner(18)
	window(t, 100, 100, spinner)
	if spinner.Start(); !spinner.Turning() {
		t.Skip("animations are off on this system")
	}
	spinner.Hide()
	if spinner.Turning() {
		t.Error("a hidden spinner turns")
	}
	if spinner.Start(); spinner.Turning() {
		t.Error("a hidden spinner can be started")
	}
}

func TestStepsThatDidNotChangeKeepTheirControls(t *testing.T) {
	themed(t)
	button := w.NewButton("Copy", w.ButtonSecondary, w.Small, nil)
	first := w.Step{State: w.StepDone, Title: "Done"}
	current := w.Step{State: w.StepYourTurn, Title: "Now", Controls: button}
	list := w.NewStepList(first, current)
	c := window(t, 500, 300, list)
	c.Focus(button)
	first.Right = "0.2 s"
	list.SetSteps(first, current, w.Step{Title: "Later"})
	if c.Focused() != fyne.Focusable(button) {
		t.Error("the focused control was lost")
	}
}

func TestFailedCheckOpensByItself(t *testing.T) {
	themed(t)
	row := w.NewCheckRow(w.Check{State: w.StepRunning, Name: "Network"}, nil)
	window(t, 400, 300, w.NewCard(w.Rows(row)))
	row.Set(w.Check{State: w.StepFailed, Name: "Network", Sentence: "It did not answer.", Fix: w.NewButton("Try again", w.ButtonAccent, w.Small, nil)})
	if !row.Open() || row.HeightFor(400) < 90 {
		t.Error("a failed check does not show its sentence and its fix")
	}
	row.Press()
	if row.Open() {
		t.Error("pressing does not close it")
	}
}
