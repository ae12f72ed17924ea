package browsers

import (
	"path"
	"path/filepath"
	"strings"
)

// policySource is one browser's policies in one kind of place.
type policySource struct {
	id, name string
	rules    func(managed, recommended policySettings, s site) []Policy
	read     func() (managed, recommended policySettings, problems []PolicyProblem)
}

// policyPlace is where the makers of a browser look for policies. Vivaldi's are left out: its maker does not say.
type policyPlace struct {
	id       string
	linux    []string // folders with "managed" and "recommended", or files
	registry string   // below HKEY_LOCAL_MACHINE and HKEY_CURRENT_USER
	bundle   string   // of the managed preferences on macOS
}

// Sources: Chromium's and Brave's source (chrome_paths, brave_main_delegate), the documentation of Chrome, Edge and Firefox.
// Ubuntu's packages of Chromium, the snap too, look below /etc/chromium-browser.
var policyPlaces = []policyPlace{
	{id: "chrome", linux: []string{"/etc/opt/chrome/policies"}, registry: `Software\Policies\Google\Chrome`, bundle: "com.google.Chrome"},
	{
		id: "chromium", linux: []string{"/etc/chromium/policies", "/etc/chromium-browser/policies"},
		registry: `Software\Policies\Chromium`, bundle: "org.chromium.Chromium",
	},
	{id: "edge", linux: []string{"/etc/opt/edge/policies"}, registry: `Software\Policies\Microsoft\Edge`, bundle: "com.microsoft.Edge"},
	{id: "brave", linux: []string{"/etc/brave/policies"}, registry: `Software\Policies\BraveSoftware\Brave`, bundle: "com.brave.Browser"},
	{
		id: "firefox", registry: `Software\Policies\Mozilla\Firefox`, bundle: "org.mozilla.firefox",
		linux: []string{
			"/etc/firefox/policies/policies.json", // the first that is there counts alone
			"/usr/lib/firefox/distribution/policies.json", "/usr/lib/firefox-esr/distribution/policies.json",
			"/usr/lib64/firefox/distribution/policies.json", "/opt/firefox/distribution/policies.json",
		},
	},
}

// Where Firefox's own folder has a file of policies elsewhere.
const (
	macFirefoxPolicies     = "/Applications/Firefox.app/Contents/Resources/distribution/policies.json"
	windowsFirefoxPolicies = "Mozilla Firefox/distribution/policies.json" // below %ProgramFiles%
	macManagedPreferences  = "/Library/Managed Preferences"
)

// policySources lists what is to be read on a system.
func (s System) policySources() []policySource {
	var all []policySource
	for _, p := range policyPlaces {
		b, _ := buildOf(Place{ID: p.id})
		source := policySource{id: p.id, name: b.name, rules: chromiumRules}
		if b.family == FamilyFirefox {
			source.rules = firefoxRules
		}
		for _, read := range s.policyReaders(p, b.family == FamilyFirefox) {
			source.read = read
			all = append(all, source)
		}
	}
	return all
}

type policyReader = func() (managed, recommended policySettings, problems []PolicyProblem)

func (s System) policyReaders(p policyPlace, isFirefox bool) []policyReader {
	switch {
	case s.OS == "windows":
		return []policyReader{func() (policySettings, policySettings, []PolicyProblem) { return s.windowsPolicies(p, isFirefox) }}
	case s.OS == "darwin":
		return []policyReader{func() (policySettings, policySettings, []PolicyProblem) { return s.macPolicies(p, isFirefox) }}
	case isFirefox:
		return []policyReader{func() (policySettings, policySettings, []PolicyProblem) { return s.firefoxFiles(p.linux...) }}
	}
	var all []policyReader
	for _, folder := range p.linux {
		all = append(all, func() (policySettings, policySettings, []PolicyProblem) {
			managed, wrong := readPolicyFolder(s.rooted(path.Join(folder, "managed")))
			recommended, others := readPolicyFolder(s.rooted(path.Join(folder, "recommended")))
			return managed, recommended, append(wrong, others...)
		})
	}
	return all
}

