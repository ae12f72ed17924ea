package present

import "latchkey/assets"

// rightLooks is the one table of how the states of a right look and sort: what
// the person can do something about comes first, granted last.
var rightLooks = [...]struct {
	code string
	icon string
	tone Tone
}{
	{"seat_limit", "state-seat", ToneWarn},
	{"pending_invitation", "state-invited", ToneInfo},
	{"needs_sign_in", "state-sign-in", ToneWarn},
	{"needs_verification", "state-verify", ToneWarn},
	{"expired", "state-expired", ToneWarn},
	{"denied", "state-denied", ToneBad},
	{"unknown", "state-unknown", ToneNone},
	{"granted", "state-good", ToneGood},
}

// RightState gives the word and the sign of a right's state; a state that this
// version does not know is unknown, never denied.
func RightState(code string, w assets.Words) (string, Sign) {
	look := rightLooks[rankOf(code)]
	return w.Text("present.right." + look.code), Sign{Icon: look.icon, Tone: look.tone}
}

// rankOf is the place of a state in the sorted list.
func rankOf(code string) int {
	unknown := 0
	for i, look := range rightLooks {
		if look.code == code {
			return i
		}
		if look.code == "unknown" {
			unknown = i
		}
	}
	return unknown
}

// Source says where a right comes from; an unknown source is a dash.
func Source(code string, w assets.Words) string {
	if key := "present.source." + code; code != "" && w.Has(key) {
		return w.Text(key)
	}
	return None
}

// StateChoices are the entries of the state filter, "All states" first.
func StateChoices(w assets.Words) []StateChoice {
	choices := []StateChoice{{Text: w.Text("present.rights.all_states")}}
	for _, look := range rightLooks {
		choices = append(choices, StateChoice{Code: look.code, Text: w.Text("present.right." + look.code)})
	}
	return choices
}
