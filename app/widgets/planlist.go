package widgets

import "fyne.io/fyne/v2"

// PlanGroup is one thing a plan does, with what it is done to.
type PlanGroup struct {
	Icon  string
	Title string
	Note  string // at the right of the head, bold 12
	Sign  Sign   // before the note
	Items []PlanItem
}

// PlanItem is one line of a group. Exactly one of Path and Words says more.
type PlanItem struct {
	Name  string
	Path  string // monospace, cut at the left
	Words []Run  // a sentence, in the second color where a run has no color
	Fact  string // at the right
}

// NewPlanList shows groups as a card of their own: heads of 38 on the page's color, items of 30 indented by 42.
func NewPlanList(groups ...PlanGroup) *Card {
	rows := make([]fyne.CanvasObject, 0, 2*len(groups))
	for i, g := range groups {
		head := &planHead{first: i == 0, last: i == len(groups)-1 && len(g.Items) == 0}
		head.build(g)
		rows = append(rows, head)
		if len(g.Items) > 0 {
			rows = append(rows, planItems(g.Items))
		}
	}
	return NewCard(Rows(rows...))
}

// planHead is a group's head on the page's color; it rounds the corners it shares with the card.
type planHead struct {
	composite
	first, last bool
	box         *Panel
}

func (h *planHead) build(g PlanGroup) {
	objects := []fyne.CanvasObject{
		NewIcon(g.Icon, TokenText, 18), Grow(NewText(g.Title, StyleStrong).Cut(CutRight)),
	}
	if g.Note != "" {
		note := NewText(g.Note, StyleCaptionStrong).In(g.Sign.Tone.TextToken())
		objects = append(objects, Row(5, NewSign(g.Sign, 14), note))
	}
	h.box = NewPanel(TokenPage, "", 0, Inset(0, 16, 0, 14, Sized(0, 38, Row(10, objects...))))
	h.body = Fill(0, h.box)
	h.ExtendBaseWidget(h)
}

// CreateRenderer is for Fyne.
func (h *planHead) CreateRenderer() fyne.WidgetRenderer { return newRenderer(h) }

func (h *planHead) arrange(size fyne.Size) {
	place(h.body, 1, 1, size.Width-2, size.Height-1)
	h.round()
}

func (h *planHead) paint() { h.round() }

// round follows the corners of the card, which lie one line outside.
func (h *planHead) round() {
	top, bottom := float32(0), float32(0)
	if h.first {
		top = 11
	}
	if h.last {
		bottom = 11
	}
	h.box.box.ends(top, bottom)
}

func planItems(items []PlanItem) fyne.CanvasObject {
	lines := Column(0)
	for _, item := range items {
		var more fyne.CanvasObject
		if item.Path != "" {
			more = NewText(item.Path, StyleMono).Cut(CutLeft)
		} else {
			runs := make([]Run, len(item.Words))
			for i, r := range item.Words {
				if r.Token == "" {
					r.Token = TokenText2
				}
				runs[i] = r
			}
			more = NewRich(runs...).Wrapped()
		}
		objects := []fyne.CanvasObject{
			Sized(184, 0, NewText(item.Name, StyleBody).Wrapped()), Grow(more),
		}
		if item.Fact != "" {
			objects = append(objects, NewText(item.Fact, StyleSecond))
		}
		lines.Add(newListRow(30, Row(16, objects...)))
	}
	return Inset(6, 16, 5, 42, lines)
}
