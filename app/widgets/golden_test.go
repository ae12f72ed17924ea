package widgets_test

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// golden compares a picture with testdata/<name>.png. Font rasterizing may differ a little between machines, so single
// channels may be off by 24 and one pixel in five hundred by anything. A missing or different golden is written to
// testdata/failed; accept it by moving it.
func golden(t *testing.T, name string, got image.Image) {
	t.Helper()
	want, err := readPNG(filepath.Join("testdata", name+".png"))
	if err != nil {
		t.Fatalf("no golden for %s; wrote %s", name, writeFailed(t, name, got))
	}
	if got.Bounds().Size() != want.Bounds().Size() {
		t.Fatalf("%s is %v, want %v; wrote %s", name, got.Bounds().Size(), want.Bounds().Size(), writeFailed(t, name, got))
	}
	size := got.Bounds().Size()
	off := 0
	for y := range size.Y {
		for x := range size.X {
			if !near(got, want, x, y) {
				off++
			}
		}
	}
	if off > size.X*size.Y/500 {
		t.Errorf("%s differs in %d pixels; wrote %s", name, off, writeFailed(t, name, got))
	}
}

func near(a, b image.Image, x, y int) bool {
	r1, g1, b1, _ := a.At(x, y).RGBA()
	r2, g2, b2, _ := b.At(x, y).RGBA()
	for _, p := range [][2]uint32{{r1, r2}, {g1, g2}, {b1, b2}} {
		if max(p[0], p[1])-min(p[0], p[1]) > 24<<8 {
			return false
		}
	}
	return true
}

func readPNG(path string) (image.Image, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	return png.Decode(f)
}

func writeFailed(t *testing.T, name string, img image.Image) string {
	t.Helper()
	path := filepath.Join("testdata", "failed", name+".png")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
	return path
}
