package cli

import (
	"io"
	"slices"

	"latchkey/auth/demoidp"
)

// faultsAnswer is latchkey.demo-faults/1: in which ways the demo can misbehave.
type faultsAnswer struct {
	Schema string        `json:"schema"`
	Faults []faultAnswer `json:"faults"`
}

type faultAnswer struct {
	Name string `json:"name"`
	// Group is where it shows: discovery, token, id_token and so on.
	Group string `json:"group"`
	About string `json:"about"`
	// Tolerated: signing in works all the same.
	Tolerated bool `json:"tolerated"`
	// Finds is the problem that the doctor names then; empty: there is none to find.
	Finds   string `json:"finds"`
	Fix     string `json:"fix"`
	Subject string `json:"subject"` // what why is to be asked about; empty: nothing in particular
}

func listFaults(c *call) error {
	answer := faultsAnswer{Schema: "latchkey.demo-faults/1"}
	for _, row := range rehearsals() {
		answer.Faults = append(answer.Faults, faultAnswer{
			Name: row.name, Group: row.group, About: row.about(c.words()), Tolerated: row.tolerated,
			Finds: row.finds, Fix: row.fix, Subject: row.subject,
		})
	}
	return c.answer(answer, func(out io.Writer) {
		rows, group := [][]string{}, ""
		for _, fault := range answer.Faults {
			if fault.Group != group {
				group = fault.Group
				rows = append(rows, []string{group})
			}
			rows = append(rows, []string{"  " + fault.Name, fault.About})
		}
		table(out, rows)
	})
}

func faultNames() []string {
	names := []string{}
	for _, row := range rehearsals() {
		names = append(names, row.name)
	}
	return names
}

// unknownFault points to the list: there are too many to name them all.
func unknownFault(name string, known []string) error {
	problem := &usageError{
		key: "bad_value", pairs: []any{"flag", "--fault", "value", name}, command: "latchkey demo",
		list: "latchkey demo --list-faults",
	}
	if near := nearest(name, known); near != "" {
		problem.nearest = "latchkey demo --fault " + near
	}
	return problem
}

// bindsTokens says whether a fault shows only where tokens are bound to a key.
func bindsTokens(names []string) bool {
	return slices.ContainsFunc(demoidp.Faults(), func(f demoidp.FaultInfo) bool {
		return f.Group == "dpop" && slices.Contains(names, f.Name)
	})
}
