// Package harden keeps what is in this program's memory out of files and off the
// screen when the program fails: no core dump, and a trace that names places in
// the program and no values.
//
// It is not for hiding from whoever owns the account or the computer: they can
// read the memory of a running program, or replace the program.
package harden

// ForbidCoreDumps asks the system not to write this program's memory to disk
// when it crashes; the programs that it starts inherit that. What the system
// refuses stays as it is: that is no reason not to work.
//
// With exclusive, Linux also keeps the person's other programs from reading the
// memory (PR_SET_DUMPABLE). The desktop's portals must be able to look at a
// program that shows a window, so call it again without exclusive before one is
// opened.
func ForbidCoreDumps(exclusive bool) { forbid(exclusive) }
