// Package app is Latchkey's window: it draws the view state that package
// present makes and turns taps and keys into the jobs of package core. Pages
// are pure functions of their view state; Window keeps what is shown, runs one
// job at a time and reads everything again when something changed on disk.
//
// It decides nothing about sessions, speaks no protocol, touches no file and
// never starts a goroutine of its own: running in the background, coming back
// to the window's thread and waiting are handed in (Deps), so that its tests
// need neither C nor a display.
package app
