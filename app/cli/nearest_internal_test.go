package cli

import "testing"

func TestNearestGuessesOnlyWhatIsNear(t *testing.T) {
	names := []string{"status", "sign-in", "sign-out", "rights", "reset", "token"}
	for _, test := range []struct{ typed, want string }{
		{"statsu", "status"},
		{"stat", "status"},
		{"SIGN-IN", "sign-in"},
		{"signin", "sign-in"},
		{"sing-out", "sign-out"},
		{"rigths", "rights"},
		{"tokens", "token"},
		{"doctor", ""},
		{"x", ""},
		{"", ""},
	} {
		if got := nearest(test.typed, names); got != test.want {
			t.Errorf("nearest(%q) = %q, want %q", test.typed, got, test.want)
		}
	}
}

func TestErrorLinesAreLowerCaseWithoutAFullStop(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"There is no session on this computer.", "there is no session on this computer"},
		{"Latchkey does not know it.", "Latchkey does not know it"},
		{"One. Two.", "one. Two."},
		{"PKCE is missing.", "PKCE is missing"},
		{"", ""},
	} {
		if got := asReason(test.in); got != test.want {
			t.Errorf("asReason(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestRepeatableArgumentsMayBeSeparatedByCommas(t *testing.T) {
	got := splitCommas([]string{"a,b", " c ", "", ",d,"})
	if len(got) != 4 || got[0] != "a" || got[1] != "b" || got[2] != "c" || got[3] != "d" {
		t.Errorf("got %q", got)
	}
}
