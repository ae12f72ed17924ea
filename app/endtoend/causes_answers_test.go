//go:build linux

package endtoend

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
)

// found is one check of latchkey.doctor/1, as far as the table looks at it.
type found struct {
	ID, Link, Result string
	Evidence         string
	EvidenceCode     string            `json:"evidence_code"`
	Values           map[string]string `json:"values"`
	ProblemCode      string            `json:"problem_code"`
	HiddenBy         string            `json:"hidden_by"`
	Took             float64           `json:"took_seconds"`
	Fix              *fixFound         `json:"fix"`
}

type fixFound struct {
	ID, Argument, Title, Command, By string
	Reversible                       bool
}

// String is for messages.
func (f *fixFound) String() string {
	if f == nil {
		return "none"
	}
	return fmt.Sprintf("%s(%s) %q", f.ID, f.Argument, f.Command)
}

// doctorSaid is latchkey.doctor/1.
type doctorSaid struct {
	Schema, Worst, Result string
	Checks                []found
	Exit                  int
	ElapsedSeconds        float64 `json:"elapsed_seconds"`
	exit                  int     // of the program
	raw                   answer
}

// whySaid is latchkey.why/1.
type whySaid struct {
	Schema, Broken, Symptom string
	Problem                 string `json:"problem_code"`
	Check                   *found
	Fix                     *fixFound
	Links                   []struct{ Link, State string }
	Exit                    int
	exit                    int
	raw                     answer
}

func readSaid(t testing.TB, got answer, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(got.out), into); err != nil {
		t.Fatalf("not JSON: %v: exit %d\n%s%s", err, got.code, got.out, got.errOut)
	}
}

func (s *scene) doctor(args ...string) doctorSaid {
	s.t.Helper()
	got := s.latchkey(append([]string{"doctor", "--json"}, args...)...)
	said := doctorSaid{exit: got.code, raw: got}
	readSaid(s.t, got, &said)
	return said
}

func (s *scene) why(args ...string) whySaid {
	s.t.Helper()
	got := s.latchkey(append([]string{"why", "--json"}, args...)...)
	said := whySaid{exit: got.code, raw: got}
	readSaid(s.t, got, &said)
	return said
}

// check finds one check; a zero one when it is not there.
func (d doctorSaid) check(id string) found {
	if i := slices.IndexFunc(d.Checks, func(f found) bool { return f.ID == id }); i >= 0 {
		return d.Checks[i]
	}
	return found{}
}

// problems are the findings that are not good, for messages.
func (d doctorSaid) problems() (lines []string) {
	for _, f := range d.Checks {
		if f.Result != "pass" && f.Result != "skip" {
			lines = append(lines, f.Result+" "+f.ID+" "+f.ProblemCode+": "+f.Evidence)
		}
	}
	return lines
}

// has says whether any check found the problem.
func (d doctorSaid) has(code string) bool {
	return slices.ContainsFunc(d.Checks, func(f found) bool { return f.ProblemCode == code })
}
