package core

// SymptomAnswer is one symptom of the guide.
type SymptomAnswer struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Group string `json:"group"` // app rights account mail password network session other
}

// GuideStepAnswer is one step, as it stands with what is known now.
type GuideStepAnswer struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Text     string `json:"text"`
	By       string `json:"by"`    // latchkey person administrator
	State    string `json:"state"` // done skipped current todo
	Evidence string `json:"evidence"`
	// Why says why a step is done or skipped: evidence (a check knows), answer (the
	// person said so), or empty.
	Why string     `json:"why"`
	Fix *FixAnswer `json:"fix"` // what Latchkey does, or the page that it opens; null: none
	// Question asks the person yes or no, where no check can know; its text is Title.
	Question bool     `json:"question"`
	List     []string `json:"list"` // lines to compare with, such as rules of passwords with their sources
	Copy     string   `json:"copy"` // a text to hand on, such as the letter for IT
}

// GuideAnswer is latchkey.guide/1: the list, or one symptom with its steps.
type GuideAnswer struct {
	Schema   string          `json:"schema"`
	Query    string          `json:"query"`
	Symptoms []SymptomAnswer `json:"symptoms"` // best first for a query
	// Symptom is the one that was asked for; nil: the list.
	Symptom *SymptomAnswer    `json:"symptom"`
	About   string            `json:"about"`
	Steps   []GuideStepAnswer `json:"steps"`
	// End is where it stands: open, solved, support.
	End     string   `json:"end"`
	Sources []string `json:"sources"` // what the advice rests on, with dates
	Warning string   `json:"warning"` // what to know before, such as the mailed code after clearing cookies
	// Known is what the steps were judged by, to be handed back in GuideOptions; nil: nothing was looked at.
	Known *DoctorAnswer `json:"-"`
}

// GuideOptions say what to show.
type GuideOptions struct {
	Symptom  string // id; empty: the list
	Query    string // words to search for; with Symptom empty
	Language string
	Provider string // whose links; "" = the account's, else the selected one
	Account  string
	// Address is an e-mail address that somebody has doubts about, for the steps that look at one; empty: the account's.
	Address string
	// Answers are what the person said of steps: done, skipped, yes, no, solved.
	Answers map[string]string
	// Look runs the symptom's checks; else Known is relied on.
	Look  bool
	Known *DoctorAnswer
}
