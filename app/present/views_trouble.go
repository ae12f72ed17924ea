package present

// What a DoFix is about, before the id of it.
const (
	CheckPrefix = "check:"
	StepPrefix  = "step:"
	WhyPrefix   = "why"
)

// CheckRow is one check as a row: a short fact at its right, and the rest when it is opened.
type CheckRow struct {
	ID       string
	State    StepState
	Name     string
	Evidence string
	Sentence string
	Detail   string
	Buttons  []Button // the fix first
}

// CheckFold are checks that need nobody's eye, behind one line.
type CheckFold struct {
	Sign  Sign
	Title string
	Rows  []CheckRow
}

// ChecksView is the card of the checks, while they run and afterwards.
type ChecksView struct {
	Running  bool
	Title    string
	Count    string // "5 of 8"
	Fraction float32
	Empty    *Empty // said instead of rows when nothing is wrong
	Rows     []CheckRow
	Folds    []CheckFold
}

// TroubleView is the page Troubleshoot.
type TroubleView struct {
	Header      Header
	Banner      *Banner
	Hint        string // in the empty search field
	Symptoms    []Link
	NoMatch     string // said instead of symptoms
	Checks      ChecksView
	ChangedHead string
	Changed     []string
	Foot        StuckFoot
}

// StuckFoot is what stands at the end of each page of Troubleshoot.
type StuckFoot struct {
	Strong  string
	Text    string
	Buttons []Button
}

// WhyView is the chain from the app to the clock, with the first broken link open.
type WhyView struct {
	Header      Header
	Banner      *Banner
	Running     bool
	Rows        []CheckRow
	ChangedHead string
	Changed     []string
	Foot        StuckFoot
}

// GuidedStep is one step of a guide.
type GuidedStep struct {
	ID       string
	State    StepState
	Text     string
	Caption  string   // evidence, or what the step will do
	Sentence string   // of the current step
	Who      string   // at the right: "Latchkey did this"
	Turn     string   // a pill instead: "Your turn"
	List     []string // to compare with
	Copy     string   // a text to hand on, shown in full
	Buttons  []Button
	Tick     string // the words of the tick box; empty: there is none
}

// GuidedView are the steps of one symptom.
type GuidedView struct {
	Header  Header
	Banner  *Banner
	Looking string // said while Latchkey looks at what it can see
	About   string
	Steps   []GuidedStep
	End     *Empty // where it came to an end
	Solved  StuckFoot
	Sources []string
	Head    string // above the sources
	Foot    *StuckFoot
}

// EventRow is one thing that happened.
type EventRow struct {
	Clock string
	Sign  Sign
	Text  string
	Fact  string
}

// EventDay are the events of one day.
type EventDay struct {
	Title string
	Rows  []EventRow
}

// ActivityView is the page Activity.
type ActivityView struct {
	Header Header
	Banner *Banner
	Hint   string // in the empty search field
	Kinds  []Option
	Count  string
	Days   []EventDay
	More   string // said when not all are shown
	Empty  *Empty
	None   string // said when the filter leaves nothing
}

// ReportFileRow is one file of the report.
type ReportFileRow struct {
	Name   string
	Size   string
	Button Button
}

// ReportView is the support report before it is written.
type ReportView struct {
	Header     Header
	Banner     *Banner
	PathLabel  string
	TicketHead string
	Copy       Button
	Ticket     []string // lines
	FilesHead  string
	Files      []ReportFileRow
}

// TextView is a text to read and to copy, or one file of a report.
type TextView struct {
	Header Header
	Banner *Banner
	Lines  []string
	Plain  bool // lines of a file, in monospace
}
