package browsers

// build is one browser as its maker releases it, with its folders as patterns: the first word is HOME, LOCALAPPDATA, APPDATA, CONFIG
// ($XDG_CONFIG_HOME) or CHROME ($CHROME_CONFIG_HOME, then $XDG_CONFIG_HOME). Empty: there is none for that system, or its folder
// is not known for certain.
type build struct {
	id, name, family string
	windows, darwin  string
	linux            []string // in the order in which the browser itself looks
	snap, flatpak    []string
	programs         []string // names of its executable, without ".exe", in lower case
	// within are parts of the executable's path of which this build has one and the others of that name have none, in lower case
	// with slashes; none: the names are enough.
	within []string
}

// builds are the browsers that are known. Sources: Chromium's docs/user_data_dir.md, the vendors' documentation, and what was observed on
// Debian 12. Opera is left out: whether its folder is a profile or holds profiles changed between versions.
var builds = []build{
	{
		id: "chrome", name: "Chrome", family: FamilyChromium, programs: chromePrograms,
		within:  []string{"google/chrome/", "google chrome.app/"},
		windows: "LOCALAPPDATA/Google/Chrome/User Data", darwin: "HOME/Library/Application Support/Google/Chrome",
		linux: []string{"CHROME/google-chrome"}, flatpak: []string{"HOME/.var/app/com.google.Chrome/config/google-chrome"},
	},
	{
		id: "chrome-beta", name: "Chrome Beta", family: FamilyChromium, programs: chromePrograms,
		within:  []string{"google/chrome-beta/", "google/chrome beta/", "google chrome beta.app/"},
		windows: "LOCALAPPDATA/Google/Chrome Beta/User Data", darwin: "HOME/Library/Application Support/Google/Chrome Beta",
		linux: []string{"CHROME/google-chrome-beta"},
	},
	{
		id: "chrome-dev", name: "Chrome Dev", family: FamilyChromium, programs: chromePrograms,
		within:  []string{"google/chrome-unstable/", "google/chrome dev/", "google chrome dev.app/"},
		windows: "LOCALAPPDATA/Google/Chrome Dev/User Data", darwin: "HOME/Library/Application Support/Google/Chrome Dev",
		linux: []string{"CHROME/google-chrome-unstable"},
	},
	{
		id: "chrome-canary", name: "Chrome Canary", family: FamilyChromium, programs: chromePrograms,
		within:  []string{"google/chrome-canary/", "google/chrome sxs/", "google chrome canary.app/"},
		windows: "LOCALAPPDATA/Google/Chrome SxS/User Data", darwin: "HOME/Library/Application Support/Google/Chrome Canary",
		linux: []string{"CHROME/google-chrome-canary"},
	},
	{
		id: "chromium", name: "Chromium", family: FamilyChromium, programs: []string{"chromium", "chromium-browser", "chrome"},
		within:  []string{"chromium"},
		windows: "LOCALAPPDATA/Chromium/User Data", darwin: "HOME/Library/Application Support/Chromium", linux: []string{"CHROME/chromium"},
		snap:    []string{"HOME/snap/chromium/common/chromium", "HOME/snap/chromium/current/.config/chromium"},
		flatpak: []string{"HOME/.var/app/org.chromium.Chromium/config/chromium"},
	},
	{
		id: "edge", name: "Edge", family: FamilyChromium, programs: edgePrograms,
		within:  []string{"microsoft/msedge/", "microsoft/edge/", "microsoft edge.app/"},
		windows: "LOCALAPPDATA/Microsoft/Edge/User Data", darwin: "HOME/Library/Application Support/Microsoft Edge",
		linux: []string{"CONFIG/microsoft-edge"}, flatpak: []string{"HOME/.var/app/com.microsoft.Edge/config/microsoft-edge"},
	},
	{
		id: "edge-beta", name: "Edge Beta", family: FamilyChromium, programs: edgePrograms,
		within:  []string{"microsoft/msedge-beta/", "microsoft/edge beta/", "microsoft edge beta.app/"},
		windows: "LOCALAPPDATA/Microsoft/Edge Beta/User Data", darwin: "HOME/Library/Application Support/Microsoft Edge Beta",
		linux: []string{"CONFIG/microsoft-edge-beta"},
	},
	{
		id: "edge-dev", name: "Edge Dev", family: FamilyChromium, programs: edgePrograms,
		within:  []string{"microsoft/msedge-dev/", "microsoft/edge dev/", "microsoft edge dev.app/"},
		windows: "LOCALAPPDATA/Microsoft/Edge Dev/User Data", darwin: "HOME/Library/Application Support/Microsoft Edge Dev",
		linux: []string{"CONFIG/microsoft-edge-dev"},
	},
	{
		id: "brave", name: "Brave", family: FamilyChromium, programs: []string{"brave", "brave browser", "brave-browser"},
		windows: "LOCALAPPDATA/BraveSoftware/Brave-Browser/User Data", darwin: "HOME/Library/Application Support/BraveSoftware/Brave-Browser",
		linux: []string{"CONFIG/BraveSoftware/Brave-Browser"}, snap: []string{"HOME/snap/brave/current/.config/BraveSoftware/Brave-Browser"},
		flatpak: []string{"HOME/.var/app/com.brave.Browser/config/BraveSoftware/Brave-Browser"},
	},
	{
		id: "vivaldi", name: "Vivaldi", family: FamilyChromium, programs: []string{"vivaldi", "vivaldi-bin"},
		windows: "LOCALAPPDATA/Vivaldi/User Data", darwin: "HOME/Library/Application Support/Vivaldi",
		linux: []string{"CONFIG/vivaldi"}, flatpak: []string{"HOME/.var/app/com.vivaldi.Vivaldi/config/vivaldi"},
	},
	{
		// Observed with Firefox ESR 153: the folder in the home counts where it exists, and a new person gets the one in the settings. Both are
		// looked at, in that order: what lies in the other one is not used now, and still is a sign-in that was left behind.
		id: "firefox", name: "Firefox", family: FamilyFirefox, programs: []string{"firefox", "firefox-esr", "firefox-bin"},
		windows: "APPDATA/Mozilla/Firefox", darwin: "HOME/Library/Application Support/Firefox",
		linux: []string{"HOME/.mozilla/firefox", "CONFIG/mozilla/firefox"}, snap: []string{"HOME/snap/firefox/common/.mozilla/firefox"},
		// Flatpak gives each app a settings folder of its own, config; the second is the same rule as for a new person above.
		flatpak: []string{"HOME/.var/app/org.mozilla.firefox/.mozilla/firefox", "HOME/.var/app/org.mozilla.firefox/config/mozilla/firefox"},
	},
	{id: "safari", name: "Safari", family: FamilySafari, programs: []string{"safari"}, darwin: "HOME/Library/Containers/com.apple.Safari"},
}

var (
	chromePrograms = []string{"chrome", "google chrome", "google chrome beta", "google chrome dev", "google chrome canary"}
	edgePrograms   = []string{"msedge", "microsoft edge", "microsoft edge beta", "microsoft edge dev"}
)

// buildOf finds what a place is a place of.
func buildOf(p Place) (build, bool) {
	for _, b := range builds {
		if p.ID == b.id || p.Package != "" && p.ID == b.id+"-"+p.Package {
			return b, true
		}
	}
	return build{}, false
}
