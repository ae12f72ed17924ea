package app

import (
	"fyne.io/fyne/v2"

	"latchkey/app/present"
	"latchkey/app/widgets"
)

// settingWidth is the width of every control of the page.
const settingWidth float32 = 236

func (w *Window) settingsView(v settingsPage, s *sketch) drawn {
	var content []fyne.CanvasObject
	for _, section := range v.Sections {
		rows := make([]fyne.CanvasObject, 0, len(section.Rows))
		for _, row := range section.Rows {
			rows = append(rows, widgets.NewControlRow(row.Name, row.Caption, w.settingControl(row, s)))
		}
		content = append(content, widgets.Column(8,
			widgets.NewText(section.Title, widgets.StyleSecondStrong), widgets.NewCard(widgets.Rows(rows...))))
	}
	return s.page(v.Header, v.Banner, content...)
}

func (w *Window) settingControl(row present.SettingRow, s *sketch) fyne.CanvasObject {
	switch {
	case row.Locked:
		return widgets.Sized(settingWidth, 36, widgets.NewLockedField(row.Text))
	case row.Button != nil:
		return s.button(*row.Button, widgets.Small)
	case row.Text != "":
		return widgets.Sized(settingWidth, 0, widgets.Inset(0, 0, 0, 13, widgets.NewText(row.Text, widgets.StyleSecond).Wrapped()))
	}
	texts, index := make([]string, 0, len(row.Options)), 0
	for i, option := range row.Options {
		texts = append(texts, option.Text)
		if option.Value == row.Value {
			index = i
		}
	}
	choice := widgets.NewSelect(texts, index, func(chosen int) { w.choose(row.Key, row.Options[chosen].Value) })
	s.name("setting:"+row.Key, choice)
	return widgets.Sized(settingWidth, 36, choice)
}
