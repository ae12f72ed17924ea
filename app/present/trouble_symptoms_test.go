package present_test

import (
	"fmt"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/assets"
)

func TestTheFrequentSymptomsComeFirstAndAllOnRequest(t *testing.T) {
	var symptoms []core.SymptomAnswer
	for n := range 48 {
		symptoms = append(symptoms, core.SymptomAnswer{ID: fmt.Sprintf("symptom_%d", n), Title: fmt.Sprintf("Symptom %d", n)})
	}
	tests := []struct {
		name string
		in   present.TroubleInput
		rows int
		last present.Action
	}{
		{"at first", present.TroubleInput{Symptoms: symptoms}, 10, present.DoAllSymptoms},
		{"all were asked for", present.TroubleInput{Symptoms: symptoms, Whole: true}, 48, present.DoOpenTroubleshoot},
		{"a search", present.TroubleInput{Symptoms: symptoms[:20], Query: "mail"}, 20, present.DoOpenTroubleshoot},
		{"a row for one more would be no gain", present.TroubleInput{Symptoms: symptoms[:10]}, 10, present.DoOpenTroubleshoot},
	}
	for _, test := range tests {
		view := present.Troubleshoot(test.in, time.Time{}, assets.Words{})
		if len(view.Symptoms) != test.rows || view.Symptoms[len(view.Symptoms)-1].Action != test.last {
			t.Errorf("%s: %d rows, the last %+v", test.name, len(view.Symptoms), view.Symptoms[len(view.Symptoms)-1])
		}
	}
}
