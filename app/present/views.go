package present

// RailItem is one page of the left rail.
type RailItem struct {
	Page     string // home rights apps troubleshoot activity settings
	Icon     string
	Text     string
	Dot      Tone // warn or bad: this page needs the person
	Selected bool
}

// RailView is the left rail and its foot.
type RailView struct {
	Name         string
	Items        []RailItem
	SignedIn     bool
	Initials     string // empty when signed out: show the user icon
	Email        string // or "Not signed in"
	Organization string
}

// Option is one entry of a select.
type Option struct{ Value, Text string }

// SettingRow is one setting.
type SettingRow struct {
	Key     string // provider language appearance storage
	Name    string
	Caption string
	Value   string // an Option's value
	Options []Option
	Locked  bool
	Text    string  // shown instead of a select when there is nothing to choose
	Button  *Button // shown instead of a select when more than a choice is needed
}

// SettingsSection is a card of settings.
type SettingsSection struct {
	Title string
	Rows  []SettingRow
}

// SettingsView is the page Settings.
type SettingsView struct {
	Header   Header
	Banner   *Banner
	Sections []SettingsSection
	About    []KeyValue // version and paths
}
