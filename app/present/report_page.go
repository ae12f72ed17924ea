package present

import (
	"strings"

	"latchkey/app/core"
	"latchkey/assets"
)

// ReportInput is what the page of the support report knows.
type ReportInput struct {
	Answer  core.ReportAnswer
	Written *core.BundleAnswer // nil: it is written nowhere
}

// Report makes the page on which everything is read before it is written.
func Report(in ReportInput, w assets.Words) ReportView {
	view := ReportView{
		Header: Header{
			Title: w.Text("present.report.title"), Sentence: w.Text("present.report.sentence"),
			Buttons: []Button{{Text: w.Text("present.report.save"), Icon: "file", Kind: KindAccent, Action: DoSaveReport}},
		},
		PathLabel: w.Text("present.report.path"), TicketHead: w.Text("present.report.ticket"), FilesHead: w.Text("present.report.files"),
		Copy: Button{Text: w.Text("present.report.copy"), Icon: "copy", Kind: KindSecondary, Action: DoCopy, Argument: in.Answer.Ticket},
	}
	view.Ticket = strings.Split(strings.TrimRight(in.Answer.Ticket, "\n"), "\n")
	for _, file := range in.Answer.Files {
		view.Files = append(view.Files, ReportFileRow{
			Name: file.Name, Size: Size(int64(len(file.Content)), w),
			Button: Button{Text: w.Text("present.report.read"), Kind: KindSecondary, Action: DoShowReportFile, Argument: file.Name},
		})
	}
	if in.Written != nil {
		view.Header.Title = w.Text("present.report.saved")
		view.Header.Sentence = w.Text("present.report.saved.sentence")
		view.Header.Buttons[0].Kind = KindSecondary
		view.Banner = &Banner{
			Tone: ToneGood, Icon: "state-good", Strong: w.Text("present.report.saved.strong"),
			Text:   w.Text("present.report.saved.text", "path", in.Written.Path, "size", Size(in.Written.Size, w)),
			Button: &Button{Text: w.Text("present.show_in_folder"), Kind: KindSecondary, Action: DoShowFolder, Argument: in.Written.Path},
		}
	}
	return view
}

// longestLine is where a line of a file goes on in the next one.
const longestLine = 96

// ReportFile is one file of the report, line by line.
func ReportFile(file core.ReportFile, w assets.Words) TextView {
	view := TextView{Plain: true, Header: Header{
		Title: file.Name, Sentence: w.Text("present.report.file.sentence"),
		Buttons: []Button{{Text: w.Text("present.copy"), Icon: "copy", Kind: KindSecondary, Action: DoCopy, Argument: string(file.Content)}},
	}}
	for line := range strings.SplitSeq(strings.TrimRight(string(file.Content), "\n"), "\n") {
		runes := []rune(strings.ReplaceAll(line, "\t", "  "))
		for len(runes) > longestLine {
			view.Lines = append(view.Lines, string(runes[:longestLine]))
			runes = append([]rune("    "), runes[longestLine:]...)
		}
		view.Lines = append(view.Lines, string(runes))
	}
	return view
}

// Letter is the letter for those who look after mail and network, ready to be copied.
func Letter(text string, w assets.Words) TextView {
	return TextView{Lines: strings.Split(text, "\n"), Header: Header{
		Title: w.Text("present.letter.title"), Sentence: w.Text("present.letter.sentence"),
		Buttons: []Button{{Text: w.Text("present.copy"), Icon: "copy", Kind: KindAccent, Action: DoCopy, Argument: text}},
	}}
}
