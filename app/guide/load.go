package guide

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"latchkey/assets"
)

// Shipped is the guide that Latchkey carries inside itself, read once.
var Shipped = sync.OnceValues(func() (*Guide, error) { return Parse(assets.GuideFiles()) })

// groupFile is one file of symptoms.
type groupFile struct {
	Group   string    `toml:"group"`
	Symptom []Symptom `toml:"symptom"`
}

// Parse reads a guide: file name -> TOML. The files steps, sources, senders,
// passwords, addresses and none have a form of their own, all others are groups
// of symptoms. Everything that is wrong is told at once, file by file.
func Parse(files map[string][]byte) (*Guide, error) {
	p := &parser{guide: &Guide{steps: map[string]Step{}}, files: files}
	var steps struct {
		Step []Step `toml:"step"`
	}
	var sources struct {
		Source []Source `toml:"source"`
	}
	var senders struct {
		List []SenderList `toml:"list"`
	}
	var passwords struct {
		Rule []PasswordRule `toml:"rule"`
	}
	var none struct {
		Reason []Reason `toml:"reason"`
	}
	p.read("steps.toml", &steps)
	p.read("sources.toml", &sources)
	p.read("senders.toml", &senders)
	p.read("passwords.toml", &passwords)
	p.read("addresses.toml", &p.guide.Addresses)
	p.read("none.toml", &none)
	for _, step := range steps.Step {
		if _, twice := p.guide.steps[step.ID]; twice {
			p.wrong("steps.toml", fmt.Errorf("step %q stands twice", step.ID))
		}
		p.guide.steps[step.ID] = step
	}
	p.guide.Sources, p.guide.Passwords, p.guide.Reasons = sources.Source, passwords.Rule, none.Reason
	p.guide.Senders = senders.List
	slices.SortStableFunc(p.guide.Senders, func(a, b SenderList) int { return strings.Compare(b.Date, a.Date) })
	p.groups()
	p.conditions()
	p.guide.indexes = map[string]func() index{}
	for _, language := range assets.Languages() {
		p.guide.indexes[language] = sync.OnceValue(func() index { return p.guide.index(language) })
	}
	if err := p.guide.check(); err != nil {
		p.problems = append(p.problems, err)
	}
	if err := errors.Join(p.problems...); err != nil {
		return nil, fmt.Errorf("read guide: %w", err)
	}
	return p.guide, nil
}

type parser struct {
	guide    *Guide
	files    map[string][]byte
	known    []string // names of files that were read
	problems []error
}

func (p *parser) wrong(file string, err error) {
	p.problems = append(p.problems, fmt.Errorf("%s: %w", file, err))
}

// read decodes one file; a key that nobody knows is a mistake.
func (p *parser) read(file string, into any) {
	p.known = append(p.known, file)
	content, there := p.files[file]
	if !there {
		p.wrong(file, errors.New("is missing"))
		return
	}
	meta, err := toml.Decode(string(content), into)
	if err != nil {
		p.wrong(file, err)
		return
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		p.wrong(file, fmt.Errorf("unknown key %s", unknown[0]))
	}
}

// groups reads the symptoms, and puts them into their order.
func (p *parser) groups() {
	for _, file := range slices.Sorted(maps.Keys(p.files)) {
		if slices.Contains(p.known, file) {
			continue
		}
		var group groupFile
		p.read(file, &group)
		if !slices.Contains(Groups(), group.Group) {
			p.wrong(file, fmt.Errorf("group %q is unknown", group.Group))
		}
		for _, symptom := range group.Symptom {
			symptom.Group = group.Group
			p.guide.Symptoms = append(p.guide.Symptoms, symptom)
		}
	}
	place := func(s Symptom) int { return slices.Index(Groups(), s.Group) }
	common := func(s Symptom) int {
		if s.First > 0 {
			return s.First
		}
		return 1000
	}
	slices.SortStableFunc(p.guide.Symptoms, func(a, b Symptom) int {
		return cmp.Or(common(a)-common(b), place(a)-place(b))
	})
}

// conditions reads all conditions; what cannot be read is told by the check.
func (p *parser) conditions() {
	p.guide.conditions = conditions{}
	read := func(texts []string) {
		for _, text := range texts {
			if c, err := parseCondition(text); err == nil {
				p.guide.conditions[text] = c
			}
		}
	}
	for _, step := range p.guide.steps {
		read(slices.Concat(step.When, step.Unless, step.Done, step.IsYes, step.IsNo))
	}
	for _, symptom := range p.guide.Symptoms {
		read(symptom.Solved)
	}
}
