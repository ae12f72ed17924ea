package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
)

// StepState is how far one step is.
type StepState int

// The states of a step. StepSame is done without a difference; StepYourTurn waits for the person.
const (
	StepTodo StepState = iota
	StepRunning
	StepYourTurn
	StepDone
	StepSame
	StepWarning
	StepFailed
	StepSkipped
)

// Step is one step of a list, all words handed in.
type Step struct {
	State    StepState
	Title    string
	Bold     bool              // the step that made the difference; the current one is bold anyway
	Caption  string            // evidence or what the step will do, 12; a line break begins another line
	Sentence string            // one sentence in the second color, for the current step
	Right    string            // a short fact at the right, 12
	Pill     string            // a word in an info pill at the right instead of Right
	Controls fyne.CanvasObject // shown below the current step
}

func (s StepState) current() bool { return s == StepRunning || s == StepYourTurn }

func (s StepState) sign() (icon string, token Token) {
	switch s {
	case StepYourTurn:
		return "state-sign-in", TokenAccent
	case StepDone:
		return "state-good", TokenGoodSign
	case StepSame:
		return "diff-same", TokenText2
	case StepWarning:
		return "state-warn", TokenWarnSign
	case StepFailed:
		return "state-bad", TokenBadSign
	case StepSkipped:
		return "state-skipped", TokenText2
	}
	return "state-todo", TokenText3
}

// stepView is one step as drawn.
type stepView struct {
	sign    fyne.CanvasObject
	spinner *Spinner
	head    *fyne.Container
	words   *fyne.Container
}

func newStepView(s Step) *stepView {
	v := &stepView{}
	if s.State == StepRunning {
		v.spinner = NewSpinner(22)
		v.sign = v.spinner
		v.spinner.Start()
	} else {
		icon, token := s.State.sign()
		v.sign = NewIcon(icon, token, 22)
	}
	style := StyleBody
	switch {
	case s.State.current() || s.Bold:
		style = StyleStrong
	case s.State == StepTodo || s.State == StepSkipped:
		style = StyleSecond
	}
	head := []fyne.CanvasObject{Grow(NewText(s.Title, style).Wrapped())}
	switch {
	case s.Pill != "":
		head = append(head, NewPill(Sign{Tone: ToneInfo}, s.Pill))
	case s.Right != "":
		head = append(head, NewText(s.Right, StyleCaption))
	}
	v.head = RowTop(12, head...)
	v.words = Column(0, v.head)
	for line := range strings.SplitSeq(s.Caption, "\n") {
		if line != "" {
			v.words.Add(NewText(line, StyleCaption).Wrapped())
		}
	}
	if s.Sentence != "" {
		v.words.Add(Inset(2, 0, 0, 0, Paragraph(s.Sentence)))
	}
	if s.Controls != nil {
		v.words.Add(Inset(10, 0, 0, 0, s.Controls))
	}
	return v
}
