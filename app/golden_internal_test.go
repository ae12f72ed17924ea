package app

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A few states are kept as pictures, so that a change of the look is a decision.
// LATCHKEY_GOLDEN=1 writes them anew.
func TestPictures(t *testing.T) {
	kept := []string{
		"home-signed-out", "home-signed-in", "rights", "rights-recheck-done", "rights-details", "rights-browsers", "apps", "apps-reset-plan", "apps-reset-result",
		"troubleshoot", "troubleshoot-checking", "troubleshoot-found", "guided", "activity", "why", "report",
	}
	for _, s := range scenes() {
		if !slices.Contains(kept, s.name) {
			continue
		}
		for _, l := range looks()[:2] {
			t.Run(s.name+"-"+l.suffix, func(t *testing.T) {
				inScene(t, s, l, func(b *bench) {
					comparePicture(t, filepath.Join("testdata", s.name+"-"+l.suffix+".png"), b.picture(l.size))
				})
			})
		}
	}
}

func comparePicture(t *testing.T, path string, got image.Image) {
	t.Helper()
	if os.Getenv("LATCHKEY_GOLDEN") == "1" {
		writePicture(t, path, got)
		return
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	want, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	// Fonts are drawn a little differently on other machines.
	size := want.Bounds().Size()
	if got.Bounds().Size() != size || different(want, got) > size.X*size.Y/500 {
		failed := filepath.Join("testdata", "failed", filepath.Base(path))
		writePicture(t, failed, got)
		t.Errorf("%s looks different: see %s", path, failed)
	}
}

func different(want, got image.Image) int {
	count, size := 0, want.Bounds().Size()
	for y := range size.Y {
		for x := range size.X {
			r1, g1, b1, _ := want.At(x, y).RGBA()
			r2, g2, b2, _ := got.At(x, y).RGBA()
			for _, pair := range [][2]uint32{{r1, r2}, {g1, g2}, {b1, b2}} {
				if max(pair[0], pair[1])-min(pair[0], pair[1]) > 24<<8 {
					count++
					break
				}
			}
		}
	}
	return count
}

func writePicture(t *testing.T, path string, picture image.Image) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	if err := png.Encode(file, picture); err != nil {
		t.Fatal(err)
	}
}
