// Package launch opens the window: it is the only importer of Fyne's app
// package, and so the only place that needs C and a display. It joins the
// window of package app to the real system: goroutines, timers, the clipboard,
// the window's size. A build with the tag nogui has no window at all.
//
// It is not the place for anything that a test should look at: pages and what
// they do are in package app.
package launch
