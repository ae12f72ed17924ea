package present

import (
	"strings"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// shortProof is what stands behind a rung's own words: whether the answer is
// proven fresh, source by source where there are several.
func shortProof(evidence []core.EvidenceAnswer, w assets.Words) string {
	short := func(e core.EvidenceAnswer) string {
		switch {
		case e.Fresh:
			return w.Text("present.evidence.fresh.short")
		case e.Why == core.WhyFailed:
			return w.Text("present.evidence.failed.short")
		}
		return w.Text("present.evidence.not_fresh.short")
	}
	if len(evidence) == 1 {
		return " · " + short(evidence[0])
	}
	var lines strings.Builder
	for _, e := range evidence {
		lines.WriteString("\n" + w.Text("present.evidence.of_source", "source", SourceName(e.Source, w), "verdict", short(e)))
	}
	return lines.String()
}

// recheckProof is the card of the evidence; nil when nothing was asked.
func recheckProof(answer core.RecheckAnswer, now time.Time, w assets.Words) *ProofView {
	proof := &ProofView{Title: w.Text("present.proof"), Pill: Pill{
		Sign: Sign{Icon: "state-warn", Tone: ToneWarn}, Text: Capital(w.Text("present.evidence.not_fresh.short")),
	}}
	if answer.Fresh {
		proof.Pill = Pill{Sign: Sign{Icon: "state-good", Tone: ToneGood}, Text: Capital(w.Text("present.evidence.fresh.short"))}
	}
	for _, step := range answer.Steps {
		for _, e := range step.Evidence {
			proof.Rows = append(proof.Rows, proofRow(step.Step, e, now, w))
		}
	}
	if len(proof.Rows) == 0 {
		return nil
	}
	return proof
}

func proofRow(step string, e core.EvidenceAnswer, now time.Time, w assets.Words) ProofRow {
	row := ProofRow{
		Name:  SourceName(e.Source, w),
		Short: evidenceAge(e, now, w), Why: EvidenceVerdict(e, w), Detail: EvidenceDetail(e, now, w),
		State: StepSame, Sign: Sign{Icon: "state-warn", Tone: ToneWarn},
	}
	if number := rungNumber(step); number > 0 {
		row.Name = w.Text("present.proof.step", "n", number, "source", row.Name)
	}
	switch {
	case e.Fresh:
		row.State, row.Sign = StepDone, Sign{Icon: "state-good", Tone: ToneGood}
	case e.Why == core.WhyFailed:
		row.State, row.Sign = StepFailed, Sign{Icon: "state-bad", Tone: ToneBad}
		row.Short = w.Text("present.evidence.failed.short")
	}
	return row
}

// messageView is the message to the administrator, ready to be copied.
func messageView(in RecheckInput, now time.Time, w assets.Words) *MessageView {
	text := AdministratorMessage(MessageInput{
		Answer: in.Answer, Account: in.Account, Provider: in.Provider, Version: in.Version, Rights: in.Rights,
	}, now, w)
	return &MessageView{
		Title: w.Text("present.message.title"), Text: w.Text("present.message.text"), Lines: strings.Split(text, "\n"),
		Copy: Button{Text: w.Text("present.message.copy"), Icon: "copy", Kind: KindAccent, Action: DoCopy, Argument: text},
	}
}

// findingRows are the findings in their order; one without words is left out.
func findingRows(findings []core.FindingAnswer, offline bool, w assets.Words) []FindingRow {
	var rows []FindingRow
	for _, finding := range findings {
		if row, known := findingRow(finding, offline, w); known {
			rows = append(rows, row)
		}
	}
	return rows
}
