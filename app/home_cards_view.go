package app

import (
	"fyne.io/fyne/v2"

	"latchkey/app/present"
	"latchkey/app/widgets"
)

// summaries are the cards of the session and of the access rights, side by side
// when both are there.
func (s *sketch) summaries(v present.HomeView) []fyne.CanvasObject {
	switch {
	case v.Session != nil && v.Rights != nil:
		return []fyne.CanvasObject{widgets.TwoColumns(0, s.sessionCard(*v.Session), s.rightsCard(*v.Rights))}
	case v.Session != nil:
		return []fyne.CanvasObject{s.sessionCard(*v.Session)}
	case v.Rights != nil:
		return []fyne.CanvasObject{s.rightsCard(*v.Rights)}
	}
	return nil
}

func (s *sketch) sessionCard(card present.SessionCard) fyne.CanvasObject {
	content := []fyne.CanvasObject{widgets.NewKeyValues(facts(card.Rows)...)}
	if card.Note != "" {
		content = append(content, widgets.NewText(card.Note, widgets.StyleCaption).Wrapped())
	}
	return widgets.NewCard(
		widgets.Head(card.Title, widgets.NewPill(sign(card.Pill.Sign), card.Pill.Text)),
		widgets.PaddedGap(10, content...))
}

func facts(rows []present.KeyValue) []widgets.KeyValue {
	made := make([]widgets.KeyValue, 0, len(rows))
	for _, row := range rows {
		made = append(made, widgets.KeyValue{Key: row.Key, Value: row.Value, Strong: row.Strong})
	}
	return made
}

func (s *sketch) rightsCard(card present.RightsCard) fyne.CanvasObject {
	head := widgets.Head(card.Title)
	if card.Age != "" {
		head = widgets.Head(card.Title, widgets.NewText(card.Age, widgets.StyleCaption))
	}
	var content []fyne.CanvasObject
	if card.Big != "" {
		bar := widgets.NewSharesBar(
			widgets.Share{Count: card.Shares.Granted, Token: widgets.TokenGoodSign},
			widgets.Share{Count: card.Shares.Invited, Token: widgets.TokenAccent},
			widgets.Share{Count: card.Shares.Rest, Token: widgets.TokenEdge})
		content = append(content, widgets.Column(8, widgets.NewStat(card.Big, card.Small), bar))
	}
	if len(card.Lines) > 0 {
		lines := widgets.Column(0)
		for _, line := range card.Lines {
			lines.Add(s.rightsLine(line))
		}
		content = append(content, widgets.Inset(0, 0, -6, 0, lines)) // the last line brings room of its own
	}
	if card.Note != "" {
		content = append(content, widgets.Paragraph(card.Note))
	}
	return widgets.NewCard(head, widgets.PaddedGap(10, content...))
}

func (s *sketch) rightsLine(line present.RightsLine) fyne.CanvasObject {
	if line.Button == nil {
		return widgets.NewSummaryRow(sign(line.Sign), line.Text)
	}
	return widgets.NewSummaryRow(sign(line.Sign), line.Text, s.button(*line.Button, widgets.Small))
}
