// Package widgets draws the parts the window is made of: one theme and a set of small Fyne widgets that pages compose.
// It knows shapes, colors, sizes and keys. It knows no sign-in, no right, no file: every word and every icon name is
// handed in, and no widget starts work of its own.
//
// # Theme
//
// [NewTheme] builds the theme for an [Appearance]. Colors are named by [Token]; a [Tone] picks text, sign and tint
// color of a state together. Icons are named as in package assets; a [Sign] is an icon with a tone.
//
// # The window
//
//	NewFrame(rail, page)                       rail at the left, page right of it; SetPage
//	NewRail(mark, name, entries, selected)     Select, SetDot, SetTexts, Foot().ShowPerson, Foot().ShowNobody
//	NewPage(header, banner, content)           content scrolls; SetBanner, SetContent, FocusPrimary
//	NewFillPage(header, banner, content)       content gets the room left and scrolls itself (a table)
//	NewPageHeader(title, sentence, buttons...) WithSign, WithBack, Set, SetButtons; the accent button comes last
//	NewBanner(BannerText, button)              at most one a page; its button is of kind ButtonOnBanner
//	NewDialog(DialogText, content, yes, no)    ShowOn(canvas); Esc cancels, first focus on Cancel
//
// # Layout
//
// Heights depend on widths (texts wrap), so compose pages of these instead of Fyne's own layouts:
//
//	Stack(objects...)               cards of a page, 16 apart (12 in a small window)
//	Column(gap, objects...)         top to bottom, full width
//	Row(gap, objects...)            side by side, centered; Grow(o) takes the room left, Spacer() is an empty Grow
//	RowTop(gap, objects...)         the same, aligned at the top
//	Flow(gap, objects...)           side by side, new lines as needed (buttons)
//	Buttons(objects...)             buttons in a row with the right gaps; text buttons end on the edge
//	Beside(main, side)              side at the right of main, below it when there is no room
//	Fill(gap, objects...)           for NewFillPage: the last object gets the height that is left
//	SectionTitle, GroupTitle        words above a card
//	TwoColumns(leftWidth, a, b)     side by side when there is room, else stacked; leftWidth 0 is half
//	EqualColumns(gap, least, ...)   evenly shared, stacked when a column would be narrower than least
//	Inset(top, right, bottom, left, o), Sized(width, height, o)
//	NewScroller(content)            for what scrolls inside something else
//
// # Cards and rows
//
//	NewCard(sections...)            made of Head, GroupHead, Padded, PaddedGap, Rows, Progress; lines come by themselves
//	NewLinkRow(icon, title, caption, tap)           44 or 56, leads somewhere
//	NewInfoRow(icon, title, caption, right...)      56, icon, words, buttons at the right
//	NewControlRow(title, caption, right...)         56, a setting with its control
//	NewResultRow / NewPathRow(sign, title, ...)     56, a result with its evidence or path
//	NewEventRow(clock, sign, text, fact)            46, what happened
//	NewFoldRow(sign, title, content, changed)       48, opens what stands below
//	NewCheckRow(Check, changed)                     38, a check with evidence, opens by itself when failed
//	NewAppHead / NewAppRow                          40 / at least 56, tickable lists; NewStatus for the right side
//	CellRow(height, objects...)                     anything else
//	NewKeyValues(facts...), NewSummaryRow, NewNumbered, NewStat, NewSharesBar, NewLine
//	NewStepList(steps...)           SetSteps keeps unchanged steps
//	NewPlanList(groups...)          the list inside a confirming dialog
//	NewCounts, NewDifferenceRow     what changed
//	NewTable(columns, sort, row)    SetRows(count, cells): any number of rows
//	NewEmptyState, NewSkeletonRows  instead of rows
//
// # Parts
//
//	NewText(text, style), NewRich(runs...), Paragraph(text)   Wrapped, Cut, Aligned, In; SetText, SetRuns
//	NewButton(label, kind, size, tap)   WithIcon, SetLabel, SetEnabled
//	NewIconButton, NewPlainIconButton, NewBack
//	NewCheckbox, NewRadio, NewChoiceCard
//	NewField, NewSearchField, NewSecretField, NewLockedField, NewAddressField, NewSelect
//	NewPill(sign, text), NewSign(sign, side), NewIcon(name, token, side)
//	NewAvatar, NewMonogram, NewNumberDot, NewStateCircle, NewPanel
//	NewProgressLine, NewSpinner(side).Start()
//
// # Keys and changes
//
// Everything that acts can be focused and is pressed by Enter or Space. Keys nobody wants (Esc, F5) go to the handler
// set with Canvas.SetOnTypedKey; while a dialog shows it has that place. Shortcuts go to the canvas as always: check
// Canvas.Overlays().Top() before acting on one. All calls belong on the UI thread. A setter redraws its widget; when
// it changes a height, call Refresh on the page as well.
package widgets
