package report

import (
	"regexp"
	"strings"
	"sync"
)

// appVersions are what stands behind an app's name: "2021, 2024".
var appVersions = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[0-9]{1,4}(\.[0-9]{1,4}){0,3}(, [0-9]{1,4}(\.[0-9]{1,4}){0,3}){0,40}$`)
})

// App keeps an app of the embedded catalogue, by id or by name, with its versions.
func (m *Maker) App(text string) App {
	text = strings.TrimSpace(text)
	if text == "" {
		return App{}
	}
	best := ""
	for id, name := range m.known.Apps {
		for _, called := range []string{id, name} {
			rest, begins := strings.CutPrefix(text, called)
			rest = strings.TrimPrefix(strings.TrimSpace(rest), "@")
			if begins && called != "" && (rest == "" || appVersions().MatchString(rest)) && len(called) > len(best) {
				best = called
			}
		}
	}
	if best != "" {
		return App{Code{text}}
	}
	return App{m.pseudonym("app", text)}
}

// AppOf keeps an app of the embedded catalogue by id; the version stands apart.
func (m *Maker) AppOf(id string) App {
	if m.known.Apps[id] != "" {
		return App{Code{id}}
	}
	return App{m.pseudonym("app", id)}
}

// AppVersion keeps an app of the embedded catalogue by id, with one version.
func (m *Maker) AppVersion(id, version string) App {
	app := m.AppOf(id)
	if version != "" {
		app.text += "@" + VersionOf(version).text
	}
	return app
}
