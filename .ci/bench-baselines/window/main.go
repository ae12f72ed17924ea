// Command window shows an empty Fyne window of Latchkey's size: what any Fyne program costs. Baseline of latchkey-desktop.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
)

func main() {
	w := app.NewWithID("internal.latchkey.baseline").NewWindow("Baseline")
	w.Resize(fyne.NewSize(1000, 680))
	w.ShowAndRun()
}
