package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// The measures of a step list.
const (
	stepSign  float32 = 22
	stepGap   float32 = 14 // between sign and words
	stepBelow float32 = 18 // between steps
)

// StepList shows what was done, what runs and what comes, from top to bottom, with a line between the signs.
type StepList struct {
	widget.BaseWidget
	steps  []Step
	views  []*stepView
	joints []*canvas.Rectangle
}

// NewStepList makes the list; put it into a padded card section.
func NewStepList(steps ...Step) *StepList {
	l := &StepList{}
	l.ExtendBaseWidget(l)
	l.SetSteps(steps...)
	return l
}

// SetSteps replaces the steps. Steps that did not change keep their widgets, so a running spinner goes on and a
// focused control stays focused.
func (l *StepList) SetSteps(steps ...Step) {
	views := make([]*stepView, len(steps))
	for i, s := range steps {
		if i < len(l.steps) && l.steps[i] == s {
			views[i] = l.views[i]
			continue
		}
		if i < len(l.views) && l.views[i].spinner != nil {
			l.views[i].spinner.Stop()
		}
		views[i] = newStepView(s)
	}
	for i := len(steps); i < len(l.views); i++ {
		if l.views[i].spinner != nil {
			l.views[i].spinner.Stop()
		}
	}
	l.steps, l.views, l.joints = steps, views, nil
	for i := 1; i < len(steps); i++ {
		l.joints = append(l.joints, &canvas.Rectangle{})
	}
	l.Refresh()
}

// Stop makes the spinners stand still.
func (l *StepList) Stop() {
	for _, v := range l.views {
		if v.spinner != nil {
			v.spinner.Stop()
		}
	}
}

// CreateRenderer is for Fyne.
func (l *StepList) CreateRenderer() fyne.WidgetRenderer { return newRenderer(l) }

func (l *StepList) children() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for _, j := range l.joints {
		objects = append(objects, j)
	}
	for _, v := range l.views {
		objects = append(objects, v.sign, v.words)
	}
	return objects
}

// HeightFor is the height the list needs at a width.
func (l *StepList) HeightFor(width float32) float32 {
	total := float32(0)
	for i, v := range l.views {
		if i > 0 {
			total += stepBelow
		}
		total += v.height(width)
	}
	return total
}

func (l *StepList) min() fyne.Size { return fyne.NewSize(200, l.HeightFor(l.Size().Width)) }

func (l *StepList) paint() {
	for _, j := range l.joints {
		j.FillColor = col(TokenLine)
		j.CornerRadius = 1
	}
}

// above is the room above the words, so that the first line stands in the middle of the sign.
const above = (stepSign - 19) / 2

func (v *stepView) height(width float32) float32 {
	return max(above+heightFor(v.words, width-stepSign-stepGap), stepSign)
}

func (l *StepList) arrange(size fyne.Size) {
	y := float32(0)
	for i, v := range l.views {
		h := v.height(size.Width)
		place(v.sign, 0, y, stepSign, stepSign)
		place(v.words, stepSign+stepGap, y+above, size.Width-stepSign-stepGap, h-above)
		if i < len(l.joints) {
			place(l.joints[i], stepSign/2-1, y+stepSign+3, 2, h+stepBelow-stepSign-6)
		}
		y += h + stepBelow
	}
}
