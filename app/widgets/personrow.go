package widgets

// NewPersonRow is a LinkRow of 56 for a person: initials in a circle of 32, the name, and a sentence below it.
func NewPersonRow(initials, name, about string, tap func()) *LinkRow {
	l := &LinkRow{title: NewText(name, StyleBody).Cut(CutRight), chevron: NewIcon("chevron-right", TokenText3, 18)}
	words := Column(0, l.title, NewText(about, StyleCaption).Cut(CutRight))
	l.initRow(l, 56, rowInset(4, 4, Row(14, NewAvatar(initials, 32), Grow(words), Inset(0, -5, 0, 0, l.chevron))), tap)
	return l
}
