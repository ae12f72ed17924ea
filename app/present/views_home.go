package present

// HomeMode says which parts of HomeView are filled.
type HomeMode string

// The modes of Home.
const (
	HomeSignedOut HomeMode = "signed_out"
	HomeSignedIn  HomeMode = "signed_in"
	HomeAttention HomeMode = "attention" // something needs the person; the account card may be there
	HomeFirstRun  HomeMode = "first_run" // no provider to sign in with: show FirstRun instead
	HomeHelpOnly  HomeMode = "help_only" // the selected provider cannot be signed in to
)

// ProviderCard names the identity provider.
type ProviderCard struct {
	ID      string
	Initial string
	Name    string
	Host    string
	Button  *Button // "Use another provider…"
}

// AccountCard is one account.
type AccountCard struct {
	ID       string
	Initials string
	Name     string
	Email    string
	Line     string // organization and provider
	Buttons  []Button
}

// Pill is a word with a sign on its tint.
type Pill struct {
	Sign Sign
	Text string
}

// SessionCard tells how the session is.
type SessionCard struct {
	Title string
	Pill  Pill
	Rows  []KeyValue
	Note  string
}

// Shares are the parts of the shares bar; they add up to the number of rights.
type Shares struct{ Granted, Invited, Rest int }

// RightsLine is a line under the shares bar.
type RightsLine struct {
	Sign   Sign
	Text   string
	Button *Button
}

// RightsCard sums up the access rights.
type RightsCard struct {
	Title  string
	Age    string // "Checked 12 min ago"
	Big    string // "27 of 34"
	Small  string // "granted"
	Shares Shares
	Lines  []RightsLine
	Note   string // said when there is nothing to count
}

// HomeView is the page Home when no sign-in runs.
type HomeView struct {
	Mode   HomeMode
	Header Header
	Banner *Banner
	// NeedsPerson says that the banner is about something that the person has to do.
	NeedsPerson bool
	Provider    *ProviderCard
	StepsHead   string // "What the button does"; empty under the provider card
	Steps       []NumberedStep
	CodeRow     *Link // "No browser here, …"
	Accounts    []AccountCard
	Session     *SessionCard
	Rights      *RightsCard
	More        *LinkCard
}

// SigningInView is Home while a sign-in waits for the browser.
type SigningInView struct {
	Header   Header
	Provider ProviderCard
	Elapsed  string // "0:23"
	WaitsFor string // "waits up to 5 minutes"
	Fraction float64
	Steps    []Step
	// Address and its two buttons stand below the current step when it is set.
	Address     string
	AddressNote string
	Copy, Again Button
	CodeRow     *Link
	Paste       PasteRow
}

// PasteRow takes the address that the browser ended at, where it could not come
// back here by itself.
type PasteRow struct {
	Icon    string
	Text    string
	Hint    string // in the empty field
	Refused string // why the last one did not help; empty: it was not refused
	Send    Button // its Argument is what the field holds
}

// DeviceView is Home while a code waits for another device.
type DeviceView struct {
	Header      Header
	AddressHead string // "Open this address"
	Address     string // without the scheme, as a person types it
	FullAddress string // for Copy
	Copy        Button
	CodeHead    string
	Code        string // empty while it is being asked for
	Waiting     string
	Left        string // "13:42 left"
	Fraction    float64
	QR          string // what the QR code holds
	QRText      string
	Safety      string
	BrowserRow  Link
}

// Choice is one radio card of the first run.
type Choice struct {
	ID     string // provider id, "other", "demo", "apps"
	Title  string
	Pill   *Pill
	Text   string
	Field  string // placeholder of the field, when there is one
	Button *Button
}

// FirstRunView asks who the person signs in with.
type FirstRunView struct {
	Header   Header
	Choices  []Choice
	Selected string
	Note     string
}
