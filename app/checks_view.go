package app

import (
	"reflect"

	"fyne.io/fyne/v2"

	"latchkey/app/present"
	"latchkey/app/widgets"
)

// stepStates are how the states of a check or a step look.
var stepStates = map[present.StepState]widgets.StepState{
	present.StepDone: widgets.StepDone, present.StepSame: widgets.StepSame, present.StepFailed: widgets.StepFailed,
	present.StepCurrent: widgets.StepYourTurn, present.StepTodo: widgets.StepTodo, present.StepSkipped: widgets.StepSkipped,
	present.StepRunning: widgets.StepRunning, present.StepWarned: widgets.StepWarning,
}

// checkList are rows of checks that change in place, so that a spinner goes on and
// what was opened stays open.
type checkList struct {
	sketch  *sketch
	changed func()
	rows    map[string]*checkDrawn
}

type checkDrawn struct {
	view  present.CheckRow
	row   *widgets.CheckRow
	names []string
}

func (s *sketch) checkList(changed func()) *checkList {
	return &checkList{sketch: s, changed: changed, rows: map[string]*checkDrawn{}}
}

// draw gives the rows of these checks, the old ones where there are any.
func (l *checkList) draw(checks []present.CheckRow) []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, 0, len(checks))
	for _, check := range checks {
		objects = append(objects, l.one(check))
	}
	return objects
}

func (l *checkList) one(check present.CheckRow) fyne.CanvasObject {
	drawn := l.rows[check.ID]
	if drawn != nil && reflect.DeepEqual(drawn.view, check) {
		return drawn.row
	}
	if drawn == nil {
		drawn = &checkDrawn{row: widgets.NewCheckRow(widgets.Check{}, l.changed)}
		l.rows[check.ID] = drawn
	}
	drawn.view = check
	drawn.names = l.sketch.anew(drawn.names, func() {
		l.sketch.name("row:"+check.ID, drawn.row)
		shown := widgets.Check{
			State: stepStates[check.State], Name: check.Name, Evidence: check.Evidence, Sentence: check.Sentence, Detail: check.Detail,
		}
		if len(check.Buttons) > 0 {
			shown.Fix = widgets.Flow(8, l.sketch.buttons(check.Buttons, widgets.Small)...)
		}
		drawn.row.Set(shown)
	})
	return drawn.row
}

// stop makes the spinners stand still.
func (l *checkList) stop() {
	for _, drawn := range l.rows {
		drawn.row.Stop()
	}
}

// folded are rows behind one line.
func (l *checkList) folded(fold present.CheckFold) []fyne.CanvasObject {
	inside := widgets.Column(0, l.draw(fold.Rows)...)
	row := widgets.NewFoldRow(sign(fold.Sign), fold.Title, inside, func(bool) { l.changed() })
	l.sketch.name("fold", row)
	return []fyne.CanvasObject{row, inside}
}

// changedCard tells what is other than when it last worked; nil when nothing is.
func changedCard(head string, changed []string) []fyne.CanvasObject {
	if len(changed) == 0 {
		return nil
	}
	rows := make([]fyne.CanvasObject, 0, len(changed))
	for _, text := range changed {
		rows = append(rows, widgets.NewInfoRow("activity", text, ""))
	}
	return []fyne.CanvasObject{widgets.NewCard(widgets.GroupHead(head), widgets.Rows(rows...))}
}

// leastFoot is the width below which the buttons go under the words.
const leastFoot float32 = 240

// footCard is the last card of a page: a few words and what can be done.
func (s *sketch) footCard(foot present.StuckFoot) fyne.CanvasObject {
	runs := []widgets.Run{{Text: foot.Text, Style: widgets.StyleSecond}}
	if foot.Strong != "" {
		runs = append([]widgets.Run{{Text: foot.Strong + " ", Style: widgets.StyleStrong}}, runs...)
	} else {
		runs[0].Style = widgets.StyleBody
	}
	words := widgets.NewRich(runs...).Wrapped()
	line := widgets.Beside(widgets.Sized(leastFoot, 0, words), widgets.Flow(8, s.buttons(foot.Buttons, widgets.Small)...))
	return widgets.NewCard(widgets.Rows(widgets.CellRow(56, widgets.Grow(widgets.Inset(8, 0, 8, 0, line)))))
}
