package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
)

func TestWrapKeepsEveryWordAndTheWidth(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(NewTheme(Appearance{}))
	runs := []Run{
		{Text: "You’re offline.", Style: StyleStrong},
		{Text: " Valid until "},
		{Text: "22 December", Style: StyleStrong},
		{Text: ". averyveryverylongwordwithoutanyspaceinside ends"},
	}
	for _, width := range []float32{1, 20, 60, 110, 200, 1000} {
		var said strings.Builder
		for _, line := range wrapRuns(runs, width) {
			if line.width > width && len([]rune(line.segments[0].text)) > 1 {
				t.Errorf("a line of %v is wider than %v: %v", line.width, width, line.segments)
			}
			for _, s := range line.segments {
				said.WriteString(strings.ReplaceAll(s.text, " ", ""))
			}
		}
		want := strings.ReplaceAll("You’re offline. Valid until 22 December. averyveryverylongwordwithoutanyspaceinside ends", " ", "")
		if said.String() != want {
			t.Errorf("at %v the text reads %q", width, said.String())
		}
	}
}

func TestCutKeepsTheRightSide(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(NewTheme(Appearance{}))
	f := StyleMono.font()
	path := `C:\Users\mila\AppData\login_session.dat`
	left, right := cutText(path, f, 160, CutLeft), cutText(path, f, 160, CutRight)
	if !strings.HasPrefix(left, ellipsis) || !strings.HasSuffix(left, "session.dat") {
		t.Errorf("cut at the left gives %q", left)
	}
	if !strings.HasPrefix(right, `C:\Users`) || !strings.HasSuffix(right, ellipsis) {
		t.Errorf("cut at the right gives %q", right)
	}
	if f.measure(left) > 160 || f.measure(right) > 160 {
		t.Error("a cut text is too wide")
	}
	if got := cutText(path, f, 0, CutRight); got != ellipsis {
		t.Errorf("no room gives %q", got)
	}
	if got := cutText("short", f, 160, CutRight); got != "short" {
		t.Errorf("a text that fits became %q", got)
	}
}
