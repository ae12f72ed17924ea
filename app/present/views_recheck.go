package present

// FindingRow is one thing that was recognized, with its one fix.
type FindingRow struct {
	Sign   Sign
	Text   string
	Button *Button // nil: there is nothing to press
}

// ProofRow is one question and what its answer is worth.
type ProofRow struct {
	Sign   Sign
	State  StepState // done: proven, same: not proven, failed: no answer
	Name   string    // "Step 2 · List of access rights"
	Short  string    // how old the answer is
	Why    string    // shown when it is opened
	Detail string    // for experts: the question and the headers by their own names
}

// ProofView says whether the answer is proven fresh, with the evidence.
type ProofView struct {
	Title string
	Pill  Pill
	Rows  []ProofRow
}

// MessageView is the message to the administrator.
type MessageView struct {
	Title string
	Text  string
	Lines []string
	Copy  Button
}

// RecheckView is the page Access rights during and after a recheck.
type RecheckView struct {
	Header       Header
	Banner       *Banner
	Running      bool
	StepsHead    string
	Steps        []Step
	Counts       []DifferenceCount
	Rows         []DifferenceRow
	More         string // how many more there are, when not all are shown
	Unchanged    string
	SameText     string // said instead of rows when nothing is different
	FindingsHead string
	Findings     []FindingRow
	Proof        *ProofView
	Message      *MessageView
	FootText     string  // "Still missing something?" and what the next step asks of the person
	Further      *Button // "Go on with step 3"
	CopyText     string
	Copy         *Button
}
