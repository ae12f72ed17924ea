package cli_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A yes does the one fix, and the link is looked at again.
func TestWhyOffersTheFixAndTestsTheLinkAgain(t *testing.T) {
	w := newWorld(t, nil)
	if code := w.run(t.Context(), strings.NewReader("y\n"), "why"); code != 0 {
		t.Fatalf("why ends with %d: %s %s", code, w.out.String(), w.talk.String())
	}
	if !strings.Contains(w.talk.String(), "do it now?") || !strings.Contains(w.out.String(), "✓ Mended: Your session\n") {
		t.Errorf("it asks %q and says %q", w.talk.String(), w.out.String())
	}
	if code := w.run(t.Context(), nil, "status"); code != 0 {
		t.Errorf("status ends with %d", code)
	}
}

func TestANoChangesNothing(t *testing.T) {
	w := newWorld(t, nil)
	for _, typed := range []string{"n\n", "\n", ""} {
		if code := w.run(t.Context(), strings.NewReader(typed), "why"); code != 3 || strings.Contains(w.out.String(), "Mended") {
			t.Errorf("after %q why ends with %d: %s", typed, code, w.out.String())
		}
	}
	if code := w.run(t.Context(), nil, "status"); code != 3 {
		t.Errorf("status ends with %d", code)
	}
}

// What fails is told as the sign-in itself would.
func TestAFixThatFailsIsAProblem(t *testing.T) {
	w := newWorld(t, func(context.Context, string) error { return context.Canceled })
	if err := w.server.Control().Fault("bad_nonce", true); err != nil {
		t.Fatal(err)
	}
	code := w.run(t.Context(), strings.NewReader("y\n"), "why", "--timeout", "1s")
	if code == 0 || !strings.Contains(w.talk.String(), "\nlatchkey: ") || strings.Contains(w.out.String(), "Mended") {
		t.Errorf("why ends with %d: %s %s", code, w.out.String(), w.talk.String())
	}
}

// What only a person can do is waited for: Enter looks again, a no ends it.
func TestWhyWaitsForWhatOnlyAPersonCanDo(t *testing.T) {
	w := newWorld(t, nil)
	if code := w.run(t.Context(), nil, "sign-in"); code != 0 {
		t.Fatalf("sign-in ends with %d: %s", code, w.talk.String())
	}
	w.server.Control().Down(true)
	if code := w.run(t.Context(), strings.NewReader("\nn\n"), "why"); code != 5 || !strings.Contains(w.talk.String(), "It is still the same.") {
		t.Errorf("why ends with %d: %s", code, w.talk.String())
	}
	typing := &mends{text: "\n", first: func() { w.server.Control().Down(false) }}
	if code := w.run(t.Context(), typing, "why"); code != 0 || !strings.Contains(w.out.String(), "✓ Mended: The network\n") {
		t.Errorf("why ends with %d: %s %s", code, w.out.String(), w.talk.String())
	}
}

// mends does something at the moment when a person would type.
type mends struct {
	text  string
	first func()
}

func (m *mends) Read(into []byte) (int, error) {
	if m.first != nil {
		m.first()
		m.first = nil
	}
	n := copy(into, m.text)
	m.text = m.text[n:]
	return n, nil
}

// A file that is put aside comes back, and what comes next is named with its code.
func TestWhySaysWhatComesNext(t *testing.T) {
	w := newWorld(t, nil)
	if code := w.run(t.Context(), nil, "sign-in"); code != 0 {
		t.Fatalf("sign-in ends with %d: %s", code, w.talk.String())
	}
	file := filepath.Join(w.home, "state", "login_session.json")
	if err := os.WriteFile(file, []byte("no session"), 0o600); err != nil {
		t.Fatal(err)
	}
	code := w.run(t.Context(), strings.NewReader("y\n"), "why")
	out := w.out.String()
	if code != 3 || !strings.Contains(out, "Undo with: latchkey undo ") || !strings.Contains(out, "\nNext: Nobody is signed in") {
		t.Errorf("why ends with %d: %s", code, out)
	}
	if _, err := os.Lstat(file); err == nil {
		t.Error("the damaged file is still there")
	}
}
