package core

// EvidenceAnswer is what one question to a server brought, as the server itself
// dates it: what was asked, with which cache headers, and how old the answer is.
type EvidenceAnswer struct {
	Source       string `json:"source"`        // endpoint claims scim-me authzen uma
	Asked        string `json:"asked"`         // "GET https://…", without a query
	CacheControl string `json:"cache_control"` // what was sent; empty: nothing
	Status       int    `json:"status"`        // 0: no answer
	AgeSeconds   *int   `json:"age_seconds"`   // the Age header (RFC 9111 section 5.1); null: none
	Date         Moment `json:"date"`          // the Date header
	ETag         string `json:"etag"`
	Cache        string `json:"cache"`             // hit, miss or empty: what a cache on the way said (RFC 9211, X-Cache)
	CheckedAt    Moment `json:"checked_at"`        // what the body says
	TokenIssued  Moment `json:"token_issued_at"`   // when the token that was shown was issued
	AuthTime     Moment `json:"auth_time"`         // when the person last signed in at the provider
	Fresh        bool   `json:"fresh"`             // proven, not assumed
	Why          string `json:"why"`               // see the Why constants
	Bypass       bool   `json:"bypass"`            // asked a second time under an address that no cache knows
	Problem      string `json:"problem,omitempty"` // code of why there was no usable answer
}

// Why an answer counts as fresh, or does not.
const (
	WhySaidNow      = "said_now"      // the body is dated after the question
	WhyDated        = "dated"         // the Date header is, and no cache shows itself
	WhyNotCacheable = "not_cacheable" // it answers a POST, dated after the question
	WhyNewToken     = "new_token"     // the claims of a token that was issued after the question
	WhyAge          = "age"           // a cache held it: Age
	WhyCached       = "cached"        // a cache says that it answered
	WhyOldAnswer    = "old_answer"    // the body is dated before the question
	WhyOldDate      = "old_date"      // the Date header is
	WhyOldToken     = "old_token"     // the claims stand in a token of before the question
	WhyNoDate       = "no_date"       // nothing dates it
	WhyClock        = "clock_unknown" // the clocks differ, and nothing tells by how much
	WhyFailed       = "failed"        // there was no usable answer
)

// RecheckStep is one rung of the ladder and what it brought.
type RecheckStep struct {
	Step   string `json:"step"`   // refetch new-token sign-in browser-session browser-cookies message
	Result string `json:"result"` // unchanged changed skipped failed written
	Detail string `json:"detail"` // a code: same, differences, not_renewable, not_asked, not_needed, or a problem code
	At     Moment `json:"at"`
	// Evidence is what each source said on this rung.
	Evidence []EvidenceAnswer `json:"evidence"`
}

// ChangeAnswer is one right before and after; nil where it was or is unknown.
type ChangeAnswer struct {
	ID     string       `json:"id"`
	Name   string       `json:"name"`
	Before *RightAnswer `json:"before"`
	After  *RightAnswer `json:"after"`
}

// OrganizationChange is whose rights they were and are.
type OrganizationChange struct {
	Before Organization `json:"before"`
	After  Organization `json:"after"`
}

// RecheckAnswer is latchkey.recheck/1.
type RecheckAnswer struct {
	Schema    string         `json:"schema"`
	Account   string         `json:"account"`
	Fresh     bool           `json:"fresh"` // the evidence of the last rung shows it, for every source
	Steps     []RecheckStep  `json:"steps"`
	Gained    []ChangeAnswer `json:"gained"`
	Lost      []ChangeAnswer `json:"lost"`
	Changed   []ChangeAnswer `json:"changed"`
	Unchanged int            `json:"unchanged"`
	Before    RightsSummary  `json:"before"`
	After     RightsSummary  `json:"after"`
	// Organization is nil unless it changed.
	Organization *OrganizationChange `json:"organization_changed"`
	Sources      []SourceAnswer      `json:"sources"`
	Findings     []FindingAnswer     `json:"findings"`
	// Message is the text for the administrator, in the person's language; the
	// faces write it (present.AdministratorMessage).
	Message string `json:"message"`
}

// DifferenceAnswer is one entry of the history.
type DifferenceAnswer struct {
	At      Moment         `json:"at"`
	Account string         `json:"account"`
	Email   string         `json:"email"`
	Cause   string         `json:"cause"` // sign-in recheck prepare
	Step    string         `json:"step"`  // of a recheck: the rung that brought it
	Fresh   bool           `json:"fresh"`
	First   bool           `json:"first"`   // nothing was known before, so the changes are everything
	Granted int            `json:"granted"` // how many are since then
	Gained  int            `json:"gained"`
	Lost    int            `json:"lost"`
	Changed int            `json:"changed"`
	Changes []ChangeAnswer `json:"changes"` // at most 100
	// Organization is nil unless it changed.
	Organization *OrganizationChange `json:"organization_changed"`
}

// RightsHistoryAnswer is latchkey.rights-history/1, newest first, at most 50.
type RightsHistoryAnswer struct {
	Schema      string             `json:"schema"`
	Differences []DifferenceAnswer `json:"differences"`
}
