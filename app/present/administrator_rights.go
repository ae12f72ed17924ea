package present

import (
	"strings"

	"latchkey/app/core"
)

// rightsLines name what was lost, gained or changed and what is not granted now.
func (m *message) rightsLines() []string {
	answer, w := m.in.Answer, m.w
	lines := []string{w.Text("present.message.count",
		"granted", answer.After.Granted, "count", answer.After.Count,
		"granted_before", answer.Before.Granted, "count_before", answer.Before.Count)}
	if answer.After.Count == 0 && answer.Before.Count == 0 {
		lines = nil
	}
	named := map[string]bool{}
	var rows []string
	for _, group := range [][]core.ChangeAnswer{answer.Lost, answer.Changed, answer.Gained} {
		for _, change := range group {
			named[change.ID] = true
		}
	}
	short, left := shortened(answer, mostNamed)
	all := DifferenceLines(short, m.now, w)
	for _, line := range all[:len(all)-1] { // without the count of what is unchanged
		rows = append(rows, strings.ReplaceAll(line, "→", "->")) // which every mail program shows
	}
	missing, unnamed := m.notGranted(named)
	if rows = append(rows, missing...); len(answer.Lost) == 0 && len(missing) == 0 {
		rows = append(rows, w.Text("present.message.fill_in"))
	}
	if more := len(rows) + left + unnamed - mostNamed; more > 0 {
		rows = append(rows[:mostNamed], w.Plural("present.message.more", more))
	}
	return append(lines, rows...)
}

// notGranted names the rights that are not granted and stand in no difference, and
// counts those for which there is no room.
func (m *message) notGranted(named map[string]bool) (lines []string, unnamed int) {
	for _, right := range m.in.Rights {
		if right.State == "granted" || named[right.ID] {
			continue
		}
		if len(lines) == mostNamed {
			unnamed++
			continue
		}
		state, _ := RightState(right.State, m.w)
		pairs := []any{"name", RightName(right), "state", strings.ToLower(state[:1]) + state[1:]}
		if reason := OneLine(right.Reason); reason != "" {
			lines = append(lines, m.w.Text("present.message.state_reason", append(pairs, "reason", reason)...))
			continue
		}
		lines = append(lines, m.w.Text("present.message.state", pairs...))
	}
	return lines, unnamed
}

// triedLines are the rungs that were climbed, each with what the servers said.
func (m *message) triedLines() []string {
	var lines []string
	for _, step := range m.in.Answer.Steps {
		if step.Result == "skipped" || step.Step == core.StepMessage {
			continue
		}
		row := RecheckStep(core.RecheckStep{Step: step.Step, Result: step.Result, Detail: step.Detail},
			RecheckInput{Answer: m.in.Answer, Provider: m.in.Provider}, m.now, m.w)
		what := "present.message.step." + step.Step // as the person says it
		pairs := []any{"n", len(lines) + 1, "step", m.w.Text(what), "result", row.Evidence}
		if step.At.IsZero() {
			lines = append(lines, m.w.Text("present.message.step_untimed", pairs...))
		} else {
			lines = append(lines, m.w.Text("present.message.step", append(pairs, "time", absoluteTime(step.At, m.now))...))
		}
		for _, evidence := range step.Evidence {
			lines[len(lines)-1] += "\n   " + SourceName(evidence.Source, m.w) + ": " +
				EvidenceDetail(evidence, m.now, m.w) + ". " + EvidenceVerdict(evidence, m.w)
		}
	}
	if len(lines) == 0 {
		return nil
	}
	if m.in.Answer.Fresh {
		return append(lines, m.w.Text("present.message.proven"))
	}
	return append(lines, m.w.Text("present.message.not_proven"))
}
