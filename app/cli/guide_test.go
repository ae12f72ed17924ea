package cli_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

func TestAWalkEndsWhenItWorks(t *testing.T) {
	w := newWorld(t, nil)
	if code := w.run(t.Context(), strings.NewReader("\ns\nw\n"), "guide", "no_mail"); code != 0 {
		t.Fatalf("guide ends with %d: %s", code, w.talk.String())
	}
	out := w.out.String()
	if strings.Count(out, "\n→ ") != 3 || !strings.HasSuffix(out, "\n✓ It works again.\n") {
		t.Errorf("three steps were to be shown, and the end:\n%s", out)
	}
	if strings.Contains(w.talk.String(), "support-bundle") {
		t.Errorf("it works, and support is named: %s", w.talk.String())
	}
}

// A question takes a yes or a no, and nothing else.
func TestAQuestionIsAskedUntilItIsAnswered(t *testing.T) {
	w := newWorld(t, nil)
	typed := "\n\n\nperhaps\n\nno\nq\n" // three steps, then whether it works now
	if code := w.run(t.Context(), strings.NewReader(typed), "guide", "no_mail"); code != 0 {
		t.Fatalf("guide ends with %d: %s", code, w.talk.String())
	}
	if n := strings.Count(w.talk.String(), "[y] yes  [n] no"); n < 3 {
		t.Errorf("the question was asked %d times: %s", n, w.talk.String())
	}
	want := "Go on later with: latchkey guide no_mail --answer ask_once_more=done --answer check_address=done --answer look_in_spam=done --answer works_now=no"
	if !strings.Contains(w.talk.String(), want) {
		t.Errorf("it says %q, want %q", w.talk.String(), want)
	}
}

// Where the input ends, nobody is there any more.
func TestAWalkEndsWithItsInput(t *testing.T) {
	w := newWorld(t, nil)
	if code := w.run(t.Context(), strings.NewReader("\n"), "guide", "no_mail"); code != 0 || !strings.Contains(w.talk.String(), "Go on later with: ") {
		t.Errorf("guide ends with %d: %s", code, w.talk.String())
	}
}

// A step of Latchkey's is done on a yes, and its checks run again.
func TestAWalkDoesLatchkeysSteps(t *testing.T) {
	w := newWorld(t, nil)
	if code := w.run(t.Context(), strings.NewReader("\n\n\n\n\n"), "guide", "session_ended"); code != 0 {
		t.Fatalf("guide ends with %d: %s", code, w.talk.String())
	}
	if code := w.run(t.Context(), nil, "status"); code != 0 {
		t.Errorf("nobody is signed in after the walk, status ends with %d", code)
	}
}

// always types the same, for ever.
type always struct{ text, rest string }

func (a *always) Read(into []byte) (int, error) {
	if a.rest == "" {
		a.rest = a.text
	}
	n := copy(into, a.rest)
	a.rest = a.rest[n:]
	return n, nil
}

// From every symptom the way ends, in each language, whatever a person skips or
// denies; nobody is asked for a password on it.
func TestEveryWalkEndsInSolvedOrSupport(t *testing.T) {
	w := newWorld(t, nil)
	if code := w.run(t.Context(), nil, "guide", "--json"); code != 0 {
		t.Fatalf("guide ends with %d: %s", code, w.talk.String())
	}
	var all struct{ Symptoms []struct{ ID string } }
	if err := json.Unmarshal(w.out.Bytes(), &all); err != nil || len(all.Symptoms) < 25 {
		t.Fatalf("%v, %d symptoms", err, len(all.Symptoms))
	}
	skip := map[string]string{"en": "s\n", "nl": "o\n"}
	ends := map[string][]string{
		"en": {"It works again.", "Support can go on from here."},
		"nl": {"Het werkt weer.", "Support kan hier verder."},
	}
	for i, symptom := range all.Symptoms {
		language := []string{"en", "nl"}[i%2]
		code := w.run(t.Context(), &always{text: skip[language]}, "guide", symptom.ID, "--look=false", "--lang", language)
		out := w.out.String()
		ended := slices.ContainsFunc(ends[language], func(end string) bool { return strings.Contains(out, end) })
		if code != 0 || !ended || strings.Contains(out, "guide.") || strings.Contains(out, "doctor.") {
			t.Errorf("%s in %s ends with %d: %s %s", symptom.ID, language, code, out, w.talk.String())
		}
	}
}
