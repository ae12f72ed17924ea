package present

// Tick is what the tick box of a row shows.
type Tick string

// The states of a tick box. TickSome stands for a group of which a part is ticked.
const (
	TickNone Tick = "" // there is no box
	TickOff  Tick = "off"
	TickOn   Tick = "on"
	TickSome Tick = "some"
)

// AppRow is one version of an app, the head of a group of versions, or Latchkey itself.
type AppRow struct {
	ID      string // "app:sketchup@2021", of a head "group:sketchup", of Latchkey itself "session"
	Head    bool
	Indent  bool // a member of a group
	Name    string
	Fact    string // of a head: "2 versions"
	State   string
	Path    string
	Caption string
	Tick    Tick
	Locked  bool     // the box cannot be ticked; State says why
	Scopes  []string // what a press of the box is about
	Full    bool     // all of them are ticked: a press takes the ticks away
	Status  Pill
	Button  *Button // instead of the status
}

// BackupRow is one backup. One that cannot be read has no buttons but its folder.
type BackupRow struct {
	ID      string
	When    string
	What    string
	Path    string
	Damaged bool
	Buttons []Button
}

// AppsView is the page Apps: the modeling apps, Latchkey's own session and the backups.
type AppsView struct {
	Header      Header
	Banner      *Banner
	Loading     bool // the apps are being looked for, for the first time
	Empty       *Empty
	Rows        []AppRow
	More        *Link // which apps Latchkey knows
	BackupsHead string
	BackupsNote string
	Backups     []BackupRow
	NoBackups   string
}

// GuideStep is one thing that only a person can do.
type GuideStep struct {
	State  StepState // done, todo, or current: the next thing to do
	Text   string
	Check  string // whether that was seen, in words
	App    string // whose step it is; empty when there is only one app
	Button *Button
}

// GuideView are the steps that stand instead of a reset for one app.
type GuideView struct {
	Header    Header
	Banner    *Banner
	StepsHead string
	Steps     []GuideStep
	Note      string
}

// KnownApp is one app of the catalogue.
type KnownApp struct {
	Name    string
	How     string // how its sign-in is reset
	Caption string // vendor, and when its facts were last looked up
	Here    string // "On this computer", or empty
	Button  *Button
}

// KnownAppsView is the list of the apps that Latchkey knows.
type KnownAppsView struct {
	Header Header
	Banner *Banner
	Apps   []KnownApp
}
