package apps_test

import (
	"fmt"
	"testing"

	"latchkey/session/apps"
)

// 200 versions of SketchUp, each with its file, among the whole catalogue, natively and in a prefix. Asked of `latchkey apps` as a
// whole: under 300 ms when the disk is warm.
func BenchmarkFindTwoHundredVersions(b *testing.B) {
	home := b.TempDir()
	var names []string
	for i := range 200 {
		names = append(names, fmt.Sprintf("AppData/Roaming/SketchUp/SketchUp %d/login_session.dat", 1900+i),
			fmt.Sprintf("AppData/Roaming/SketchUp/SketchUp %d/SketchUp/SharedPreferences.json", 1900+i),
			fmt.Sprintf("AppData/Local/SketchUp/SketchUp %d/SketchUp/PrivatePreferences.json", 1900+i))
	}
	plant(b, home, names...)
	native, inPrefix := windowsAt(home), windowsAt(home)
	inPrefix.Prefix = home
	c := builtIn(b)
	for _, one := range []struct {
		name string
		at   apps.Places
	}{{"native", native}, {"prefix", inPrefix}} {
		b.Run(one.name, func(b *testing.B) {
			finder := apps.NewFinder(apps.FinderOptions{Places: []apps.Places{one.at}})
			for b.Loop() {
				all, err := finder.Find(b.Context(), c)
				if err != nil || len(all) != 200 {
					b.Fatalf("%d found, %v", len(all), err)
				}
			}
		})
	}
}

// BenchmarkLoad reads the catalogue that the program brings along.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		builtIn(b)
	}
}
