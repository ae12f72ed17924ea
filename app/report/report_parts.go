package report

// Apps are the modeling apps that were found.
type Apps struct {
	Found    []FoundApp `json:"found"`
	Problems Number     `json:"catalogue_problems"`
	Problem  Code       `json:"problem_code"`
}

// FoundApp is one version of one app.
type FoundApp struct {
	ID         App     `json:"id"`
	Version    Version `json:"version"`
	Wine       bool    `json:"wine"` // in a prefix of Wine or CrossOver
	Running    bool    `json:"running"`
	Locked     bool    `json:"locked"`
	Refused    bool    `json:"refused"`
	Files      Number  `json:"files"`
	NewestAt   Moment  `json:"newest_at"` // of the files that its sign-in is kept in
	Reset      Code    `json:"reset"`
	Resettable bool    `json:"resettable"`
	LastReset  Moment  `json:"last_reset_at"`
	Confidence Code    `json:"confidence"`
	Origin     Code    `json:"origin"`
}

// Browsers are the browsers that were found.
type Browsers struct {
	Clearing Code      `json:"clearing"`
	Profiles []Profile `json:"profiles"`
	Problem  Code      `json:"problem_code"`
}

// Profile is one profile of one browser.
type Profile struct {
	Browser Code   `json:"browser"`
	Family  Code   `json:"family"`
	State   Code   `json:"state"`
	Running bool   `json:"running"`
	Cookies Number `json:"cookies"` // of the provider's hosts
	Wider   Number `json:"parent_domain_cookies"`
}

// Backups counts what resets have put aside.
type Backups struct {
	Count    Number `json:"count"`
	Restored Number `json:"restored"`
	Damaged  Number `json:"damaged"`
	NewestAt Moment `json:"newest_at"`
	Problem  Code   `json:"problem_code"`
}

// Doctor is what the checks found; doctor.json holds it alone.
type Doctor struct {
	Worst   Code    `json:"worst"`
	Result  Code    `json:"result"`
	Problem Code    `json:"problem_code"`
	Broken  Code    `json:"broken_link"` // the first link of the chain that is
	Fix     Code    `json:"fix"`
	Chain   []Link  `json:"chain"`
	Checks  []Check `json:"checks"`
	Took    Seconds `json:"elapsed_seconds"`
}

// Link is one link of the chain from the app to the clock.
type Link struct {
	Link  Code `json:"link"`
	State Code `json:"state"`
	Check Code `json:"check"`
}

// Check is one check.
type Check struct {
	ID       Code    `json:"id"`
	Link     Code    `json:"link"`
	Result   Code    `json:"result"`
	Problem  Code    `json:"problem_code"`
	Evidence Code    `json:"evidence_code"`
	Values   []Named `json:"values"`
	Fix      Code    `json:"fix"`
	HiddenBy Code    `json:"hidden_by"`
	At       Moment  `json:"at"`
	Took     Seconds `json:"took_seconds"`
}

// Named is a value of evidence and its name.
type Named struct {
	Name  Code  `json:"name"`
	Kind  Code  `json:"kind"`
	Value Value `json:"value"`
}

// Change is something that is other than when it last worked.
type Change struct {
	What   Code   `json:"what"`
	Before Value  `json:"before"`
	After  Value  `json:"after"`
	Since  Moment `json:"since"`
}

// Activity is what happened last, newest first.
type Activity struct {
	Events  []Event `json:"events"`
	Damaged Number  `json:"damaged_lines"`
	Problem Code    `json:"problem_code"`
}

// Event is one thing that happened.
type Event struct {
	At       Moment    `json:"at"`
	What     Code      `json:"event"`
	Result   Code      `json:"result"`
	Problem  Code      `json:"problem_code"`
	Person   Pseudonym `json:"person"`
	Provider Pseudonym `json:"provider"`
	Subject  Code      `json:"subject"`
	Counts   []Count   `json:"counts"`
	Took     Seconds   `json:"seconds"`
	Version  Version   `json:"version"`
	Policy   Pseudonym `json:"policy"`
	Facts    *Facts    `json:"facts"` // null: nobody looked
}

// Count is one number of an event.
type Count struct {
	Name Code   `json:"name"`
	N    Number `json:"n"`
}

// Facts are what could be other when it no longer works.
type Facts struct {
	Proxy        Host      `json:"proxy_host"`
	CAIssuer     Pseudonym `json:"ca_issuer"`
	ClockAhead   Number    `json:"clock_ahead_minutes"`
	Organization Pseudonym `json:"organization"`
	Apps         []App     `json:"apps"`
}
