package assets_test

import (
	"bytes"
	"testing"

	"latchkey/assets"
)

func TestEveryIconIsOneFilledPathOn24(t *testing.T) {
	names := assets.IconNames()
	if len(names) < 50 {
		t.Fatalf("only %d icons are embedded", len(names))
	}
	for _, name := range names {
		data := assets.Icon(name)
		if !bytes.Contains(data, []byte(`viewBox="0 0 24 24"`)) && name != "latchkey" {
			t.Errorf("%s is not on the grid of 24", name)
		}
		if name == "latchkey" {
			continue
		}
		if bytes.Count(data, []byte("<path")) != 1 || bytes.Contains(data, []byte("stroke")) || bytes.Contains(data, []byte("fill-rule")) {
			t.Errorf("%s is not one filled path; recoloring would break it", name)
		}
	}
}

func TestIconRefusesWhatIsNotAName(t *testing.T) {
	for _, name := range []string{"", "nothing", "../words", "home.svg", "a/b"} {
		if assets.Icon(name) != nil {
			t.Errorf("Icon(%q) gives something", name)
		}
	}
}
