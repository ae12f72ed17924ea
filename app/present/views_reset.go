package present

// PlanItem is one line of a plan group.
type PlanItem struct {
	Name   string
	Path   string // shown in monospace, cut at the left; or Text
	Strong string // amber start of Text: "Running."
	Text   string
	Size   string
}

// PlanGroup is one thing that happens to its items.
type PlanGroup struct {
	Icon  string
	Title string
	// Undo is "Can be undone" or "Can't be undone", with its sign; empty for "Leave alone".
	Undo     string
	UndoSign Sign
	Items    []PlanItem
}

// PlanView is the dialog that confirms a reset.
type PlanView struct {
	Title    string
	Sentence string
	Groups   []PlanGroup
	Note     string // "The backup is kept for 30 days."
	Cancel   Button
	Confirm  Button
	Nothing  bool // nothing would change: there is no Confirm
	Blocked  bool // something is left because an app runs: trying again makes sense
}

// ResultRow is what became of one item of a plan.
type ResultRow struct {
	Sign    Sign
	Text    string
	Caption string
	Path    string
	Right   string
}

// ResultView is the page after a reset or an undo.
type ResultView struct {
	Header   Header
	Rows     []ResultRow
	NextHead string      // "What is left for you"
	Next     []GuideStep // what only the person can do
	Retry    []string    // the scopes of what was left and can be tried again
	FootHead string
	FootText string
	Foot     []Button
	FootNote string
	CopyText string
}
