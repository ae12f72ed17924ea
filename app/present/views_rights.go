package present

import "time"

// RightRow is one right in the table.
type RightRow struct {
	ID      string
	Name    string
	Code    string // granted denied …
	Sign    Sign
	State   string
	Strong  bool // everything that is not granted
	From    string
	Until   string
	Checked string
	Reason  string
	Rank    int       // sorts what isn't granted first
	Ends    time.Time // sorts by Until; zero: never
}

// StateChoice is an entry of the state filter; an empty Code is "All states".
type StateChoice struct{ Code, Text string }

// RightsView is the page Access rights.
type RightsView struct {
	Header     Header
	Banner     *Banner
	FilterHint string
	States     []StateChoice
	Count      string // "27 of 34 granted"
	Clear      Button
	Columns    [5]string // Right, State, From, Until, Checked
	Rows       []RightRow
	Empty      *Empty // instead of the table
	NoMatch    string // said when the filter leaves nothing
}

// DifferenceRow is one right that is different now.
type DifferenceRow struct {
	Kind   string // gained lost changed
	Sign   Sign
	Name   string
	Before string
	After  string
	Reason string
}

// DifferenceCount is one of the counts on top of the difference list.
type DifferenceCount struct {
	Sign Sign
	N    int
	Text string
}
