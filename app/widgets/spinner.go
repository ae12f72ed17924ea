package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// spinnerSteps is how often a turn is redrawn: smooth to the eye, cheap for the machine.
const spinnerSteps = 30

// Spinner turns once a second while something runs. It stands still where the system has animations off, and stops
// when it is hidden, stopped or no longer part of a window.
type Spinner struct {
	widget.BaseWidget
	side float32
	step int
	arc  *canvas.Arc
	turn *fyne.Animation
}

// NewSpinner makes a spinner of 18 or 22 that does not turn yet.
func NewSpinner(side float32) *Spinner {
	s := &Spinner{side: side, arc: &canvas.Arc{}}
	s.ExtendBaseWidget(s)
	return s
}

// Start turns the spinner. It returns the spinner for chaining.
func (s *Spinner) Start() *Spinner {
	if s.turn != nil || s.Hidden || !fyne.CurrentApp().Settings().ShowAnimations() {
		return s
	}
	s.turn = &fyne.Animation{
		Duration: time.Second, RepeatCount: fyne.AnimationRepeatForever, Curve: fyne.AnimationLinear, Tick: s.tick,
	}
	s.turn.Start()
	return s
}

// Stop makes the spinner stand still.
func (s *Spinner) Stop() {
	if s.turn != nil {
		s.turn.Stop()
		s.turn = nil
	}
}

// Turning says whether the spinner turns.
func (s *Spinner) Turning() bool { return s.turn != nil }

// Hide stops and hides the spinner.
func (s *Spinner) Hide() {
	s.Stop()
	s.BaseWidget.Hide()
}

func (s *Spinner) tick(done float32) {
	step := int(done*spinnerSteps) % spinnerSteps
	if step == s.step {
		return
	}
	s.step = step
	s.paint()
	canvas.Refresh(s.arc)
}

// CreateRenderer is for Fyne.
func (s *Spinner) CreateRenderer() fyne.WidgetRenderer { return newRenderer(s) }

func (s *Spinner) children() []fyne.CanvasObject { return []fyne.CanvasObject{s.arc} }
func (s *Spinner) min() fyne.Size                { return fyne.NewSquareSize(s.side) }

// paint draws three quarters of a ring, as the icon state-busy has them on its grid of 24.
func (s *Spinner) paint() {
	start := 360 * float32(s.step) / spinnerSteps
	s.arc.FillColor = col(TokenAccent)
	s.arc.StartAngle, s.arc.EndAngle = start, start+270
	s.arc.CutoutRatio = 7.2 / 9.8
	s.arc.CornerRadius = s.side * 1.3 / 24
}

func (s *Spinner) arrange(size fyne.Size) {
	d := s.side * 19.6 / 24
	place(s.arc, (size.Width-d)/2, (size.Height-d)/2, d, d)
}
