package present

// PendingRow is an invitation that waits.
type PendingRow struct {
	Name    string
	Caption string
	Button  *Button // nil: there is no address to open
}

// SourceRow is one of the places that the access rights come from.
type SourceRow struct {
	Name    string
	Caption string // how many rights, how old, until when they count
	Pill    Pill
}

// DetailsView is what is known about the access rights, beside the list.
type DetailsView struct {
	Header       Header
	Banner       *Banner
	FindingsHead string
	Findings     []FindingRow // findings, then warnings
	PendingHead  string
	Pending      []PendingRow
	SourcesHead  string
	Sources      []SourceRow
	More         LinkCard // prepare for offline, the last changes
}

// HistoryRow is one entry of the last changes.
type HistoryRow struct {
	Title   string // when, and "2 gained · 1 lost"
	Caption string // by what, and who was signed in
	Rows    []DifferenceRow
	More    string // said when not all changes are kept or shown
}

// HistoryView is the page of the last changes.
type HistoryView struct {
	Header  Header
	Banner  *Banner
	Entries []HistoryRow
	Empty   *Empty
}

// PrepareView is the question until when the person will be offline.
type PrepareView struct {
	Title, Sentence string
	Field           string // placeholder
	Value           string // the date that stands there at first
	Cancel, Confirm string
}

// PreparedView is the page after everything was read for a time offline.
type PreparedView struct {
	Header Header
	Banner *Banner
	Head   string       // above the rows, when there are any
	Rows   []RightsLine // what ends before
	Note   string       // said when nothing does
	Proof  *ProofView
	Foot   string
}

// BrowserCard is one browser with cookies of the identity hosts, and what to do there.
type BrowserCard struct {
	ID      string
	Title   string
	Caption string
	Pill    Pill
	Steps   []string
	Address string
	Copy    Button
}

// BrowsersView is the page of the browsers' cookies.
type BrowsersView struct {
	Header Header
	Banner *Banner
	Cards  []BrowserCard
	Rest   []KeyValue // browsers without such cookies, and what kept them from being read
	Empty  *Empty
	Direct []Link // removing them by Latchkey, where that was chosen
}
