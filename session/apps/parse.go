package apps

import (
	"time"

	"latchkey/session/tomlfile"
)

// entryFile is a file of the catalogue as it is written.
type entryFile struct {
	ID        string      `toml:"id"`
	Name      string      `toml:"name"`
	Vendor    string      `toml:"vendor"`
	Processes []string    `toml:"processes"`
	Community bool        `toml:"community"`
	Forbid    bool        `toml:"forbid"`
	States    []stateFile `toml:"state"`
	Traces    []traceFile `toml:"trace"`
	Steps     []stepFile  `toml:"step"`
}

type stateFile struct {
	System     string    `toml:"system"`
	Path       string    `toml:"path"`
	Kind       string    `toml:"kind"`
	Reset      string    `toml:"reset"`
	Source     string    `toml:"source"`
	Confidence string    `toml:"confidence"`
	Checked    time.Time `toml:"checked"`
}

type traceFile struct {
	System string `toml:"system"`
	Path   string `toml:"path"`
}

type stepFile struct {
	When string `toml:"when"`
	Do   string `toml:"do"`
	URL  string `toml:"url"`
	En   string `toml:"en"`
	Nl   string `toml:"nl"`
}

// kindLicence is the kind of a state that becomes a Licence here, and so nothing else ever.
const kindLicence = "licence"

// checker knows where a mistake stands.
type checker struct {
	file    string
	content []byte
}

// wrong is a mistake at the top of the file.
func (c checker) wrong(key, reason string) error {
	return &tomlfile.Error{File: c.file, Line: tomlfile.LineOf(c.content, key), Key: key, Reason: reason}
}

// in is a mistake in the index-th [[table]].
func (c checker) in(table string, index int, key, reason string) error {
	return &tomlfile.Error{
		File: c.file, Line: tomlfile.LineIn(c.content, table, index, key), Key: table + "." + key, Reason: reason,
	}
}

// parseEntry checks a file and turns it into an entry. Errors: *tomlfile.Error.
func parseEntry(raw entryFile, c checker) (entry, error) {
	if raw.Forbid {
		return parseForbidden(raw, c)
	}
	app := App{ID: raw.ID, Name: raw.Name, Vendor: raw.Vendor, Processes: raw.Processes, Community: raw.Community}
	if err := c.checkHead(raw); err != nil {
		return entry{}, err
	}
	for i, state := range raw.States {
		if err := c.checkState(state, i); err != nil {
			return entry{}, err
		}
		app.add(state)
	}
	for i, trace := range raw.Traces {
		if err := c.checkTrace(trace, i); err != nil {
			return entry{}, err
		}
		app.Traces = append(app.Traces, Trace{System: System(trace.System), Path: trace.Path})
	}
	for i, step := range raw.Steps {
		if err := c.checkStep(step, i); err != nil {
			return entry{}, err
		}
		app.Steps = append(app.Steps, step.step())
	}
	return entry{app: app}, nil
}

// parseForbidden reads a prohibition: an id, and nothing that somebody could take for an entry in force.
func parseForbidden(raw entryFile, c checker) (entry, error) {
	if !isID(raw.ID) {
		return entry{}, c.wrong("id", whyID)
	}
	if raw.Name != "" || raw.Vendor != "" || len(raw.Processes)+len(raw.States)+len(raw.Traces)+len(raw.Steps) > 0 || raw.Community {
		return entry{}, c.wrong("forbid", whyForbid)
	}
	return entry{app: App{ID: raw.ID}, forbid: true}, nil
}

func (a *App) add(state stateFile) {
	checked := state.Checked.Format(time.DateOnly)
	system, confidence := System(state.System), Confidence(state.Confidence)
	if state.Kind == kindLicence {
		a.Licences = append(a.Licences, Licence{
			System: system, Path: state.Path, Source: state.Source, Confidence: confidence, Checked: checked,
		})
		return
	}
	a.States = append(a.States, State{
		System: system, Path: state.Path, Kind: Kind(state.Kind), Reset: Method(state.Reset),
		Source: state.Source, Confidence: confidence, Checked: checked,
	})
}

func (s stepFile) step() Step {
	text := map[string]string{"en": s.En}
	if s.Nl != "" {
		text["nl"] = s.Nl
	}
	return Step{When: StepTime(s.When), Act: StepAct(s.Do), Text: text, URL: s.URL}
}
