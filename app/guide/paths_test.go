package guide_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"latchkey/app/guide"
)

// combinations bounds how many worlds are tried for one symptom; where there are
// more, as many are drawn.
const combinations = 4096

// world is what may be known, switched by the bits of a number.
func world(conditions []string, bits uint64) guide.Known {
	known := guide.Known{Checks: map[string]string{}, Problems: map[string]bool{}, Facts: map[string]bool{}, Links: map[string]bool{}}
	for i, condition := range conditions {
		kind, rest, _ := strings.Cut(condition, ":")
		name, value, _ := strings.Cut(rest, "=")
		holds := bits>>i&1 == 1
		switch {
		case kind == "check" && holds:
			known.Checks[name] = value
		case kind == "problem":
			known.Problems[name] = holds
		case kind == "fact":
			known.Facts[name] = holds
		case kind == "link":
			known.Links[name] = holds
		}
	}
	return known
}

// conditionsOf are those of a symptom that no answer decides, each once.
func conditionsOf(g *guide.Guide, symptom guide.Symptom) []string {
	found := map[string]bool{}
	for _, step := range g.StepsOf(symptom) {
		for _, text := range slices.Concat(step.When, step.Unless, step.Done, step.IsYes, step.IsNo, symptom.Solved) {
			for atom := range strings.SplitSeq(text, "|") {
				if atom = strings.TrimPrefix(atom, "!"); !strings.HasPrefix(atom, "answer:") {
					found[atom] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// follower follows every way through one symptom in one world.
type follower struct {
	t       *testing.T
	g       *guide.Guide
	symptom guide.Symptom
	known   guide.Known
	ends    map[string]int
	// solutions: a person who says that it works ends each way at every step; one
	// world is enough to see that.
	solutions bool
}

func (f *follower) follow(answers map[string]string) {
	path, err := f.g.Walk(f.symptom.ID, f.known, answers)
	if err != nil {
		f.t.Fatal(err)
	}
	if len(answers) > len(f.symptom.Steps) {
		f.t.Fatalf("%s goes in circles: %v", f.symptom.ID, answers)
	}
	at := slices.IndexFunc(path.Steps, func(s guide.Stand) bool { return s.State == guide.Current })
	if path.End != guide.EndOpen {
		if path.End == guide.EndSupport && at >= 0 || path.End != guide.EndSupport && path.End != guide.EndSolved {
			f.t.Errorf("%s ends at %q with a step open: %v", f.symptom.ID, path.End, answers)
		}
		f.ends[path.End]++
		return
	}
	if at < 0 {
		f.t.Fatalf("%s is a dead end: %v in %+v", f.symptom.ID, answers, f.known)
	}
	step := path.Steps[at].Step
	if answers[step.ID] != "" {
		f.t.Fatalf("%s asks again for %s: %v", f.symptom.ID, step.ID, answers)
	}
	said := []string{guide.SaidDone, guide.SaidSkipped}
	if step.Question {
		said = []string{guide.SaidYes, guide.SaidNo}
	} else if !f.askedFor(step.ID) {
		said = said[:1] // nothing depends on it
	}
	if f.solutions {
		said = append(said, guide.SaidSolved)
	}
	for _, answer := range said {
		next := maps.Clone(answers)
		next[step.ID] = answer
		f.follow(next)
	}
}

// askedFor says whether a later step depends on the answer to this one.
func (f *follower) askedFor(id string) bool {
	for _, step := range f.g.StepsOf(f.symptom) {
		if strings.Contains(fmt.Sprint(step.When, step.Unless, step.Done), "answer:"+id+"=") {
			return true
		}
	}
	return false
}

func TestEveryWayEndsSolvedOrAtSupport(t *testing.T) {
	g := shipped(t)
	draw := rand.New(rand.NewPCG(1, 2))
	ways, worlds := 0, 0
	for _, symptom := range g.Symptoms {
		conditions := conditionsOf(g, symptom)
		all := uint64(1) << len(conditions)
		ends := map[string]int{}
		for n := range min(all, combinations) {
			bits := n
			if all > combinations && n > 1 {
				bits = draw.Uint64N(all)
			}
			if n == 1 {
				bits = all - 1 // everything holds
			}
			f := &follower{t: t, g: g, symptom: symptom, known: world(conditions, bits), ends: ends, solutions: n < 8}
			f.follow(map[string]string{})
			worlds++
		}
		if ends[guide.EndSolved] == 0 || ends[guide.EndSupport] == 0 {
			t.Errorf("%s never ends solved, or never at support: %v", symptom.ID, ends)
		}
		ways += ends[guide.EndSolved] + ends[guide.EndSupport]
	}
	t.Logf("%d symptoms, %d worlds, %d ways walked to their end", len(g.Symptoms), worlds, ways)
	if ways < 10_000 {
		t.Errorf("only %d ways were walked", ways)
	}
}
