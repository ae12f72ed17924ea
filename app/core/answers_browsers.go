package core

// BrowserHost is how many cookies of one host a browser's profile holds. Neither
// their names nor their values are ever read.
type BrowserHost struct {
	Host        string `json:"host"` // as the browser writes it: "id.example.com" or ".id.example.com"
	Cookies     int    `json:"cookies"`
	Partitioned int    `json:"partitioned"` // of them, kept apart by the site they were met on (CHIPS)
	Containers  int    `json:"containers"`  // in how many containers (Firefox) they lie, 0 = none
	// Parent marks a cookie of a wider domain, which other sites use as well.
	Parent bool `json:"parent_domain"`
}

// BrowserAnswer is one profile of one browser.
type BrowserAnswer struct {
	ID          string `json:"id"`      // "chromium", "firefox-snap": for `browsers show`
	Name        string `json:"name"`    // "Chromium", "Firefox (snap)"
	Family      string `json:"family"`  // chromium firefox safari
	Profile     string `json:"profile"` // folder name
	ProfileName string `json:"profile_name"`
	Path        string `json:"path"` // of the profile
	Running     bool   `json:"running"`
	// State is ok, running (cannot be read now), unknown_schema, refused, unreadable, or no_cookies.
	State  string        `json:"state"`
	Reason string        `json:"reason,omitempty"` // for experts; ReasonText translates it
	Hosts  []BrowserHost `json:"hosts"`            // only those of the provider that have cookies
	// Address is what a person copies into the browser to clear the cookies there; empty: none is known.
	Address string `json:"address"`
}

// BrowsersAnswer is latchkey.browsers/1.
type BrowsersAnswer struct {
	Schema   string          `json:"schema"`
	Provider string          `json:"provider"` // id
	Hosts    []string        `json:"hosts"`    // the identity hosts whose cookies are counted
	Clearing string          `json:"clearing"` // the setting: guided direct off
	Browsers []BrowserAnswer `json:"browsers"`
}