// rooted is a place of the machine, below the folder that stands for it.
func (s System) rooted(place string) string {
	if s.Root == "" {
		return filepath.FromSlash(place)
	}
	return filepath.Join(s.Root, filepath.FromSlash(place))
}

// firefoxFiles reads the first file that is there: Firefox looks at no other then.
func (s System) firefoxFiles(files ...string) (managed, recommended policySettings, problems []PolicyProblem) {
	for _, file := range files {
		file = s.rooted(file)
		values, problems := readPolicyJSON(file)
		if values == nil && problems == nil {
			continue
		}
		return firefoxPolicies(values, file), nil, problems
	}
	return nil, nil, nil
}

// firefoxPolicies takes the policies out of a file of Firefox, which has them under one name.
func firefoxPolicies(values map[string]any, file string) policySettings {
	named, _ := values["policies"].(map[string]any)
	all := policySettings{}
	all.add(named, file)
	return all
}

// windowsPolicies reads the registry: the machine's go before the person's, and Firefox's before those of its file.
func (s System) windowsPolicies(p policyPlace, isFirefox bool) (managed, recommended policySettings, problems []PolicyProblem) {
	managed, recommended = policySettings{}, policySettings{}
	if isFirefox {
		programs := `C:\Program Files`
		if folder, ok := s.folder("ProgramFiles"); ok {
			programs = folder
		}
		managed, _, problems = s.firefoxFiles(strings.ReplaceAll(programs, `\`, "/") + "/" + windowsFirefoxPolicies)
		if managed == nil {
			managed = policySettings{}
		}
	}
	for _, hive := range []string{"HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE"} {
		values, err := s.registry()(hive, p.registry)
		place := hive + `\` + p.registry
		if err != nil {
			problems = append(problems, missingOr(place, err)...)
			continue
		}
		tree := registryTree(values, 0)
		if lower, ok := tree["Recommended"].(map[string]any); ok && !isFirefox {
			recommended.add(lower, place+`\Recommended`)
		}
		delete(tree, "Recommended")
		managed.add(tree, place)
	}
	return managed, recommended, problems
}

// macPolicies reads the managed preferences: the machine's go before the person's.
func (s System) macPolicies(p policyPlace, isFirefox bool) (managed, recommended policySettings, problems []PolicyProblem) {
	managed = policySettings{}
	if isFirefox {
		own, _, wrong := s.firefoxFiles(macFirefoxPolicies)
		problems = wrong
		for name, one := range own {
			managed[name] = one
		}
	}
	for _, folder := range []string{path.Join(macManagedPreferences, path.Base(s.Home)), macManagedPreferences} {
		file := s.rooted(path.Join(folder, p.bundle+".plist"))
		text, wrong := readPolicyFile(file)
		problems = append(problems, wrong...)
		if text == nil {
			continue
		}
		values, ok := parsePlist(text)
		if !ok {
			problems = append(problems, PolicyProblem{file, policyDamaged})
			continue
		}
		if on, named := values["EnterprisePoliciesEnabled"].(bool); isFirefox && (!named || !on) {
			continue
		}
		managed.add(unflatten(values), file)
	}
	return managed, nil, problems
}

// unflatten builds the parts that Firefox's preferences on macOS can write as "Cookies__Block".
func unflatten(values map[string]any) map[string]any {
	all := map[string]any{}
	for name, value := range values {
		first, rest, isFlat := strings.Cut(name, "__")
		if !isFlat {
			if _, taken := all[name]; !taken {
				all[name] = value
			}
			continue
		}
		parts, ok := all[first].(map[string]any)
		if !ok {
			parts = map[string]any{}
			all[first] = parts
		}
		parts[rest] = value
	}
	return all
}
